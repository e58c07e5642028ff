import type { CalendarDay } from "@amaliyat/ui/i18n";

const two = (value: number): string => String(value).padStart(2, "0");

/** A day kept as `YYYY-MM-DD`, as a field of the form takes it; null where it is empty. */
export function dayOf(iso: string): CalendarDay | null {
  const [year = 0, month = 0, day = 0] = iso.split("-").map(Number);
  return iso === "" ? null : { year, month, day };
}

/** The same the other way; empty for no day. */
export const isoOf = (day: CalendarDay | null): string => (day === null ? "" : `${day.year}-${two(day.month)}-${two(day.day)}`);
