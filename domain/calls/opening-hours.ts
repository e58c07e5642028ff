import { ALGIERS_OFFSET_MS } from "../calendar/index.ts";

/** On these days of the week (0 is Sunday) a line is answered from one minute of the local day up to another. */
export type Opening = { readonly days: readonly number[]; readonly fromMinute: number; readonly untilMinute: number };

const DAY_MINUTES = 1440;

/** True if a line with these hours is answered at a moment (ms since epoch); null is day and night. */
export function isOpenAt(hours: readonly Opening[] | null, at: number): boolean {
  if (hours === null) return true;
  const local = new Date(at + ALGIERS_OFFSET_MS);
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
  return hours.some(
    ({ days, fromMinute, untilMinute }) => days.includes(local.getUTCDay()) && minute >= fromMinute && minute < untilMinute,
  );
}

/** True if each opening begins before it ends, within one day. */
export const areHours = (hours: readonly Opening[]): boolean =>
  hours.every(
    ({ days, fromMinute, untilMinute }) => days.length > 0 && fromMinute >= 0 && fromMinute < untilMinute && untilMinute <= DAY_MINUTES,
  );
