/** Minutes of the local day as `08:30`; the end of the day is `24:00`. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** The same the other way; null where it is no time of a day. */
export function minuteOf(text: string): number | null {
  const [, hour = "", minute = "00"] = /^\s*(\d{1,2})(?::(\d{2}))?\s*$/.exec(text) ?? [];
  const total = Number(hour) * 60 + Number(minute);
  return hour === "" || Number(minute) > 59 || total > 1440 ? null : total;
}
