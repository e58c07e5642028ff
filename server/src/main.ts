import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startRoom } from "./app.ts";
import { ConfigError, readConfig } from "./config.ts";
import { keepToOneself } from "./platform/keep-to-oneself.ts";
import { DatabaseFault } from "./platform/database/index.ts";

/** `--roles=api,worker` is the same as AMALIYAT_ROLES. */
const roles = process.argv.find((each) => each.startsWith("--roles="))?.slice("--roles=".length);
const built = (name: string): string | null => {
  const folder = fileURLToPath(new URL(`../../${name}/dist`, import.meta.url));
  return existsSync(folder) ? folder : null;
};

// Pictures, names and keys: whatever is made from here on is for the room's own user alone.
process.umask(0o077);

try {
  const config = readConfig(roles === undefined ? process.env : { ...process.env, AMALIYAT_ROLES: roles });
  await keepToOneself(config.AMALIYAT_DATA);
  // A signal during the start is heard: what was started is stopped as soon as all of it stands, the embedded database too.
  const { promise: asked, resolve: stop } = Promise.withResolvers<void>();
  process.on("SIGINT", () => stop());
  process.on("SIGTERM", () => stop());
  // Started by another program of ours, the room does not outlive it.
  process.on("disconnect", () => stop());
  // Whoever starts us reads the line that says that the room stands before any other.
  let said: string[] | null = [];
  const print = (text: string): boolean => process.stdout.write(`${text}\n`);
  const terminal = (text: string): unknown => (said === null ? print(text) : said.push(text));
  const room = await startRoom({ config, pages: built("console"), patrol: built("patrol"), citizen: built("citizen"), terminal });
  print(JSON.stringify({ ready: true, url: room.url }));
  for (const text of said) print(text);
  said = null;
  await asked;
  await room[Symbol.asyncDispose]();
  process.exit(0);
} catch (cause) {
  const isKnown = cause instanceof ConfigError || cause instanceof DatabaseFault;
  process.stderr.write(isKnown ? `${cause.code}: ${cause.message}\n` : `${cause instanceof Error ? cause.stack : String(cause)}\n`);
  process.exit(isKnown ? 2 : 1);
}
