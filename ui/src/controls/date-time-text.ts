import { instantOf, type CalendarDay, type ClockTime } from "../i18n/format/local-time.ts";

function westernDigits(text: string): string {
  return text.replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660));
}

const two = (value: number): string => String(value).padStart(2, "0");

/** Reads `18/04/2026`, `18-4-26`, `18042026`; day first, years of two digits in this century. */
export function parseDay(text: string): CalendarDay | undefined {
  const plain = westernDigits(text.trim());
  const match = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$/u.exec(plain) ?? /^(\d{2})(\d{2})(\d{4})$/u.exec(plain);
  if (!match) return undefined;
  const [day, month, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const full = match[3]?.length === 2 ? 2000 + year : year;
  const date = new Date(Date.UTC(full, month - 1, day));
  const exists = full >= 1970 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { year: full, month, day } : undefined;
}

/** `18/04/2026` */
export function writeDay({ day, month, year }: CalendarDay): string {
  return `${two(day)}/${two(month)}/${year}`;
}

export function stepDay({ year, month, day }: CalendarDay, by: number): CalendarDay {
  const date = new Date(Date.UTC(year, month - 1, day + by));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Reads `02:41:07`, `2:41`, `2h41`, `0241`, `024107`. */
export function parseClock(text: string): ClockTime | undefined {
  const plain = westernDigits(text.trim());
  const match = /^(\d{1,2})[:.h ](\d{2})(?:[:. ](\d{2}))?$/u.exec(plain) ?? /^(\d{2})(\d{2})(\d{2})?$/u.exec(plain);
  if (!match) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  return hour < 24 && minute < 60 && second < 60 ? { hour, minute, second } : undefined;
}

/** `02:41:07` */
export function writeClock({ hour, minute, second }: ClockTime): string {
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

/** One minute more or less, round midnight. */
export function stepClock({ hour, minute, second }: ClockTime, by: number): ClockTime {
  const minutes = (hour * 60 + minute + by + 1440) % 1440;
  return { hour: Math.floor(minutes / 60), minute: minutes % 60, second };
}

/** The instant (ms since epoch) of a day and time of Algiers; null while a part is missing. */
export function joinDateTime(day: CalendarDay | null, clock: ClockTime | null): number | null {
  return day && clock ? (instantOf(day, clock) ?? null) : null;
}
