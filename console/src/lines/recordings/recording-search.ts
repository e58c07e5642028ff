import { isLocalDay, type LocalDay } from "@amaliyat/domain/calendar";
import { spanOf } from "../lines-search.ts";

/** Fields of the search for recordings. Days are local and both included. */
export type RecordingSearch = {
  readonly q: string;
  readonly line: string | null;
  readonly from: LocalDay | null;
  readonly to: LocalDay | null;
  readonly held: boolean;
};

export const BLANK: RecordingSearch = { q: "", line: null, from: null, to: null, held: false };

const isDayOrNone = (value: unknown): boolean => value === null || (typeof value === "string" && isLocalDay(value));

/** True if a stored value is still a search that this program understands. */
export function isRecordingSearch(value: unknown): value is RecordingSearch {
  if (typeof value !== "object" || value === null) return false;
  const { q, line, from, to, held } = value as Readonly<Record<string, unknown>>;
  const isLine = line === null || typeof line === "string";
  return typeof q === "string" && isLine && isDayOrNone(from) && isDayOrNone(to) && typeof held === "boolean";
}

/** As the room is asked. */
export function bodyOf({ q, line, from, to, held }: RecordingSearch) {
  const days = spanOf(from, to);
  return { ...(q.trim() === "" ? {} : { q: q.trim() }), ...(line === null ? {} : { line }), ...days, ...(held ? { held } : {}) };
}
