import { reports, type QueueRow, type ReportCard } from "@amaliyat/contract/reports";
import { infiniteQueryOptions, queryOptions, type QueryClient } from "@tanstack/react-query";
import { problemOf, read } from "../api/index.ts";
import { journal } from "../live/index.ts";
import { createPersonStore } from "../store/index.ts";
import { applyToReportCard, applyToReportQueue, REPORT_KEYS } from "./live.ts";

/** Rows of a page of the queue; a desk asks for more by hand. */
export const QUEUE_PAGE = 200;
const pagesWanted = createPersonStore(1);

/** The last row of a page, as the room needs it to find the next one. */
const cursorOf = ({ urgency, receivedAt, reportId }: QueueRow): string => `${urgency}_${Date.parse(receivedAt)}_${reportId}`;

async function readQueue(signal: AbortSignal): Promise<readonly QueueRow[]> {
  const mark = journal.mark();
  const rows: QueueRow[] = [];
  for (let page = 0; page < pagesWanted.get(); page++) {
    const last = rows.at(-1);
    const query = { size: QUEUE_PAGE, ...(last === undefined ? {} : { cursor: cursorOf(last) }) };
    const more = await read(reports.queue, { query, signal });
    rows.push(...more);
    if (more.length < QUEUE_PAGE) break;
  }
  return applyToReportQueue(rows, journal.since(mark));
}

/** Reads one page more of the queue than before. */
export function readMoreOfQueue(client: QueryClient): void {
  pagesWanted.set(pagesWanted.get() + 1);
  void client.invalidateQueries({ queryKey: REPORT_KEYS.queue });
}

/** Reads a report opened in this session again without a further log entry. A new session must open it first, as for any reader. */
async function readOpened(reportId: string, signal: AbortSignal): Promise<ReportCard> {
  try {
    return await read(reports.card, { params: { reportId }, signal });
  } catch (error) {
    if (problemOf(error)?.code !== "report.not_opened") throw error;
    return read(reports.open, { params: { reportId }, signal });
  }
}

/** A card, read again (twice at most) when something happened to it on the way: its words are never older than its row. */
async function readCard(reportId: string, isOpen: boolean, signal: AbortSignal): Promise<ReportCard> {
  for (let tries = 0; ; tries++) {
    const mark = journal.mark();
    const card = isOpen || tries > 0 ? await readOpened(reportId, signal) : await read(reports.open, { params: { reportId }, signal });
    const since = journal.since(mark);
    const isOld = since.some((one) => one.topic === "report" && one.row.reportId === reportId);
    if (!isOld || tries === 2) return applyToReportCard(card, since);
  }
}

/** Reports that wait, that somebody works on, and whose author answered; the most urgent first. */
export const reportQueue = queryOptions({ queryKey: REPORT_KEYS.queue, queryFn: ({ signal }) => readQueue(signal) });

/** Number of waiting reports in the whole queue. In a flood the room shares one count for a moment, so it is polled. */
export const reportCounts = queryOptions({
  refetchInterval: 5_000,
  queryKey: REPORT_KEYS.counts,
  queryFn: ({ signal }) => read(reports.queueCounts, { signal }),
});

const WAVE_PAGE = 50;

/** The reports of a wave that wait. */
export const waveMembers = (waveId: string) =>
  infiniteQueryOptions({
    queryKey: REPORT_KEYS.wave(waveId),
    queryFn: ({ pageParam, signal }) =>
      read(reports.waveMembers, {
        params: { waveId },
        query: { size: WAVE_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** A report with its author's words. Held only while its screen is open, so that each opening is logged. */
export const reportCardOf = (reportId: string) =>
  queryOptions({
    queryKey: REPORT_KEYS.card(reportId),
    queryFn: ({ client, signal }) => readCard(reportId, client.getQueryData(REPORT_KEYS.card(reportId)) !== undefined, signal),
    gcTime: 0,
    staleTime: 0,
  });
