import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { readConfig, tlsOf } from "./settings/index.ts";
import { FolderTaken } from "./platform/folder-lock.ts";
import { ownHost } from "./platform/http/index.ts";
import { makeLog } from "./platform/log.ts";
import { missingPackages, readLines, serveStandby, SETUP_COMMAND, startEdge } from "./telephony/index.ts";

// npm run lines:start -- [folder]: edge and media server, watched until Ctrl-C, which leaves them running with `--leave`.
const args = process.argv.slice(2);
const named = args.find((each) => !each.startsWith("--"));
const folder = resolve(named ?? process.env["AMALIYAT_LINES"] ?? join(process.env["AMALIYAT_DATA"] ?? ".data", "lines"));
if (missingPackages().length > 0 || !existsSync(join(folder, "lines.json"))) {
  console.error(`The lines are not set up in ${folder}: ${SETUP_COMMAND}`);
  process.exit(1);
}

/** The second way for consoles, under the names and the certificate of the room: by the same settings. */
async function openStandby(): Promise<AsyncDisposable | null> {
  const settings = await readLines(folder);
  if (settings.kind !== "set_up" || settings.lines.ports.standby === undefined) return null;
  const { standby: port, consoles, room } = settings.lines.ports;
  const config = readConfig(process.env);
  const tls = await tlsOf(config, Date.now());
  const isOwnHost = ownHost([config.AMALIYAT_HOST, ...config.AMALIYAT_NAMES], tls?.cert ?? null);
  return serveStandby({ port, consoles, room, host: config.AMALIYAT_HOST, isOwnHost, tls });
}

const log = makeLog(process.env["AMALIYAT_LOG_LEVEL"] ?? "info");
const edge = await startEdge({ folder, log }).catch((cause: unknown) => {
  if (!(cause instanceof FolderTaken)) throw cause;
  console.error(`${cause.code}: ${cause.message}`);
  process.exit(2);
});
const standby = await openStandby().catch((cause: unknown) => {
  log.warn({ err: cause }, "lines: second path for consoles not opened");
  return null;
});
console.log(`The lines stand (${folder}).`);
const stop = async (): Promise<void> => {
  if (args.includes("--leave")) edge.leave();
  else await edge[Symbol.asyncDispose]();
  await standby?.[Symbol.asyncDispose]();
  process.exit(0);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
