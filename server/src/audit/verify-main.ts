import { parseArgs } from "node:util";
import { describeCheck, verifyLog } from "./verify-log.ts";

const USAGE = `npm run log:verify -- --log FOLDER --key FILE [--entries FILE.jsonl [--partial]] [--database URL] [--held CHECKPOINT]...

  --log       folder of the published log (checkpoint, checkpoints/, tile/)
  --key       its public key, log-key.txt or log-key.pem, from a place you trust
  --entries   entries exported by the auditor, compared with the log; --partial if they are only some
  --database  postgres://… of the room, its entries compared with the log
  --held      a checkpoint that was kept elsewhere and must be a beginning of this log
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      log: { type: "string" },
      key: { type: "string" },
      entries: { type: "string" },
      partial: { type: "boolean" },
      database: { type: "string" },
      held: { type: "string", multiple: true },
    },
  });
  const { log, key } = values;
  if (log === undefined || key === undefined) {
    console.error(USAGE);
    return 1;
  }
  const checks = await verifyLog({ ...values, log, key });
  for (const check of checks) console.log(describeCheck(check));
  return checks.every((check) => check.ok) ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return 1;
});
