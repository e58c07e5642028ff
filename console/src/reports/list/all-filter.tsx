import { REPORT_KINDS, REPORT_SORT_LABELS, REPORT_SORTS, REPORT_STATE_LABELS, REPORT_STATES } from "@amaliyat/domain/reports";
import { Button, Chip, DateInput, Segmented, Select } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { dayOf, isoOf, TypedSearch } from "../../lists/index.ts";
import { refined, type ReportFilter } from "../reports-search.ts";
import { useText } from "../text.ts";

const ALL = "all";

export type AllFilterProps = { readonly filter: ReportFilter; readonly onChange: (filter: ReportFilter) => void };

/** Filter of the list; every part narrows. */
export function AllFilter({ filter, onChange }: AllFilterProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  // The search begins anew when the filter is cleared; any other answer leaves the hand alone.
  const [cleared, setCleared] = useState(0);
  const clear = (): void => {
    setCleared(cleared + 1);
    onChange({});
  };
  const set = (change: Parameters<typeof refined>[1]): void => onChange(refined(filter, change));
  return (
    <div className="list-filter">
      <TypedSearch
        key={cleared}
        placeholder={text("filter.search")}
        value={filter.q ?? ""}
        onChange={(q) => set({ q: q === "" ? undefined : q })}
      />
      <Select
        size="s"
        aria-label={text("column.state")}
        options={[
          { value: ALL, label: text("filter.any_state") },
          ...REPORT_STATES.map((value) => ({ value: value as string, label: REPORT_STATE_LABELS[value][language] })),
        ]}
        value={filter.state ?? ALL}
        onChange={(value) => set({ state: REPORT_STATES.find((one) => one === value) })}
      />
      <Select
        size="s"
        aria-label={text("column.kind")}
        options={[
          { value: ALL, label: text("filter.any_kind") },
          ...REPORT_KINDS.map(({ kind, labels }) => ({ value: kind as string, label: labels[language] })),
        ]}
        value={filter.kind ?? ALL}
        onChange={(value) => set({ kind: REPORT_KINDS.find(({ kind }) => kind === value)?.kind })}
      />
      <Segmented
        size="s"
        label={text("column.sort")}
        options={[
          { value: ALL, label: text("filter.all") },
          ...REPORT_SORTS.map((value) => ({ value: value as string, label: REPORT_SORT_LABELS[value][language] })),
        ]}
        value={filter.sort ?? ALL}
        onChange={(value) => set({ sort: REPORT_SORTS.find((one) => one === value) })}
      />
      <Chip pressed={filter.danger === true} onClick={() => set({ danger: filter.danger === true ? undefined : true })}>
        {text("filter.danger")}
      </Chip>
      <span className="am-row reports-days">
        <DateInput
          label={text("filter.from")}
          value={dayOf(filter.from ?? "")}
          onChange={(day) => set({ from: day === null ? undefined : isoOf(day) })}
        />
        <span className="am-t3">–</span>
        <DateInput
          label={text("filter.to")}
          value={dayOf(filter.to ?? "")}
          onChange={(day) => set({ to: day === null ? undefined : isoOf(day) })}
        />
      </span>
      {Object.keys(filter).length > 0 && (
        <Button size="s" variant="quiet" onClick={clear}>
          {text("filter.clear")}
        </Button>
      )}
    </div>
  );
}
