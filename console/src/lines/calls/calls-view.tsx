import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { Panel, Table } from "@amaliyat/ui/layout";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { MorePages, NoneFound } from "../../lists/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { callPages } from "../lines-queries.ts";
import type { CallFilter, LinesSearch } from "../lines-search.ts";
import { useText } from "../text.ts";
import { useCallColumns } from "./call-columns.tsx";
import { CallSide } from "./call-side.tsx";
import { CallsFilter } from "./calls-filter.tsx";

/** All calls, newest first, beside the one that is chosen. Enter opens its card. */
export function CallsView(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { view: _view, part: _part, of: _of, open: chosen, ...filter }: LinesSearch = useSearch({ from: "/lines" });
  const open = chosen ?? null;
  const pages = useInfiniteQuery(callPages(filter));
  const columns = useCallColumns();
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  const show = (next: CallFilter, callId: string | null): void =>
    void navigate({ to: "/lines", search: { view: "calls", ...next, ...(callId === null ? {} : { open: callId }) }, replace: true });
  return (
    <div className="list-columns">
      <Panel title={text("view.calls")} aside={text("calls.order")} region className="list-main">
        <CallsFilter filter={filter} onChange={(next) => show(next, open)} />
        {pages.data ? (
          <Table
            label={text("view.calls")}
            columns={columns}
            rows={rows}
            rowKey={({ callId }) => callId}
            selected={open}
            onSelect={(callId) => show(filter, callId)}
            onOpen={({ callId }) => void navigate({ to: "/calls/$callId", params: { callId } })}
            rowHeight={40}
            foot={<MorePages pages={pages} columns={columns.length} all={text("calls.all_shown", { count: rows.length })} />}
            empty={isFiltered ? <NoneFound /> : <EmptyState title={text("calls.none")} text={text("calls.none_text")} />}
          />
        ) : pages.isError ? (
          <QueryFailed query={pages} />
        ) : (
          <LoadingState what={text("view.calls")} lines={12} />
        )}
      </Panel>
      <CallSide key={open} callId={open} />
    </div>
  );
}
