import { reports, type ReportCard, type ReportRow } from "@amaliyat/contract/reports";
import { queryOptions } from "@tanstack/react-query";
import { KEYS, problemOf, read } from "../api/index.ts";
import { applyToReportCard, applyToReportQueue } from "./apply-reports.ts";
import { journal } from "./room-link.ts";

async function readQueue(signal: AbortSignal): Promise<readonly ReportRow[]> {
  const mark = journal.mark();
  return applyToReportQueue(await read(reports.queue, { signal }), journal.since(mark));
}

/** What this session opened is read again without a further entry in the log; another session must open it first, as anybody does. */
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
export const reportQueue = queryOptions({ queryKey: KEYS.reportQueue, queryFn: ({ signal }) => readQueue(signal) });

/** A report with its author's words. Held only while its screen is open, so that each opening is logged. */
export const reportCardOf = (reportId: string) =>
  queryOptions({
    queryKey: KEYS.report(reportId),
    queryFn: ({ client, signal }) => readCard(reportId, client.getQueryData(KEYS.report(reportId)) !== undefined, signal),
    gcTime: 0,
    staleTime: 0,
  });
