import { setTimeout as pause } from "node:timers/promises";

/** The longest rest after one piece of work, ms: a slow disk must not make an import endless. */
const LONGEST_REST_MS = 100;
const SHORTEST_REST_MS = 1;

/**
 * Time in which the database writes its journal out by itself (`wal_writer_delay` is 200 ms), ms. Without it the commit of a large
 * transaction writes megabytes while it holds the lock of the log, and every command waits.
 */
const SETTLE_MS = 400;

/** Does one piece of a long work, then rests as long as it took: half of the database's time stays for what people ask. */
export async function paced<T>(work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const done = await work();
  await pause(Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, performance.now() - begun)));
  return done;
}

/** Waits until the rows of a long transaction are on the disk, before it takes the lock of the log. */
export const settle = (): Promise<void> => pause(SETTLE_MS);

/** Calls `tell` at once and then at most once in `everyMs`; what comes between is left out. */
export function atMostEvery<T>(everyMs: number, tell: (told: T) => Promise<void>): (told: T) => Promise<void> {
  let next = 0;
  return async (told) => {
    if (performance.now() < next) return;
    next = performance.now() + everyMs;
    await tell(told);
  };
}
