import { pause } from "../harness/ending.ts";
import { say } from "../harness/say.ts";
import type { BenchDatabase } from "../room/database.ts";

export type Drained = {
  /** Files without copies when the drain was first looked at. */
  readonly backlog: number;
  /** Of these, when it was no longer waited for; 0 where all were done. */
  readonly left: number;
  readonly tookMs: number;
  /** Minutes that the whole backlog takes, by the rate that was measured where it was not waited for to its end. */
  readonly minutes: number;
};

const LOOK_EVERY_MS = 1_000;

const waitingIn = async ({ client }: BenchDatabase): Promise<number> =>
  Number((await client.query<{ n: string }>("select count(*) as n from report_file where state = 'arrived'")).rows[0]?.n ?? 0);

/** Waits until copies were made of all files that came, at most so long. */
export async function drained(database: BenchDatabase, withinMs: number): Promise<Drained> {
  const begun = performance.now();
  const backlog = await waitingIn(database);
  for (let left = backlog; ; left = await waitingIn(database)) {
    const tookMs = performance.now() - begun;
    if (left === 0 || tookMs > withinMs) {
      const done = backlog - left;
      const minutes = backlog === 0 ? 0 : (tookMs * backlog) / Math.max(1, done) / 60_000;
      say(`${done} of ${backlog} files that waited were opened in ${(tookMs / 1000).toFixed(0)} s`);
      return { backlog, left, tookMs, minutes };
    }
    await pause(LOOK_EVERY_MS);
  }
}
