import { addDays, localDay, type Period } from "@amaliyat/domain/calendar";

/** Periods that have a name, with how many of them a year has. */
const PARTS = { half: 2, quarter: 4, month: 12, year: 1 } as const;
export type NamedKind = keyof typeof PARTS;
export type PeriodKind = NamedKind | "custom";
export const PERIOD_KINDS = ["half", "quarter", "month", "year", "custom"] as const satisfies readonly PeriodKind[];

/** A choice of the period picker; `part` counts from 1 (always 1 for a year). */
export type PeriodChoice =
  | { readonly kind: NamedKind; readonly year: number; readonly part: number }
  | { readonly kind: "custom"; readonly period: Period };

/** Number of parts of a kind in a year. */
export const partsOf = (kind: NamedKind): number => PARTS[kind];

const firstDay = (year: number, month: number): string => `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;

/** The days of a choice, both included. */
export function periodOf(choice: PeriodChoice): Period {
  if (choice.kind === "custom") return choice.period;
  const months = 12 / PARTS[choice.kind];
  const last = choice.part * months;
  const after = last === 12 ? firstDay(choice.year + 1, 1) : firstDay(choice.year, last + 1);
  return { from: firstDay(choice.year, last - months + 1), to: addDays(after, -1) };
}

/** The choice of a kind that holds a day. */
export function choiceAt(kind: NamedKind, day: string): PeriodChoice {
  const month = Number(day.slice(5, 7));
  return { kind, year: Number(day.slice(0, 4)), part: Math.ceil((month * PARTS[kind]) / 12) };
}

/** The choice before (-1) or after (1); a custom period moves by its own length. */
export function shifted(choice: PeriodChoice, by: 1 | -1): PeriodChoice {
  if (choice.kind === "custom") {
    const { from, to } = choice.period;
    const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
    return { kind: "custom", period: { from: addDays(from, by * days), to: addDays(to, by * days) } };
  }
  const parts = PARTS[choice.kind];
  const index = choice.year * parts + choice.part - 1 + by;
  return { kind: choice.kind, year: Math.floor(index / parts), part: (index % parts) + 1 };
}

/** The name of a period: the widest kind that it is exactly, else custom. */
export function choiceOf(period: Period): PeriodChoice {
  for (const kind of ["year", "half", "quarter", "month"] as const) {
    const choice = choiceAt(kind, period.from);
    const exact = periodOf(choice);
    if (exact.from === period.from && exact.to === period.to) return choice;
  }
  return { kind: "custom", period };
}

/** Period opened first: the last complete half-year, which is published next. */
export const lastHalf = (now: number): PeriodChoice => shifted(choiceAt("half", localDay(now)), -1);

/** Number of a bulletin beside its title: `2023/1` for a half-year; null for a period without a number. */
export function numberOf(choice: PeriodChoice): string | null {
  if (choice.kind === "custom") return null;
  return choice.kind === "year" ? String(choice.year) : `${choice.year}/${choice.part}`;
}
