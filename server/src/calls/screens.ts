import { behindLocks } from "./takers-store.ts";
import type { Turn } from "./turn.ts";

/** Tells the queue whose screen was locked or opened since the last turn: the lock is the session's, and may be set by another process. */
export async function lookAtScreens(turn: Turn): Promise<void> {
  const locked = await behindLocks(turn.tx);
  for (const { takerId, locked: was } of turn.acd.takers.values())
    if (locked.has(takerId) !== was) await turn.step({ kind: was ? "screen_opened" : "screen_locked", takerId });
}
