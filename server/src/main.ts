import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startRoom } from "./app.ts";
import { ConfigError, readConfig } from "./config.ts";
import { DatabaseFault } from "./platform/database/index.ts";

/** `--roles=api,worker` is the same as AMALIYAT_ROLES. */
const roles = process.argv.find((each) => each.startsWith("--roles="))?.slice("--roles=".length);
const pages = fileURLToPath(new URL("../../console/dist", import.meta.url));

try {
  const config = readConfig(roles === undefined ? process.env : { ...process.env, AMALIYAT_ROLES: roles });
  const room = await startRoom({ config, pages: existsSync(pages) ? pages : null });
  process.stdout.write(`${JSON.stringify({ ready: true, url: room.url })}\n`);
  let ending = false;
  const stop = (): void => {
    if (ending) return;
    ending = true;
    room[Symbol.asyncDispose]().then(
      () => process.exit(0),
      (cause: unknown) => {
        process.stderr.write(`${String(cause)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // Started by another program of ours, the room does not outlive it.
  process.on("disconnect", stop);
} catch (cause) {
  const isKnown = cause instanceof ConfigError || cause instanceof DatabaseFault;
  process.stderr.write(isKnown ? `${cause.code}: ${cause.message}\n` : `${cause instanceof Error ? cause.stack : String(cause)}\n`);
  process.exit(isKnown ? 2 : 1);
}
