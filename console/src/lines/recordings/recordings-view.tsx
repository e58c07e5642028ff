import { calls, type CallRecordingShown } from "@amaliyat/contract/calls";
import type { ReplyOf } from "@amaliyat/contract/route";
import { PURPOSE_LABELS, type Purpose } from "@amaliyat/domain/cameras";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { useDraft } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table } from "@amaliyat/ui/layout";
import { useInfiniteQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import Search from "lucide-react/icons/search";
import { useState, type ReactNode } from "react";
import { MorePages, NoneFound } from "../../lists/index.ts";
import { useDraftName } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { recordingPages } from "../lines-queries.ts";
import { useText } from "../text.ts";
import { useRecordingColumns } from "./recording-columns.tsx";
import { BLANK, isRecordingSearch, type RecordingSearch } from "./recording-search.ts";
import { RecordingSide } from "./recording-side.tsx";
import { SearchForm } from "./search-form.tsx";

/** Search sent to the room. `nth` makes each search distinct: each is logged. */
type Asked = { readonly nth: number; readonly purpose: Purpose; readonly search: RecordingSearch };
type Page = ReplyOf<typeof calls.findRecordings>;

/** Recorded calls, found for a purpose, beside the chosen one: for a person who answers a prosecutor. */
export function RecordingsView(): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const { language } = useLanguage();
  const draft = useDraft(useDraftName("call_recordings"), BLANK, isRecordingSearch);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = useInfiniteQuery({ ...recordingPages(asked), enabled: asked !== null });
  const columns = useRecordingColumns();
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const changed = (recording: CallRecordingShown): void => {
    client.setQueryData<InfiniteData<Page, string | null>>(recordingPages(asked).queryKey, (held) => {
      if (held === undefined) return held;
      const one = (row: Page["rows"][number]) => (row.recordingId === recording.recordingId ? { ...row, ...recording } : row);
      return { ...held, pages: held.pages.map((page) => ({ ...page, rows: page.rows.map(one) })) };
    });
  };
  return (
    <div className="list-columns">
      <Panel
        title={text("view.recordings")}
        aside={asked === null ? text("recordings.logged") : text("recordings.for", { purpose: PURPOSE_LABELS[asked.purpose][language] })}
        region
        className="list-main"
      >
        <SearchForm
          search={draft.value}
          busy={pages.isFetching}
          onChange={draft.setValue}
          onFind={(purpose) => {
            setChosen(null);
            setAsked({ nth: (asked?.nth ?? 0) + 1, purpose, search: draft.value });
          }}
        />
        {asked === null ? (
          <EmptyState icon={<Search size={24} />} title={text("recordings.not_asked")} text={text("recordings.not_asked_text")} />
        ) : pages.data ? (
          <Table
            label={text("view.recordings")}
            columns={columns}
            rows={rows}
            rowKey={({ recordingId }) => recordingId}
            selected={chosen}
            onSelect={setChosen}
            rowHeight={40}
            foot={<MorePages pages={pages} columns={columns.length} all={text("calls.all_shown", { count: rows.length })} />}
            empty={<NoneFound />}
          />
        ) : pages.isError ? (
          <QueryFailed query={pages} />
        ) : (
          <LoadingState what={text("view.recordings")} lines={12} />
        )}
      </Panel>
      <RecordingSide found={rows.find(({ recordingId }) => recordingId === chosen)} onChanged={changed} />
    </div>
  );
}
