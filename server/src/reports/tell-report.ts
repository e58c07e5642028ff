import type { Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { joinedAt, reportById } from "./reports-queries.ts";

/** What the screens are told of a report as it stands in this transaction of the room. While it goes on it lies in the room. */
export async function tellingsOfReport(tx: Tx, at: number, reportId: string): Promise<Telling[]> {
  const row = await reportById(tx, at, reportId);
  if (row === null) return [];
  // Whoever had it in the queue is told that it left, or would show it for ever.
  const left = row.endedAt === null ? await joinedAt(tx, reportId) : Date.parse(row.endedAt);
  const goesOn = left === null || left >= at;
  return [
    {
      happening: { topic: "report", row },
      sectorId: goesOn ? null : row.sectorId,
      userIds: row.takenBy === null ? [] : [row.takenBy.userId],
    },
  ];
}
