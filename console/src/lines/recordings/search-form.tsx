import type { Purpose } from "@amaliyat/domain/cameras";
import { Button, Checkbox, Select } from "@amaliyat/ui/controls";
import type { ReactNode } from "react";
import { ListSearch } from "../../lists/index.ts";
import { DaysField } from "../days-field.tsx";
import { useLineChoices } from "../line-words.ts";
import { usePurposed } from "../../calls/index.ts";
import { useText } from "../text.ts";
import { BLANK, type RecordingSearch } from "./recording-search.ts";

const ALL = "all";

export type SearchFormProps = {
  readonly search: RecordingSearch;
  readonly busy: boolean;
  readonly onChange: (search: RecordingSearch) => void;
  readonly onFind: (purpose: Purpose) => void;
};

/** Search fields. The room is not asked before a purpose is given, and each search is logged. */
export function SearchForm({ search, busy, onChange, onFind }: SearchFormProps): ReactNode {
  const text = useText();
  const lines = useLineChoices();
  const { anchor, press, list } = usePurposed(text("recordings.purpose"), onFind);
  const set = (change: Partial<RecordingSearch>): void => onChange({ ...search, ...change });
  return (
    <form
      className="list-filter"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        press();
      }}
    >
      <ListSearch placeholder={text("recordings.search")} value={search.q} onChange={(q) => set({ q })} />
      <Select
        size="s"
        aria-label={text("call.line")}
        options={[{ value: ALL, label: text("filter.any_line") }, ...lines]}
        value={search.line ?? ALL}
        onChange={(value) => set({ line: value === ALL ? null : value })}
      />
      <DaysField
        from={search.from ?? undefined}
        to={search.to ?? undefined}
        onChange={(days) =>
          set({ ...("from" in days ? { from: days.from ?? null } : {}), ...("to" in days ? { to: days.to ?? null } : {}) })
        }
      />
      <Checkbox label={text("recordings.only_held")} checked={search.held} onChange={(held) => set({ held })} />
      <span ref={anchor}>
        <Button type="submit" size="s" variant="primary" loading={busy}>
          {text("recordings.find")}
        </Button>
      </span>
      {list}
      {JSON.stringify(search) !== JSON.stringify(BLANK) && (
        <Button size="s" variant="quiet" onClick={() => onChange(BLANK)}>
          {text("filter.clear")}
        </Button>
      )}
    </form>
  );
}
