import type { Tx } from "../../platform/database/index.ts";
import { tell } from "../../platform/live/index.ts";
import { kinOf, rankAgain } from "../rows/rank-store.ts";
import { tellingsOfReports, tellingsOfWaves } from "../tell-report.ts";
import { leaveWave } from "../rows/waves-store.ts";

/** A report has a signal of its own by now, or a person turned to it: it leaves its wave, if it was in one, and is ranked anew. */
export async function standOut(tx: Tx, reportId: string, at: number): Promise<void> {
  const left = await leaveWave(tx, reportId);
  await rankAgain(tx, [reportId], at);
  if (left !== null) await tell(tx, at, await tellingsOfWaves(tx, at, [left]));
}

/** Nuisance counts against a device and an address: what else waits of them is ranked anew. Before the report itself forgets where it came from. */
export async function rankKin(tx: Tx, reportId: string, at: number): Promise<void> {
  const moved = await rankAgain(tx, await kinOf(tx, reportId), at);
  if (moved.length > 0) await tell(tx, at, await tellingsOfReports(tx, at, moved));
}
