import type { Happening } from "@amaliyat/contract/live";
import type { QueueRow, ReportCard, ReportRow } from "@amaliyat/contract/reports";
import { byUrgency } from "@amaliyat/domain/reports";

/** Reports in the queue, by the room's rule: waiting, taken, or answered by the author. */
const isInQueue = ({ state, answered }: ReportRow): boolean => state === "waiting" || state === "taken" || answered;

const urgencyOf = (row: QueueRow) => ({ ...row, receivedAt: Date.parse(row.receivedAt) });

/** A wave stands under its own name: the report at its head changes. */
export const queueKey = ({ reportId, wave }: QueueRow): string => wave?.waveId ?? reportId;

/**
 * The queue of reports after these happenings, the most urgent first. The same array without a report among them. A wave has one row, its
 * reports none.
 */
export function applyToReportQueue(rows: readonly QueueRow[], happened: readonly Happening[]): readonly QueueRow[] {
  const next = new Map(rows.map((row) => [queueKey(row), row]));
  let told = false;
  for (const one of happened) {
    if (one.topic === "report") {
      told = true;
      if (isInQueue(one.row) && one.row.waveId === null) next.set(one.row.reportId, { ...one.row, wave: null });
      else next.delete(one.row.reportId);
    } else if (one.topic === "report_wave") {
      told = true;
      if (one.row === null) next.delete(one.waveId);
      else next.set(one.waveId, one.row);
    }
  }
  return told ? [...next.values()].toSorted((a, b) => byUrgency(urgencyOf(a), urgencyOf(b))) : rows;
}

/** A card takes over the row's facts; words, messages and files it must read itself. */
export const applyToReportCard = (card: ReportCard, happened: readonly Happening[]): ReportCard =>
  happened.reduce<ReportCard>(
    (held, one) => (one.topic === "report" && one.row.reportId === held.reportId ? { ...held, ...one.row } : held),
    card,
  );
