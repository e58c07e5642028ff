import { SYSTEM, type Tx, transaction, type Db } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { callById, callsByIds } from "./rows/calls-queries.ts";
import { lockCalls } from "./rows/locks-store.ts";
import { shownTaker, takersOf } from "./rows/takers-store.ts";

/** Messages for the screens on calls and call-takers, as they stand in this transaction of the room. */
export async function tellingsOfCalls(
  tx: Tx,
  at: number,
  callIds: readonly string[],
  takerIds: readonly string[] = [],
  left: ReadonlySet<string> = new Set(),
): Promise<Telling[]> {
  const told: Telling[] = [];
  // Two who tell of one call tell in the order in which they read it: an older truth that came last would stay on the screens.
  await lockCalls(tx, callIds);
  const calls = new Map((await callsByIds(tx, at, callIds)).map((row) => [row.callId, row]));
  for (const callId of new Set(callIds)) {
    const row = calls.get(callId);
    if (row === undefined) continue;
    // A call that goes on or waits for a call-back belongs to the room. The room hears of its end too, or would show it for ever. A call
    // that is over belongs to the sector of its place.
    const goesOn = row.endedAt === null || Date.parse(row.endedAt) >= at || row.callBack !== null || left.has(callId);
    const sectorId = goesOn ? null : row.sectorId;
    told.push({ happening: { topic: "call", row }, sectorId, userIds: row.takenBy === null ? [] : [row.takenBy.userId] });
  }
  for (const taker of await takersOf(tx, takerIds))
    told.push({ happening: { topic: "call_taker", row: shownTaker(taker) }, sectorId: null });
  return told;
}

/** True if a person may see a call. */
export const seesCall = (db: Db, scope: typeof SYSTEM, at: number, callId: string): Promise<boolean> =>
  transaction(db, scope, async (tx) => (await callById(tx, at, callId)) !== null, { readOnly: true });
