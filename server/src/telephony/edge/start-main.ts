import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeLog } from "../../platform/log.ts";
import { missingPackages, SETUP_COMMAND } from "../settings.ts";
import { startEdge } from "./start-edge.ts";

// npm run lines:start -- [folder]: edge and media server, watched until Ctrl-C, which leaves them running with `--leave`.
const args = process.argv.slice(2);
const named = args.find((each) => !each.startsWith("--"));
const folder = resolve(named ?? process.env["AMALIYAT_LINES"] ?? join(process.env["AMALIYAT_DATA"] ?? ".data", "lines"));
if (missingPackages().length > 0 || !existsSync(join(folder, "lines.json"))) {
  console.error(`The lines are not set up in ${folder}: ${SETUP_COMMAND}`);
  process.exit(1);
}
const edge = await startEdge({ folder, log: makeLog(process.env["AMALIYAT_LOG_LEVEL"] ?? "info") });
console.log(`The lines stand (${folder}).`);
const stop = async (): Promise<void> => {
  if (args.includes("--leave")) edge.leave();
  else await edge[Symbol.asyncDispose]();
  process.exit(0);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
