import { ALGIERS_OFFSET_MS, isLocalDay } from "./algiers.ts";

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?(Z|[+-]\d{2}:\d{2})?$/;

function offsetMs(zone: string): number | null {
  if (zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 3_600_000 + minutes * 60_000);
}

/**
 * Reads an ISO 8601 date and time, with an offset or, without one, in local time (Africa/Algiers).
 * Returns milliseconds since the epoch, or null if it is no such text or no such moment (31 April, 25:00).
 */
export function parseTime(text: string): number | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const [, day = "", hour = "", minute = "", second = "0", fraction = "0", zone] = match;
  if (!isLocalDay(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const offset = zone === undefined ? ALGIERS_OFFSET_MS : offsetMs(zone);
  if (offset === null) return null;
  const clock = Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000 + Number(fraction.padEnd(3, "0"));
  return Date.parse(`${day}T00:00:00Z`) + clock - offset;
}

/** A moment as ISO 8601 in local time with its offset, to the second: `2023-01-01T03:29:58+01:00`. */
export const formatTime = (at: number): string => `${new Date(at + ALGIERS_OFFSET_MS).toISOString().slice(0, 19)}+01:00`;
