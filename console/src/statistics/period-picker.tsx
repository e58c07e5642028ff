import { localDay, monthsOf, type Period } from "@amaliyat/domain/calendar";
import { Button, DateInput, IconButton, Segmented, Select } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { months, useLanguage, type CalendarDay } from "@amaliyat/ui/i18n";
import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useState, type ReactNode } from "react";
import { choiceAt, choiceOf, partsOf, PERIOD_KINDS, periodOf, shifted, type PeriodChoice, type PeriodKind } from "./period.ts";
import { useText } from "./text.ts";

/** The longest period that the room makes a bulletin of. */
const LONGEST_MONTHS = 60;
const FIRST_YEAR = 2015;

export type PeriodPickerProps = { readonly period: Period; readonly onChange: (period: Period) => void };

export function PeriodPicker({ period, onChange }: PeriodPickerProps): ReactNode {
  const text = useText();
  const now = useNow();
  const [kind, setKind] = useState<PeriodKind>(() => choiceOf(period).kind);
  const choice = choiceIn(kind, period);
  const choose = (next: PeriodChoice): void => {
    setKind(next.kind);
    onChange(periodOf(next));
  };
  const chooseKind = (next: PeriodKind): void => {
    if (next === "custom") setKind(next);
    else choose(choiceAt(next, period.to < localDay(now) ? period.to : period.from));
  };
  const options = PERIOD_KINDS.map((value) => ({ value, label: text(`period.${value}`) }));
  return (
    <div className="statistics-period">
      <Segmented label={text("period.kind")} options={options} value={choice.kind} onChange={chooseKind} />
      <IconButton
        bordered
        size="m"
        label={text("period.before")}
        icon={<ChevronLeft size={18} className="am-mirror" aria-hidden="true" />}
        onClick={() => choose(shifted(choice, -1))}
      />
      {choice.kind === "custom" ? (
        <CustomPeriod key={`${period.from}/${period.to}`} period={period} onChange={onChange} />
      ) : (
        <NamedPeriod choice={choice} thisYear={Number(localDay(now).slice(0, 4))} onChange={choose} />
      )}
      <IconButton
        bordered
        size="m"
        label={text("period.after")}
        icon={<ChevronRight size={18} className="am-mirror" aria-hidden="true" />}
        onClick={() => choose(shifted(choice, 1))}
      />
      {choice.kind !== "custom" && (
        <>
          <Button variant="quiet" onClick={() => choose(choiceAt(choice.kind, localDay(now)))}>
            {text("period.current")}
          </Button>
          <Button variant="quiet" onClick={() => choose(shifted(choiceAt(choice.kind, localDay(now)), -1))}>
            {text("period.last")}
          </Button>
        </>
      )}
    </div>
  );
}

/**
 * The period as one of the chosen kind, though its days may also have a wider name. It has its own name if the days are none of that kind.
 */
function choiceIn(kind: PeriodKind, period: Period): PeriodChoice {
  if (kind === "custom") return { kind, period };
  const choice = choiceAt(kind, period.from);
  const days = periodOf(choice);
  return days.from === period.from && days.to === period.to ? choice : choiceOf(period);
}

const NTH = ["period.first", "period.second", "period.third", "period.fourth"] as const;

type Named = Exclude<PeriodChoice, { kind: "custom" }>;

function NamedPeriod(props: {
  readonly choice: Named;
  readonly thisYear: number;
  readonly onChange: (next: PeriodChoice) => void;
}): ReactNode {
  const { choice, thisYear, onChange } = props;
  const text = useText();
  const { language } = useLanguage();
  const last = Math.max(thisYear, choice.year);
  const first = Math.min(FIRST_YEAR, choice.year);
  const years = Array.from({ length: last - first + 1 }, (_, index) => String(last - index)).map((value) => ({ value, label: value }));
  const parts = Array.from({ length: partsOf(choice.kind) }, (_, index) => ({
    value: String(index + 1),
    label: choice.kind === "month" ? (months[language][index] ?? "") : text(NTH[index] ?? "period.first"),
  }));
  return (
    <>
      {choice.kind !== "year" && (
        <Select
          aria-label={text(`period.${choice.kind}`)}
          options={parts}
          value={String(choice.part)}
          onChange={(value) => onChange({ ...choice, part: Number(value) })}
        />
      )}
      <Select
        aria-label={text("period.year")}
        options={years}
        value={String(choice.year)}
        onChange={(value) => onChange({ ...choice, year: Number(value) })}
      />
    </>
  );
}

const dayOf = (text: string): CalendarDay => {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  return { year, month, day };
};
const two = (value: number): string => String(value).padStart(2, "0");
const written = ({ year, month, day }: CalendarDay): string => `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;

function CustomPeriod({ period, onChange }: PeriodPickerProps): ReactNode {
  const text = useText();
  const [from, setFrom] = useState<CalendarDay | null>(() => dayOf(period.from));
  const [to, setTo] = useState<CalendarDay | null>(() => dayOf(period.to));
  const next = from && to && { from: written(from), to: written(to) };
  const wrong = next !== null && (next.from > next.to || monthsOf(next).length > LONGEST_MONTHS);
  const changed = next !== null && (next.from !== period.from || next.to !== period.to);
  return (
    <form
      className="statistics-period__days"
      onSubmit={(event) => {
        event.preventDefault();
        if (next && !wrong) onChange(next);
      }}
    >
      <DateInput label={text("period.from")} value={from} onChange={setFrom} />
      <span className="am-t3">{text("period.to_word")}</span>
      <DateInput label={text("period.to")} value={to} onChange={setTo} />
      {changed && (
        <Button type="submit" disabledReason={wrong ? text("period.wrong", { months: LONGEST_MONTHS }) : undefined}>
          {text("period.show")}
        </Button>
      )}
    </form>
  );
}
