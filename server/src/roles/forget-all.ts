import type { Log } from "../platform/log.ts";

/** Deletes what is past its time, of one kind. */
export type Forget = (at: number) => Promise<unknown>;

/** Deletes what is past its time, one kind after the other; a kind that cannot be deleted now is tried again the next time, and stops no other. */
export async function forgetAll(kinds: readonly Forget[], at: number, log: Log): Promise<void> {
  for (const forget of kinds) {
    try {
      await forget(at);
    } catch (cause) {
      log.warn({ err: cause }, "retention: erasure failed, retrying");
    }
  }
}
