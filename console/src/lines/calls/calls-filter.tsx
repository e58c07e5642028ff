import { CALL_ENDINGS, isCallNature, NATURES, OUTSIDE_NATURES } from "@amaliyat/domain/calls";
import { Button, Segmented, Select } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { TypedSearch } from "../../lists/index.ts";
import { DaysField } from "../days-field.tsx";
import { useLineChoices } from "../line-words.ts";
import { CALL_STATES, refined, type CallFilter } from "../lines-search.ts";
import { useText } from "../text.ts";

const ALL = "all";

export type CallsFilterProps = { readonly filter: CallFilter; readonly onChange: (filter: CallFilter) => void };

/** Filter of the list; every part narrows. */
export function CallsFilter({ filter, onChange }: CallsFilterProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const lines = useLineChoices();
  // The search begins anew when the filter is cleared; any other answer leaves the hand alone.
  const [cleared, setCleared] = useState(0);
  const clear = (): void => {
    setCleared(cleared + 1);
    onChange({});
  };
  const set = (change: Parameters<typeof refined>[1]): void => onChange(refined(filter, change));
  const all = (label: string) => ({ value: ALL, label });
  const natures = [...NATURES, ...OUTSIDE_NATURES].map(({ code, labels }) => ({ value: code as string, label: labels[language] }));
  return (
    <div className="list-filter">
      <TypedSearch
        key={cleared}
        placeholder={text("filter.search")}
        value={filter.q ?? ""}
        onChange={(q) => set({ q: q === "" ? undefined : q })}
      />
      <Segmented
        size="s"
        label={text("filter.state")}
        options={[ALL, ...CALL_STATES].map((value) => ({
          value,
          label: text(`filter.${value === "all" ? "all" : value === "open" ? "open" : "ended"}`),
        }))}
        value={filter.state ?? ALL}
        onChange={(value) => set({ state: CALL_STATES.find((one) => one === value) })}
      />
      <Select
        size="s"
        aria-label={text("call.line")}
        options={[all(text("filter.any_line")), ...lines]}
        value={filter.line ?? ALL}
        onChange={(value) => set({ line: value === ALL ? undefined : value })}
      />
      <Select
        size="s"
        aria-label={text("call.ending")}
        options={[
          all(text("filter.any_ending")),
          ...CALL_ENDINGS.map(({ code, labels }) => ({ value: code as string, label: labels[language] })),
        ]}
        value={filter.ending ?? ALL}
        onChange={(value) => set({ ending: CALL_ENDINGS.find(({ code }) => code === value)?.code })}
      />
      <Select
        size="s"
        aria-label={text("call.nature")}
        options={[all(text("filter.any_nature")), ...natures]}
        value={filter.nature ?? ALL}
        onChange={(value) => set({ nature: isCallNature(value) ? value : undefined })}
      />
      <DaysField from={filter.from} to={filter.to} onChange={set} />
      {Object.keys(filter).length > 0 && (
        <Button size="s" variant="quiet" onClick={clear}>
          {text("filter.clear")}
        </Button>
      )}
    </div>
  );
}
