import { existsSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { startRoom } from "./app.ts";
import { ConfigError, readConfig } from "./settings/index.ts";
import { FolderTaken } from "./platform/folder-lock.ts";
import { PortTaken } from "./platform/http/index.ts";
import { ensurePrivateFolder } from "./platform/private-folder.ts";
import { KeyFault } from "./platform/database/keys/keyring.ts";
import { DatabaseFault, DatabaseGone } from "./platform/database/index.ts";

/** `--roles=api,worker` is the same as AMALIYAT_ROLES. */
const roles = process.argv.find((each) => each.startsWith("--roles="))?.slice("--roles=".length);
const built = (name: string): string | null => {
  const folder = fileURLToPath(new URL(`../../${name}/dist`, import.meta.url));
  return existsSync(folder) ? folder : null;
};

/** Time for an orderly end: files closed, log signed, database stopped. The programs above us wait 15 s before they use force. */
const ORDERLY_MS = 11_000;
/** The embedded database ends within this when it is told to end at once; it recovers at its next start. */
const AT_ONCE_MS = 1_500;
/** A key press reaches us by several ways within milliseconds; a person who presses again takes longer. */
const SAME_PRESS_MS = 1_000;

const { promise: asked, resolve: stop } = Promise.withResolvers<void>();
const [hurry, stopping] = [new AbortController(), new AbortController()];
let askedAt: number | null = null;

/** Ends without waiting for anything but the database's own process. */
function endAtOnce(): void {
  hurry.abort();
  setTimeout(() => process.exit(1), AT_ONCE_MS);
}

/** The first time the room is stopped in order, also while it still starts; again, or too late, it ends at once. */
function onEnd(isEcho: boolean): void {
  if (askedAt === null) {
    askedAt = performance.now();
    stop();
    stopping.abort();
    setTimeout(endAtOnce, ORDERLY_MS).unref();
  } else if (!isEcho || performance.now() - askedAt > SAME_PRESS_MS) endAtOnce();
}

// Pictures, names and keys: whatever is made from here on is for the room's own user alone.
process.umask(0o077);
// The reader of our output may end before us: that is no reason to leave the database running.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => onEnd(true));
// Started by another program of ours, the room does not outlive it, nor does it take its time when that one was ended by force.
process.on("disconnect", () => onEnd(false));

/** A spare is loaded and touches nothing until another room is gone, whose place it takes then. */
async function untilWanted(): Promise<void> {
  if (!process.argv.includes("--spare")) return;
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  process.once("message", () => begin());
  if (process.connected) await Promise.race([begun, asked]);
  if (askedAt !== null) process.exit(0);
  // A spare that does not answer is taken to hang. One whose launcher is gone ends by itself.
  process.send?.("begun", undefined, undefined, () => undefined);
}

try {
  await untilWanted();
  const config = readConfig(roles === undefined ? process.env : { ...process.env, AMALIYAT_ROLES: roles });
  await ensurePrivateFolder(config.AMALIYAT_DATA);
  // The starting process reads the line «the room stands» before any other.
  let said: string[] | null = [];
  const print = (text: string): boolean => process.stdout.write(`${text}\n`);
  const terminal = (text: string): unknown => (said === null ? print(text) : said.push(text));
  const pages = { pages: built("console"), patrol: built("patrol"), citizen: built("citizen") };
  const room = await startRoom({ config, ...pages, terminal, hurry: hurry.signal, stopping: stopping.signal });
  print(JSON.stringify({ ready: true, url: room.url }));
  for (const text of said) print(text);
  said = null;
  // A room that is killed writes nothing at its end.
  flushCompileCache();
  await asked;
  await room[Symbol.asyncDispose]();
  process.exit(0);
} catch (cause) {
  // Stopped while it waited for its database, the room has nothing to end.
  if (stopping.signal.aborted && cause instanceof DatabaseGone) process.exit(0);
  const isKnown =
    cause instanceof ConfigError ||
    cause instanceof DatabaseFault ||
    cause instanceof FolderTaken ||
    cause instanceof KeyFault ||
    cause instanceof PortTaken;
  process.stderr.write(isKnown ? `${cause.code}: ${cause.message}\n` : `${cause instanceof Error ? cause.stack : String(cause)}\n`);
  process.exit(isKnown ? 2 : 1);
}
