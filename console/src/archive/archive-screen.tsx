import { itemId } from "@amaliyat/contract/archive";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Panel, Table } from "@amaliyat/ui/layout";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import Archive from "lucide-react/icons/archive";
import { Suspense, useMemo, useState, type ReactNode } from "react";
import { MorePages, NoneFound } from "../lists/index.ts";
import { RoomMap } from "../map/index.ts";
import { select } from "../selection/index.ts";
import { QueryFailed } from "../states/index.ts";
import { archivePages } from "./archive-queries.ts";
import type { ArchiveSearch } from "./archive-search.ts";
import { AskArchive } from "./ask-archive.tsx";
import { interventionsIn, placeOf } from "./items.ts";
import { useOpenItem, useReplayOfItem } from "./item-acts.ts";
import { useArchiveColumns } from "./result-columns.tsx";
import { useText } from "./text.ts";
import { TimeBars } from "./time-bars.tsx";
import "../lists/lists.css";
import "./archive.css";

/** Work that is over and work that goes on, found by words: a list, a map and when. Enter opens, Shift Enter replays. */
export function ArchiveScreen(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const search: ArchiveSearch = useSearch({ from: "/archive" });
  const pages = useInfiniteQuery(archivePages(search));
  const [chosen, setChosen] = useState<string | null>(null);
  const items = useMemo(() => pages.data?.pages.flatMap(({ rows }) => rows) ?? [], [pages.data]);
  const found = useMemo(() => interventionsIn(items), [items]);
  const columns = useArchiveColumns();
  const open = useOpenItem();
  const replayOf = useReplayOfItem();
  const first = pages.data?.pages[0];
  const one = items.find((item) => itemId(item) === chosen) ?? items[0];
  useShortcut("Shift+Enter", () => one !== undefined && replayOf(one)?.(), { enabled: one !== undefined, whileTyping: true });
  const choose = (key: string): void => {
    setChosen(key);
    const item = items.find((each) => itemId(each) === key);
    if (item?.source === "intervention") select({ kind: "intervention", id: key });
    else if (item !== undefined) {
      const point = placeOf(item);
      if (point !== null) select({ kind: "place", point });
    }
  };
  const ask = (next: ArchiveSearch): void => {
    setChosen(null);
    void navigate({ to: "/archive", search: next, replace: true });
  };
  return (
    <div className="list-columns">
      <Panel title={text("title")} aside={text("logged")} region className="list-main">
        <AskArchive search={search} found={first ?? null} onAsk={ask} onEnter={() => one !== undefined && open(one)} />
        {search.q === undefined ? (
          <EmptyState icon={<Archive size={24} />} title={text("not_asked")} text={text("not_asked_text")} />
        ) : pages.data ? (
          <>
            <TimeBars moments={items.map(({ at }) => Date.parse(at))} span={first?.read.span ?? null} />
            <Table
              label={text("title")}
              columns={columns}
              rows={items}
              rowKey={itemId}
              selected={chosen}
              onSelect={choose}
              onOpen={open}
              rowHeight={40}
              foot={<MorePages pages={pages} columns={columns.length} all={text("all_shown", { count: items.length })} />}
              empty={<NoneFound />}
            />
          </>
        ) : pages.isError ? (
          <QueryFailed query={pages} />
        ) : (
          <LoadingState what={text("title")} lines={12} />
        )}
      </Panel>
      <div className="archive-map">
        <Suspense fallback={<LoadingState what={text("map")} />}>
          <RoomMap found={found} />
        </Suspense>
      </div>
    </div>
  );
}
