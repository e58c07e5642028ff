import type { Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { wavesShown } from "./rows/queue-queries.ts";
import { joinedAt, reportsById } from "./rows/reports-queries.ts";

/** Messages for the screens about reports as they stand in this transaction of the room. An open report belongs to the room. */
export async function tellingsOfReports(tx: Tx, at: number, reportIds: readonly string[]): Promise<Telling[]> {
  const rows = await reportsById(tx, at, reportIds);
  const joined = rows.some(({ interventionId }) => interventionId !== null) ? await joinedAt(tx, reportIds) : new Map<string, number>();
  return rows.map((row) => {
    // Screens that had it in the queue hear that it left; otherwise they would show it for ever.
    const left = row.endedAt === null ? (joined.get(row.reportId) ?? null) : Date.parse(row.endedAt);
    const goesOn = left === null || left >= at;
    return {
      happening: { topic: "report", row },
      sectorId: goesOn ? null : row.sectorId,
      userIds: row.takenBy === null ? [] : [row.takenBy.userId],
    };
  });
}

export const tellingsOfReport = (tx: Tx, at: number, reportId: string): Promise<Telling[]> => tellingsOfReports(tx, at, [reportId]);

/** Messages for the screens about waves as they stand in this transaction of the room. */
export async function tellingsOfWaves(tx: Tx, at: number, waveIds: readonly string[]): Promise<Telling[]> {
  if (waveIds.length === 0) return [];
  const rows = new Map((await wavesShown(tx, at, waveIds)).map((row) => [row.waveId, row]));
  return waveIds.map((waveId) => ({ happening: { topic: "report_wave", waveId, row: rows.get(waveId) ?? null }, sectorId: null }));
}
