import type { Happening } from "@amaliyat/contract/live";
import type { ReportCard, ReportRow } from "@amaliyat/contract/reports";
import type { QueryClient } from "@tanstack/react-query";
import { KEYS } from "../api/index.ts";
import { applyToReportCard, applyToReportQueue } from "./apply-reports.ts";

/** Reports: the queue, each card that is open, and whatever lists them. */
export function writeReports(client: QueryClient, happened: readonly Happening[]): void {
  client.setQueryData<readonly ReportRow[]>(KEYS.reportQueue, (held) => held && applyToReportQueue(held, happened));
  const rows = happened.flatMap((one) => (one.topic === "report" ? [one.row] : []));
  for (const reportId of new Set(rows.map((row) => row.reportId))) {
    const key = KEYS.report(reportId);
    client.setQueryData<ReportCard>(key, (held) => held && applyToReportCard(held, happened));
    // To open it is logged: one on its way is not sent again. It looks into the journal when it arrives.
    void client.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
  }
  for (const queryKey of [KEYS.reportLists, KEYS.allReportsOf]) void client.invalidateQueries({ queryKey });
  void client.invalidateQueries({ queryKey: KEYS.allReportsLikely }, { cancelRefetch: false });
}
