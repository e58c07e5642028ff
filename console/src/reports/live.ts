import type { Happening } from "@amaliyat/contract/live";
import type { QueueRow, ReportCard, ReportRow } from "@amaliyat/contract/reports";
import { byUrgency } from "@amaliyat/domain/reports";
import type { QueryClient } from "@tanstack/react-query";
import { liveFeature } from "../live/index.ts";

export const REPORT_KEYS = {
  queue: ["reports", "queue"],
  counts: ["reports", "counts"],
  wave: (waveId: string) => ["reports", "wave", waveId] as const,
  card: (reportId: string) => ["reports", "card", reportId] as const,
  lists: ["reports", "list"],
  of: (interventionId: string) => ["reports", "of", interventionId] as const,
  allOf: ["reports", "of"],
  likely: (reportId: string) => ["reports", "likely", reportId] as const,
  allLikely: ["reports", "likely"],
} as const;

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

/** True numbers are read again at once and then so seldom at most, however many reports come. Milliseconds. */
const COUNT_EVERY_MS = 1_000;
let countedAt = Number.NEGATIVE_INFINITY;
let timer: ReturnType<typeof setTimeout> | null = null;

function countAgain(client: QueryClient): void {
  if (timer !== null) return;
  const read = (): void => {
    timer = null;
    countedAt = performance.now();
    void client.invalidateQueries({ queryKey: REPORT_KEYS.counts });
  };
  const wait = countedAt + COUNT_EVERY_MS - performance.now();
  if (wait <= 0) read();
  else timer = setTimeout(read, wait);
}

/** Reports: the queue, each card that is open, and whatever lists them. */
export const reportsLive = liveFeature({
  name: "reports",
  lists: [["reports"]],
  topics: ["report", "report_wave"],
  write(client, happened) {
    client.setQueryData<readonly QueueRow[]>(REPORT_KEYS.queue, (held) => held && applyToReportQueue(held, happened));
    const rows = happened.flatMap((one) => (one.topic === "report" ? [one.row] : []));
    for (const reportId of new Set(rows.map((row) => row.reportId))) {
      const queryKey = REPORT_KEYS.card(reportId);
      client.setQueryData<ReportCard>(queryKey, (held) => held && applyToReportCard(held, happened));
      // To open it is logged: one on its way is not sent again. It looks into the journal when it arrives.
      void client.invalidateQueries({ queryKey }, { cancelRefetch: false });
    }
    for (const one of happened) if (one.topic === "report_wave") void client.invalidateQueries({ queryKey: REPORT_KEYS.wave(one.waveId) });
    countAgain(client);
    for (const queryKey of [REPORT_KEYS.lists, REPORT_KEYS.allOf]) void client.invalidateQueries({ queryKey });
    void client.invalidateQueries({ queryKey: REPORT_KEYS.allLikely }, { cancelRefetch: false });
  },
});
