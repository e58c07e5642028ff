import { isPeriod, addDays, type LocalDay, type Period } from "@amaliyat/domain/calendar";
import { Button, DateInput, Segmented } from "@amaliyat/ui/controls";
import { useState, type ReactNode } from "react";
import { dayOf, isoOf } from "../../lists/index.ts";
import { useText } from "../text.ts";

export type PeriodBarProps = { readonly period: Period; readonly today: LocalDay; readonly onChange: (period: Period) => void };

const NAMED = ["today", "yesterday", "week", "month", "last_month"] as const;
type Named = (typeof NAMED)[number];

/** The days of a period that has a name, both included. */
export function namedPeriod(name: Named, today: LocalDay): Period {
  const month = today.slice(0, 8);
  const lastOfBefore = addDays(`${month}01`, -1);
  const periods: Readonly<Record<Named, Period>> = {
    today: { from: today, to: today },
    yesterday: { from: addDays(today, -1), to: addDays(today, -1) },
    week: { from: addDays(today, -6), to: today },
    month: { from: `${month}01`, to: today },
    last_month: { from: `${lastOfBefore.slice(0, 8)}01`, to: lastOfBefore },
  };
  return periods[name];
}

/** Choice of days: by name, or from one day to another. */
export function PeriodBar({ period, today, onChange }: PeriodBarProps): ReactNode {
  const text = useText();
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const name = NAMED.find((one) => {
    const days = namedPeriod(one, today);
    return days.from === period.from && days.to === period.to;
  });
  const options = [
    ...NAMED.map((value) => ({ value: value as Named | "days", label: text(`period.${value}`) })),
    ...(name === undefined ? [{ value: "days" as const, label: text("period.days") }] : []),
  ];
  const changed = from !== period.from || to !== period.to;
  return (
    <form
      className="lines-period"
      onSubmit={(event) => {
        event.preventDefault();
        if (isPeriod({ from, to })) onChange({ from, to });
      }}
    >
      <Segmented
        size="s"
        label={text("period.label")}
        options={options}
        value={name ?? "days"}
        onChange={(value) => value !== "days" && onChange(namedPeriod(value, today))}
      />
      <DateInput label={text("filter.from")} value={dayOf(from)} onChange={(day) => setFrom(isoOf(day))} />
      <span className="am-t3">–</span>
      <DateInput label={text("filter.to")} value={dayOf(to)} onChange={(day) => setTo(isoOf(day))} />
      {changed && (
        <Button type="submit" size="s" disabledReason={isPeriod({ from, to }) ? undefined : text("period.wrong")}>
          {text("period.show")}
        </Button>
      )}
    </form>
  );
}
