/** The room's clock: one time zone for everyone, stored times being UTC. */
export const roomTimeZone = "Africa/Algiers";

export interface LocalTime {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0–999 */
  readonly millisecond: number;
  /** 0 Sunday … 6 Saturday */
  readonly weekday: number;
}

const reader = new Intl.DateTimeFormat("en-GB", {
  timeZone: roomTimeZone,
  calendar: "gregory",
  numberingSystem: "latn",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** The wall-clock parts of an instant (ms since epoch) in Algiers. Undefined when the instant is not a date. */
export function localTime(at: number): LocalTime | undefined {
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return undefined;
  const parts = new Map(reader.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const [year, month, day] = [part("year"), part("month"), part("day")];
  return {
    year,
    month,
    day,
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
    millisecond: ((Math.floor(at) % 1000) + 1000) % 1000,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
  };
}

export type CalendarDay = Pick<LocalTime, "year" | "month" | "day">;
export type ClockTime = Pick<LocalTime, "hour" | "minute" | "second">;

/** The instant (ms since epoch) at which Algiers shows this date and time; undefined for a date that does not exist. */
export function instantOf(day: CalendarDay, time: ClockTime): number | undefined {
  const asUtc = Date.UTC(day.year, day.month - 1, day.day, time.hour, time.minute, time.second);
  const shown = localTime(asUtc);
  if (!shown) return undefined;
  const offset = Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second) - asUtc;
  const at = asUtc - offset;
  const check = localTime(at);
  return check && check.year === day.year && check.month === day.month && check.day === day.day && check.hour === time.hour
    ? at
    : undefined;
}
