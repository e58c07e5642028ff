import type { Happening } from "@amaliyat/contract/live";
import type { QueueRow, ReportCard } from "@amaliyat/contract/reports";
import type { QueryClient } from "@tanstack/react-query";
import { KEYS } from "../api/index.ts";
import { applyToReportCard, applyToReportQueue } from "./apply-reports.ts";

/** True numbers are read again at once and then so seldom at most, however many reports come. Milliseconds. */
const COUNT_EVERY_MS = 1_000;
let countedAt = Number.NEGATIVE_INFINITY;
let timer: ReturnType<typeof setTimeout> | null = null;

function countAgain(client: QueryClient): void {
  if (timer !== null) return;
  const read = (): void => {
    timer = null;
    countedAt = performance.now();
    void client.invalidateQueries({ queryKey: KEYS.reportCounts });
  };
  const wait = countedAt + COUNT_EVERY_MS - performance.now();
  if (wait <= 0) read();
  else timer = setTimeout(read, wait);
}

/** Reports: the queue, each card that is open, and whatever lists them. */
export function writeReports(client: QueryClient, happened: readonly Happening[]): void {
  client.setQueryData<readonly QueueRow[]>(KEYS.reportQueue, (held) => held && applyToReportQueue(held, happened));
  const rows = happened.flatMap((one) => (one.topic === "report" ? [one.row] : []));
  for (const reportId of new Set(rows.map((row) => row.reportId))) {
    const key = KEYS.report(reportId);
    client.setQueryData<ReportCard>(key, (held) => held && applyToReportCard(held, happened));
    // To open it is logged: one on its way is not sent again. It looks into the journal when it arrives.
    void client.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
  }
  for (const one of happened) if (one.topic === "report_wave") void client.invalidateQueries({ queryKey: KEYS.waveMembers(one.waveId) });
  countAgain(client);
  for (const queryKey of [KEYS.reportLists, KEYS.allReportsOf]) void client.invalidateQueries({ queryKey });
  void client.invalidateQueries({ queryKey: KEYS.allReportsLikely }, { cancelRefetch: false });
}
