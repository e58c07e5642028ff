import { describeLogType, LOG_GROUP_LABELS, LOG_GROUPS, LOG_TYPES, type LogType } from "@amaliyat/contract/audit";
import { Button, Chip, Combobox, DateTimeInput, Field, Segmented, Select, TextInput } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { isolate, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import Search from "lucide-react/icons/search";
import X from "lucide-react/icons/x";
import { useRef, useState, type ReactNode } from "react";
import { usePersonNames } from "../session/index.ts";
import { isSubjectKind } from "./entry-words.ts";
import { logPeople } from "./log-queries.ts";
import { changed, isFiltered, OUTCOMES, type LogSearch } from "./log-search.ts";
import { useText } from "./text.ts";

const ALL = "all";

export type FilterBarProps = { readonly search: LogSearch; readonly onChange: (next: LogSearch) => void };

/** Filter of the auditor. A text applies when it is complete (Enter, or leaving the field): each query is logged. */
export function FilterBar({ search, onChange }: FilterBarProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const set = (parts: Parameters<typeof changed>[1]): void => onChange(changed(search, parts));
  const groups = [
    { value: ALL, label: text("filter.all_groups") },
    ...LOG_GROUPS.map((value) => ({ value, label: LOG_GROUP_LABELS[value][language] })),
  ];
  const types = LOG_TYPES.filter((one) => search.group === undefined || one.group === search.group);
  const typeOptions = [
    { value: ALL, label: text("filter.all_types") },
    ...types.map((one) => ({ value: one.type, label: one.label[language], detail: one.type })),
  ];
  const outcomes = [
    { value: ALL, label: text("filter.any_outcome") },
    ...OUTCOMES.map((value) => ({ value, label: text(`outcome.${value}`) })),
  ];
  const chooseType = (value: string): void => {
    const one = LOG_TYPES.find((each) => each.type === value);
    set({ type: one?.type, ...(one && search.group !== undefined ? { group: groupOf(one.type) } : {}) });
  };
  return (
    <div className="audit-filter">
      <TextFilter key={search.text ?? ""} value={search.text ?? ""} onChange={(value) => set({ text: value === "" ? undefined : value })} />
      <Field label={text("filter.group")}>
        <Select
          options={groups}
          value={search.group ?? ALL}
          onChange={(value) => set({ group: LOG_GROUPS.find((one) => one === value) })}
        />
      </Field>
      <Field label={text("filter.type")} className="audit-filter__wide">
        <Combobox options={typeOptions} value={search.type ?? ALL} onChange={chooseType} />
      </Field>
      <Field label={text("filter.person")} className="audit-filter__wide">
        <PersonFilter value={search.person} onChange={(person) => set({ person })} />
      </Field>
      <Field label={text("filter.outcome")} group>
        <Segmented
          label={text("filter.outcome")}
          options={outcomes}
          value={search.outcome ?? ALL}
          onChange={(value) => set({ outcome: OUTCOMES.find((one) => one === value) })}
        />
      </Field>
      <Field label={text("filter.from")} group>
        <DateTimeInput value={timeOf(search.from)} onChange={(at) => set({ from: isoOf(at) })} />
      </Field>
      <Field label={text("filter.to")} group>
        <DateTimeInput value={timeOf(search.to)} onChange={(at) => set({ to: isoOf(at) })} />
      </Field>
      {isFiltered(search) && (
        <div className="audit-filter__end">
          <SubjectChip search={search} onClear={() => set({ subjectKind: undefined, subjectId: undefined })} />
          <Button variant="quiet" onClick={() => onChange({})}>
            {text("filter.clear")}
          </Button>
        </div>
      )}
    </div>
  );
}

const groupOf = (type: LogType) => describeLogType(type).group;
const timeOf = (iso: string | undefined): number | null => (iso === undefined ? null : Date.parse(iso));
const isoOf = (at: number | null): string | undefined => (at === null ? undefined : new Date(at).toISOString());

function TextFilter({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const [typed, setTyped] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  useShortcut("Slash", () => input.current?.focus());
  const send = (): void => {
    if (typed.trim() !== value) onChange(typed.trim());
  };
  return (
    <form
      className="audit-filter__text"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label={ui("search")}>
        <TextInput
          ref={input}
          type="search"
          icon={<Search size={16} aria-hidden="true" />}
          shortcut="Slash"
          placeholder={text("filter.text")}
          value={typed}
          onChange={setTyped}
          onBlur={send}
        />
      </Field>
    </form>
  );
}

function PersonFilter({
  value,
  onChange,
}: {
  readonly value: string | undefined;
  readonly onChange: (person: string | undefined) => void;
}): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const people = useQuery(logPeople).data ?? [];
  const options = [
    { value: ALL, label: text("filter.everybody") },
    ...people.map((user) => ({
      value: user.userId,
      label: isolate(names.shown(user.name)),
      detail: user.badge,
      keywords: `${user.name} ${user.nameLatin ?? ""} ${user.username}`,
    })),
  ];
  return <Combobox options={options} value={value ?? ALL} onChange={(next) => onChange(next === ALL ? undefined : next)} />;
}

/** The subject that the entries are narrowed to, from the details of one of them. */
function SubjectChip({ search, onClear }: { readonly search: LogSearch; readonly onClear: () => void }): ReactNode {
  const text = useText();
  const { subjectKind, subjectId } = search;
  if (subjectKind === undefined && subjectId === undefined) return null;
  const kind = subjectKind !== undefined && isSubjectKind(subjectKind) ? text(`subject.${subjectKind}`) : (subjectKind ?? "");
  return (
    <Chip tone="engaged" icon={<X size={14} aria-hidden="true" />} onClick={onClear}>
      {kind} {subjectId === undefined ? "" : isolate(subjectId.slice(0, 12))}
    </Chip>
  );
}
