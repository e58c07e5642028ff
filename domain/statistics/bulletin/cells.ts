import { localMonth, spanOf, type LocalMonth, type Period } from "../../calendar/index.ts";

/** Progress of an intervention; `time_unknown`: closed, at an unrecorded time. Figures of durations leave those out. */
export const ENDINGS = ["closed", "time_unknown", "open"] as const;
export type Ending = (typeof ENDINGS)[number];

/** Splits for which a database counts by itself, each over the same rows: a few hundred cells of a million rows. Origins are counted with months. */
export const COUNTED_PER = ["subcategory", "sector", "place", "ending", "month"] as const;
export type CountedPer = (typeof COUNTED_PER)[number];

/** Interventions that agree in all dimensions of a bulletin, counted; an unrecorded value is null. */
export type InterventionCell = {
  readonly subcategory: string | null;
  readonly origin: string | null;
  readonly sectorId: string | null;
  readonly month: LocalMonth;
  /** True if a point was recorded. */
  readonly placed: boolean;
  readonly ending: Ending;
  /** Counted for this split alone, with nothing known of the others; if left out, the cell counts in every split. */
  readonly per?: CountedPer;
  readonly count: number;
};

export type CallCell = { readonly line: string | null; readonly nature: string | null; readonly month: LocalMonth; readonly count: number };

/** Facts known only of a report that the room itself received. `joined`: an intervention was made of it, or it joined one. */
export type LiveReport = { readonly kind: string; readonly sort: string; readonly language: string; readonly joined: boolean };

export type ReportCell = {
  readonly channel: string | null;
  readonly nature: string | null;
  /** Null for a report of the imported history: none of it was recorded. */
  readonly live: LiveReport | null;
  readonly month: LocalMonth;
  readonly count: number;
};

/** A row as stored: a cell without month and count, with its moment. */
type Row<C> = Omit<C, "month" | "count"> & { readonly at: number };
export type InterventionRow = Row<InterventionCell>;
export type CallRow = Row<CallCell>;
export type ReportRow = Row<ReportCell>;

/**
 * Rows of a period as cells. A row belongs to the period by its local day (Africa/Algiers), first and last day included.
 * A database that groups makes the same cells with larger counts; the bulletin cannot tell the difference.
 */
export function cellsOf<R extends { readonly at: number }>(
  rows: Iterable<R>,
  period: Period,
): (Omit<R, "at"> & { month: LocalMonth; count: 1 })[] {
  const span = spanOf(period);
  const cells = [];
  for (const { at, ...row } of rows) if (at >= span.from && at < span.to) cells.push({ ...row, month: localMonth(at), count: 1 as const });
  return cells;
}
