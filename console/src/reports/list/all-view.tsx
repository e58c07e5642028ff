import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { Panel, Table } from "@amaliyat/ui/layout";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { MorePages, NoneFound } from "../../lists/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { reportPages } from "../report-queries.ts";
import type { ReportFilter, ReportsSearch } from "../reports-search.ts";
import { useText } from "../text.ts";
import { useReportColumns } from "./all-columns.tsx";
import { AllFilter } from "./all-filter.tsx";

/** All reports, newest first. Enter opens the chosen one. */
export function AllView(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { view: _view, open: chosen, ...filter }: ReportsSearch = useSearch({ from: "/reports" });
  const open = chosen ?? null;
  const pages = useInfiniteQuery(reportPages(filter));
  const columns = useReportColumns();
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  const show = (next: ReportFilter, reportId: string | null): void =>
    void navigate({ to: "/reports", search: { view: "all", ...next, ...(reportId === null ? {} : { open: reportId }) }, replace: true });
  return (
    <div className="list-columns">
      <Panel title={text("view.all")} aside={text("all.order")} region className="list-main">
        <AllFilter filter={filter} onChange={(next) => show(next, open)} />
        {pages.data ? (
          <Table
            label={text("view.all")}
            columns={columns}
            rows={rows}
            rowKey={({ reportId }) => reportId}
            selected={open}
            onSelect={(reportId) => show(filter, reportId)}
            onOpen={({ reportId }) => void navigate({ to: "/reports/$reportId", params: { reportId } })}
            rowHeight={40}
            foot={<MorePages pages={pages} columns={columns.length} all={text("all.all_shown", { count: rows.length })} />}
            empty={isFiltered ? <NoneFound /> : <EmptyState title={text("all.none")} text={text("all.none_text")} />}
          />
        ) : pages.isError ? (
          <QueryFailed query={pages} />
        ) : (
          <LoadingState what={text("view.all")} lines={12} />
        )}
      </Panel>
    </div>
  );
}
