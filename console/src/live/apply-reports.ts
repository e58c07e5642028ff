import type { Happening } from "@amaliyat/contract/live";
import type { ReportCard, ReportRow } from "@amaliyat/contract/reports";
import { byUrgency } from "@amaliyat/domain/reports";
import { put } from "./apply.ts";

/** What waits, what somebody works on, and what its author answered: as the room keeps its queue. */
const isInQueue = ({ state, answered }: ReportRow): boolean => state === "waiting" || state === "taken" || answered;

const urgencyOf = (row: ReportRow) => ({ ...row, receivedAt: Date.parse(row.receivedAt) });

/** The queue of reports after what happened, the most urgent first; the same array when no report was told. */
export function applyToReportQueue(rows: readonly ReportRow[], happened: readonly Happening[]): readonly ReportRow[] {
  const changed = new Map<string, ReportRow>();
  for (const one of happened) if (one.topic === "report") changed.set(one.row.reportId, one.row);
  if (changed.size === 0) return rows;
  return put(rows, changed, (row) => row.reportId)
    .filter(isInQueue)
    .toSorted((a, b) => byUrgency(urgencyOf(a), urgencyOf(b)));
}

/** A card takes over the row's facts; words, messages and files it must read itself. */
export const applyToReportCard = (card: ReportCard, happened: readonly Happening[]): ReportCard =>
  happened.reduce<ReportCard>(
    (held, one) => (one.topic === "report" && one.row.reportId === held.reportId ? { ...held, ...one.row } : held),
    card,
  );
