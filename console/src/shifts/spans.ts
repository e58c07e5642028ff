import { addDays, DAY_MS, localDay, spanOf, startOfDay } from "@amaliyat/domain/calendar";
import type { CalendarDay } from "@amaliyat/ui/i18n";
import type { Span } from "./shift-queries.ts";

const HOUR_MS = 3_600_000;

const iso = (at: number): string => new Date(at).toISOString();

/** The last so many whole days with today, so that a list keeps its key until midnight. */
export function lastDays(now: number, days: number): Span {
  const today = localDay(now);
  return { from: iso(startOfDay(addDays(today, 1 - days))), to: iso(startOfDay(addDays(today, 1))) };
}

/** Two days, both included. */
export function daysSpan(from: string, to: string): Span {
  const span = spanOf({ from, to });
  return { from: iso(span.from), to: iso(span.to) };
}

/** The last 24 hours, to the minute. */
export function lastDay(now: number): Span {
  const to = Math.ceil(now / 60_000) * 60_000;
  return { from: iso(to - DAY_MS), to: iso(to) };
}

/** The hour in which a moment lies, epoch ms. */
const hourBegin = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;

/** The hour in which a moment lies. */
export const thisHour = (at: number): Span => ({ from: iso(hourBegin(at)), to: iso(hourBegin(at) + HOUR_MS) });

/** The last 24 whole hours, the running one included: a list keeps its key until the next. */
export function lastHours(now: number): Span {
  const to = hourBegin(now) + HOUR_MS;
  return { from: iso(to - DAY_MS), to: iso(to) };
}

/** The first day of a week, a Sunday, as the week of Algeria begins. */
export function weekOf(day: string): string {
  return addDays(day, -new Date(`${day}T00:00:00Z`).getUTCDay());
}

const two = (value: number): string => String(value).padStart(2, "0");
export const dayText = (day: CalendarDay): string => `${day.year}-${two(day.month)}-${two(day.day)}`;

/** `YYYY-MM-DD` as the parts of a day field. */
export function dayParts(text: string): CalendarDay {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  return { year, month, day };
}
