import type { Acd } from "@amaliyat/domain/calls";
import { behindLocks } from "./takers-store.ts";
import type { Turn } from "./turn.ts";

/** True while somebody is to be called back, or hears that it will be so: only then does it matter whose screen is locked. */
export const asksForScreens = ({ calls }: Acd): boolean =>
  [...calls.values()].some(({ callBack, state }) => callBack === "asked" || state.kind === "leaving");

/** Tells the queue whose screen was locked or opened since it last asked: the lock is the session's, and may be set by another process. */
export async function lookAtScreens(turn: Turn): Promise<void> {
  if (!asksForScreens(turn.acd)) return;
  const locked = await behindLocks(turn.tx);
  for (const { takerId, locked: was } of turn.acd.takers.values())
    if (locked.has(takerId) !== was) await turn.step({ kind: was ? "screen_opened" : "screen_locked", takerId });
}

/** Does the work of a turn once the queue knows whose screen is locked. */
export async function afterScreens<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
  await lookAtScreens(turn);
  return work();
}
