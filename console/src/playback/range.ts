import type { Interval } from "@amaliyat/domain/kernel";
import type { PlaybackSearch } from "./search.ts";

const HOUR = 3_600_000;
/** The longest span that the room opens at once. */
export const LONGEST_MS = 24 * HOUR;
const DEFAULT_MS = 5 * 60_000;

/** The span that an address asks for; the last five minutes where it says none, a day at most from its begin. */
export function rangeOf({ from, to }: Pick<PlaybackSearch, "from" | "to">, now: number): Interval {
  const end = to === undefined ? (from === undefined ? now : Math.min(now, Date.parse(from) + DEFAULT_MS)) : Date.parse(to);
  const start = from === undefined ? end - DEFAULT_MS : Date.parse(from);
  if (end - start < 1000) return { from: start, to: start + DEFAULT_MS };
  return { from: start, to: Math.min(end, start + LONGEST_MS) };
}

/** The same span one length earlier (-1) or later (1), and not past the present. */
export function turn({ from, to }: Interval, by: -1 | 1, now: number): Interval {
  const length = to - from;
  const end = Math.min(to + by * length, Math.max(now, to));
  return { from: end - length, to: end };
}

/** Recordings on disk end about a second before the present. */
const WRITTEN_MS = 1000;

/** A moment that can be requested: inside the span, and not later than the written end at its opening. */
export const askable = ({ from, to }: Interval, openedAt: number, at: number): number =>
  Math.max(from, Math.min(at, to - 1, openedAt - WRITTEN_MS));
