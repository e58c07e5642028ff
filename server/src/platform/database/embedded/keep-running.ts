import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../log.ts";
import { isAlive } from "./processes.ts";
import type { Postmaster } from "./postmaster.ts";

const LOOK_EVERY_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Holds the server that runs now. */
export type Kept = { server: Postmaster };

/**
 * Starts the server again whenever its process ends without us: killed for want of memory, or by hand. Until it answers,
 * requests get `database.unavailable`. Ends when `signal` aborts.
 */
export async function keepRunning(
  kept: Kept,
  restart: (port: number) => Promise<Postmaster>,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  for (let pauseMs = LOOK_EVERY_MS; !signal.aborted;) {
    await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted || (await isAlive(kept.server.pid))) continue;
    try {
      log.error({ pid: kept.server.pid }, "database: server ended, restarting");
      kept.server = await restart(kept.server.port);
      pauseMs = LOOK_EVERY_MS;
    } catch (error) {
      log.error({ err: error }, "database: restart failed");
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }
}
