import type { Acd } from "@amaliyat/domain/calls";
import type { Turn } from "./turn.ts";

/** True while somebody is to be called back, or hears that it will be so: only then does it matter whose screen is locked. */
export const asksForScreens = ({ calls }: Acd): boolean =>
  [...calls.values()].some(({ callBack, state }) => callBack === "asked" || state.kind === "leaving");

/** People whose screen the queue believes to be locked or open, and is not. */
export const changedScreens = ({ takers }: Acd, locked: ReadonlySet<string>): string[] =>
  [...takers.values()].filter((taker) => locked.has(taker.takerId) !== taker.locked).map(({ takerId }) => takerId);

/** Tells the queue whose screen was locked or opened since: the lock is the session's, and may be set by another process. */
export function seeScreens(turn: Turn, locked: ReadonlySet<string>): void {
  if (!asksForScreens(turn.acd)) return;
  for (const takerId of changedScreens(turn.acd, locked))
    turn.step({ kind: locked.has(takerId) ? "screen_locked" : "screen_opened", takerId });
}
