import type { Interval } from "../kernel/index.ts";

/**
 * The room's local time is Africa/Algiers: UTC+1 the whole year, no daylight saving since 1 May 1981
 * (IANA time zone database, zone Africa/Algiers). A constant, so that the domain needs no time-zone table.
 */
export const ALGIERS_OFFSET_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** A calendar day in local time, `YYYY-MM-DD`. */
export type LocalDay = string;
/** A calendar month in local time, `YYYY-MM`. */
export type LocalMonth = string;

const local = (at: number): string => new Date(at + ALGIERS_OFFSET_MS).toISOString();

/** The local day of a moment. */
export const localDay = (at: number): LocalDay => local(at).slice(0, 10);

/** The local month of a moment. */
export const localMonth = (at: number): LocalMonth => local(at).slice(0, 7);

/** The local year of a moment. */
export const localYear = (at: number): number => Number(local(at).slice(0, 4));

/** True for a day that exists, `YYYY-MM-DD`. */
export function isLocalDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** The moment at which a local day begins. Throws on a day that does not exist: check user input with `isLocalDay`. */
export function startOfDay(day: LocalDay): number {
  if (!isLocalDay(day)) throw new Error(`not a day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`) - ALGIERS_OFFSET_MS;
}

/** The day that follows by `days` (negative: precedes). */
export const addDays = (day: LocalDay, days: number): LocalDay => localDay(startOfDay(day) + days * DAY_MS);

/** Whole local days, both included. */
export type Period = { readonly from: LocalDay; readonly to: LocalDay };

/** True if both days exist and the first is not after the last. */
export const isPeriod = (period: Period): boolean => isLocalDay(period.from) && isLocalDay(period.to) && period.from <= period.to;

/** The span of time that a period covers: from the first midnight to the midnight after the last day. */
export const spanOf = (period: Period): Interval => ({ from: startOfDay(period.from), to: startOfDay(period.to) + DAY_MS });

/** The local months that a period touches, in order. */
export function monthsOf(period: Period): LocalMonth[] {
  const months: LocalMonth[] = [];
  let year = Number(period.from.slice(0, 4));
  let month = Number(period.from.slice(5, 7));
  const last = period.to.slice(0, 7);
  for (;;) {
    const name = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (name > last) return months;
    months.push(name);
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
}
