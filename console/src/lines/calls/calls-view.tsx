import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { Button } from "@amaliyat/ui/controls";
import { useUiText } from "@amaliyat/ui/i18n";
import { Panel, Table } from "@amaliyat/ui/layout";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { NoneFound } from "../../lists/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { useOpenCall } from "../call-link.tsx";
import { callPages } from "../lines-queries.ts";
import type { CallFilter, LinesSearch } from "../lines-search.ts";
import { useText } from "../text.ts";
import { useCallColumns } from "./call-columns.tsx";
import { CallSide } from "./call-side.tsx";
import { CallsFilter } from "./calls-filter.tsx";

/** All calls, newest first, beside the one that is chosen. Enter opens its card. */
export function CallsView(): ReactNode {
  const text = useText();
  const ui = useUiText();
  const navigate = useNavigate();
  const openCall = useOpenCall();
  const { view: _view, part: _part, of: _of, open: chosen, ...filter }: LinesSearch = useSearch({ from: "/lines" });
  const open = chosen ?? null;
  const pages = useInfiniteQuery(callPages(filter));
  const columns = useCallColumns();
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  const show = (next: CallFilter, callId: string | null): void =>
    void navigate({ to: "/lines", search: { view: "calls", ...next, ...(callId === null ? {} : { open: callId }) }, replace: true });
  const more = (
    <tr>
      <td colSpan={columns.length} className="lines-more">
        {pages.isFetchNextPageError && <QueryFailed query={pages} />}
        {pages.hasNextPage ? (
          <Button size="s" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {pages.isFetchNextPageError ? ui("retry") : text("calls.older")}
          </Button>
        ) : (
          <span className="am-t3 am-small">{text("calls.all_shown", { count: rows.length })}</span>
        )}
      </td>
    </tr>
  );
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
            onOpen={({ callId }) => openCall(callId)}
            rowHeight={40}
            foot={more}
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
