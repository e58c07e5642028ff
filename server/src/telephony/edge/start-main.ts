import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { readConfig } from "../../config.ts";
import { makeLog } from "../../platform/log.ts";
import { missingPackages, SETUP_COMMAND } from "../settings.ts";
import { startEdge } from "./start-edge.ts";

// npm run lines:start -- [folder]: edge and media server, watched until Ctrl-C, which leaves them running with `--leave`.
const config = readConfig(process.env);
const args = process.argv.slice(2);
const named = args.find((each) => !each.startsWith("--"));
const folder = resolve(named ?? config.AMALIYAT_LINES ?? join(config.AMALIYAT_DATA, "lines"));
if (missingPackages().length > 0 || !existsSync(join(folder, "lines.json"))) {
  console.error(`The lines are not set up in ${folder}: ${SETUP_COMMAND}`);
  process.exit(1);
}
const edge = await startEdge({ folder, log: makeLog(config.AMALIYAT_LOG_LEVEL) });
console.log(`The lines stand (${folder}).`);
const stop = async (): Promise<void> => {
  if (args.includes("--leave")) edge.leave();
  else await edge[Symbol.asyncDispose]();
  process.exit(0);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
