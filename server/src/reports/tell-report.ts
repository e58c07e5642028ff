import type { Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { reportById } from "./reports-queries.ts";

/** What the screens are told of a report as it stands in this transaction of the room. While it goes on it lies in the room. */
export async function tellingsOfReport(tx: Tx, at: number, reportId: string): Promise<Telling[]> {
  const row = await reportById(tx, at, reportId);
  if (row === null) return [];
  const goesOn = row.state === "waiting" || row.state === "taken" || (row.endedAt !== null && Date.parse(row.endedAt) >= at);
  return [
    {
      happening: { topic: "report", row },
      sectorId: goesOn ? null : row.sectorId,
      userIds: row.takenBy === null ? [] : [row.takenBy.userId],
    },
  ];
}
