import { reports, type ReportFigures } from "@amaliyat/contract/reports";
import type { Period } from "@amaliyat/domain/calendar";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { REPORT_KEYS } from "./live.ts";
import { queryOf, type ReportFilter } from "./reports-search.ts";

const PAGE = 100;
/** An intervention with more reports than this is rare; the rest is found in the list. */
const OF_ONE = 100;

export const reportPages = (filter: ReportFilter) =>
  infiniteQueryOptions({
    queryKey: [...REPORT_KEYS.lists, filter],
    queryFn: ({ pageParam, signal }) =>
      read(reports.list, { query: { ...queryOf(filter), size: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Candidates for the same event. Fetched again when any report changes, and under `open` when an intervention opens or ends. */
export const likelyOf = (reportId: string, open: number) =>
  queryOptions({
    queryKey: [...REPORT_KEYS.likely(reportId), open],
    queryFn: ({ signal }) => read(reports.likely, { params: { reportId }, signal }),
  });

/** The danger that leaves an intervention with a report. Fetched again under `version`, that of the intervention. */
export const partingOf = (reportId: string, version: number) =>
  queryOptions({
    queryKey: [...REPORT_KEYS.card(reportId), "parting", version],
    queryFn: async ({ signal }) => (await read(reports.card, { params: { reportId }, signal })).parting,
    staleTime: 0,
  });

/** Reports that an intervention was made of, or that were joined to it. */
export const reportsOf = (interventionId: string) =>
  queryOptions({
    queryKey: [...REPORT_KEYS.of(interventionId), "rows"],
    queryFn: async ({ signal }) => (await read(reports.list, { query: { interventionId, size: OF_ONE }, signal })).rows,
  });

/** The files of those reports; none of their bytes. */
export const filesOf = (interventionId: string) =>
  queryOptions({
    queryKey: [...REPORT_KEYS.of(interventionId), "files"],
    queryFn: ({ signal }) => read(reports.filesOf, { params: { interventionId }, signal }),
  });

/** Asked anew at each visit, because a period may not be over; each asking is logged. */
export const figuresOf = ({ from, to }: Period) =>
  queryOptions({
    queryKey: ["report-figures", from, to],
    queryFn: ({ signal }): Promise<ReportFigures> => read(reports.figures, { query: { from, to }, signal }),
    staleTime: 0,
    gcTime: 1000,
  });
