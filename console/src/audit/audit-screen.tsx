import { auditRoutes, type LogRow } from "@amaliyat/contract/audit";
import type { Problem } from "@amaliyat/contract/route";
import { localDay } from "@amaliyat/domain/calendar";
import { Button, IconButton } from "@amaliyat/ui/controls";
import { LoadingState, showToast } from "@amaliyat/ui/feedback";
import { roomNow } from "@amaliyat/ui/hooks";
import { Panel } from "@amaliyat/ui/layout";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import Download from "lucide-react/icons/download";
import Eye from "lucide-react/icons/eye";
import RefreshCw from "lucide-react/icons/refresh-cw";
import { useState, type ReactNode } from "react";
import { download } from "../download/index.ts";
import { Refusal } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { FilterBar } from "./filter-bar.tsx";
import { LogAlarm } from "./log-alarm.tsx";
import { logPages } from "./log-queries.ts";
import { changed, queryOf, type LogSearch } from "./log-search.ts";
import { LogTable } from "./log-table.tsx";
import { SidePanel } from "./side-panel.tsx";
import { useText } from "./text.ts";
import "./audit.css";

/** The auditor's screen: the log, never a picture. */
export function AuditScreen(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const search = useSearch({ from: "/log" });
  const pages = useInfiniteQuery(logPages(search));
  const [index, setIndex] = useState<number | null>(null);
  const rows: readonly LogRow[] = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const ask = (next: LogSearch): void => void navigate({ to: "/log", search: next, replace: true });
  return (
    <>
      <LogAlarm />
      <div className="audit">
        <Panel
          title={text("title")}
          aside={
            <span className="audit-cue">
              <Eye size={14} aria-hidden="true" />
              {text("logged")}
            </span>
          }
          region
          className="audit-log"
          actions={
            <>
              <ExportAct search={search} />
              <IconButton
                label={text("refresh")}
                icon={<RefreshCw size={16} aria-hidden="true" />}
                onClick={() => void client.resetQueries({ queryKey: ["log"] })}
              />
            </>
          }
        >
          <FilterBar search={search} onChange={ask} />
          {pages.isError && rows.length === 0 ? (
            <QueryFailed query={pages} />
          ) : pages.data ? (
            <LogTable
              rows={rows}
              search={search}
              selected={index}
              onSelect={setIndex}
              more={pages.hasNextPage}
              loadingMore={pages.isFetchingNextPage}
              failed={pages.isFetchNextPageError ? pages.error : null}
              onMore={() => void pages.fetchNextPage()}
            />
          ) : (
            <LoadingState what={text("title")} lines={12} />
          )}
        </Panel>
        <SidePanel
          row={rows.find((row) => row.index === index) ?? null}
          search={search}
          onNarrow={(parts) => ask(changed(search, parts))}
        />
      </div>
    </>
  );
}

/** The entries of the filter as they are verified outside of the room, with their salts. */
function ExportAct({ search }: { readonly search: LogSearch }): ReactNode {
  const text = useText();
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const fetchLines = async (): Promise<void> => {
    setBusy(true);
    const answer = await download(auditRoutes.export, { query: queryOf(search) }, `log-${localDay(roomNow())}.jsonl`);
    setBusy(false);
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) showToast({ text: text("exported") });
  };
  return (
    <>
      <Refusal problem={refused} />
      <Button size="s" icon={<Download size={14} aria-hidden="true" />} loading={busy} onClick={() => void fetchLines()}>
        {text("export")}
      </Button>
    </>
  );
}
