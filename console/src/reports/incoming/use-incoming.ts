import { calls, type CallRow, type LineShown } from "@amaliyat/contract/calls";
import { reports, type QueueCounts, type QueueRow } from "@amaliyat/contract/reports";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { askedBack, lineList, openCalls } from "../../calls/index.ts";
import { reportCounts, reportQueue } from "../report-lists.ts";
import { useMay } from "../../session/index.ts";
import { incomingOf, type Incoming } from "./incoming.ts";

const noCalls: readonly CallRow[] = [];
const noLines: readonly LineShown[] = [];
const noReports: readonly QueueRow[] = [];

/** The queue of reports, for those who work with reports; empty until it was read. */
export const useReportQueue = (): UseQueryResult<readonly QueueRow[]> => useQuery({ ...reportQueue, enabled: useMay(reports.queue) });

/** Number of waiting entries, including those held here; undefined until it was read. */
export const useReportCounts = (): QueueCounts | undefined => useQuery({ ...reportCounts, enabled: useMay(reports.queueCounts) }).data;

/** The one queue of the call-taker, with how its reports were read. */
export function useIncoming(): { readonly items: readonly Incoming[]; readonly query: UseQueryResult<readonly QueueRow[]> } {
  const query = useReportQueue();
  const open = useQuery({ ...openCalls, enabled: useMay(calls.list) }).data ?? noCalls;
  const back = useQuery({ ...askedBack, enabled: useMay(calls.list) }).data ?? noCalls;
  const lines = useQuery({ ...lineList, enabled: useMay(calls.lines) }).data ?? noLines;
  const queue = query.data ?? noReports;
  const items = useMemo(() => incomingOf({ lines, calls: open, askedBack: back, reports: queue }), [lines, open, back, queue]);
  return { items, query };
}
