import { setTimeout as sleep } from "node:timers/promises";

const ending = new AbortController();

/** Aborts when the run is interrupted. Pending waits throw, and everything started ends on the way out. */
export const interrupted: AbortSignal = ending.signal;

function end(): void {
  if (interrupted.aborted) process.exit(130);
  ending.abort(new Error("interrupted"));
}

/** The first interruption ends the run in order, a second one at once. */
export function endOnSignals(): void {
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  // An unhandled rejection is a bug of the bench. Everything started is ended all the same.
  process.on("unhandledRejection", (cause) => ending.abort(cause));
}

/** Waits; rejects when the run is interrupted. */
export const pause = (ms: number): Promise<void> => sleep(Math.max(0, ms), undefined, { signal: interrupted });

/** Waits until the wall clock stands `offsetMs` after a multiple of `periodMs`. Returns that moment. */
export async function untilClock(periodMs: number, offsetMs: number): Promise<number> {
  const moment = Math.ceil((Date.now() - offsetMs) / periodMs) * periodMs + offsetMs;
  await pause(moment - Date.now());
  return moment;
}
