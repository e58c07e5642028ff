import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { openJournal } from "../../platform/journal/index.ts";
import { acceptAsFound } from "../witness/open-witness.ts";
import { describeCheck, verifyLog } from "./verify-log.ts";
import { openDatabase, ownerTransaction } from "../../platform/database/index.ts";
import { makeLog } from "../../platform/log.ts";
import { deleteAlarm } from "../audit-store.ts";
import { removeAlarm } from "../folder/log-alarm.ts";

/** Ends the alarm of a log that holds again: in its folder first, since a publisher tells the database what it finds there. */
async function settleAlarm(folder: string, database: string): Promise<void> {
  await using db = openDatabase({ url: database, log: makeLog("silent"), maxConnections: 1 });
  await removeAlarm(folder);
  await ownerTransaction(db, deleteAlarm);
}

const USAGE = `npm run log:verify -- --log FOLDER --key FILE [--entries FILE.jsonl [--partial]] [--database URL [--settle]] [--held CHECKPOINT]... [--keys FOLDER] [--journal FOLDER]

  --log       folder of the published log (checkpoint, checkpoints/, tile/)
  --key       its public key, log-key.txt or log-key.pem, from a place you trust
  --entries   entries exported by the auditor, compared with the log; --partial if they are only some
  --database  postgres://… of the room, its entries compared with the log
  --accept    take the history of checkpoints and the schema of the database as they are; the room must stand still, and its next start says so in
              the log
  --settle    if all of it holds, end an alarm that stands: the room signs again
  --keys      folder of the room's keys: who made the entries is checked too; keys beside the log when not given
  --journal   folder of the room's journal: whether folder and database were set back; journal beside the log when not given
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
      settle: { type: "boolean" },
      accept: { type: "boolean" },
      held: { type: "string", multiple: true },
      keys: { type: "string" },
      journal: { type: "string" },
    },
  });
  const { log, key, database, settle } = values;
  if (log === undefined || key === undefined || (settle === true && database === undefined)) {
    console.error(USAGE);
    return 1;
  }
  if (values.accept === true) {
    await using journal = await openJournal(values.journal ?? join(dirname(log), "journal"));
    await acceptAsFound(journal, log, Date.now());
  }
  const checks = await verifyLog({ ...values, log, key, settling: settle });
  for (const check of checks) console.log(describeCheck(check));
  if (!checks.every((check) => check.ok)) return 1;
  if (settle === true && database !== undefined) {
    await settleAlarm(log, database);
    console.log("the alarm is ended");
  }
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return 1;
});
