import { distanceM, type Point } from "../kernel/index.ts";
import { kinship } from "./taxonomy/kinship.ts";
import type { SubcategoryCode } from "./taxonomy/subcategories.ts";

/** Compared facts of a signal: place, kind, and time of opening (ms since epoch). */
export type Signal = { readonly place: Point | null; readonly subcategory: SubcategoryCode; readonly at: number };

export type Likeness = {
  /** 0 to 1: how likely both are one event. */
  readonly score: number;
  readonly metres: number;
  readonly apartMs: number;
};

/** As near as this counts as the same place; beyond the second nothing is one event. Metres. */
export const SAME_PLACE_M = 300;
export const FAR_M = 1000;
/** Within this time counts as at once; beyond the second nothing is one event. Milliseconds. */
export const AT_ONCE_MS = 15 * 60_000;
export const LONG_AFTER_MS = 2 * 3_600_000;
/** From this score on a person is asked. A sub-category of kin next door at once is asked about; the same far off and late is not. */
export const LIKELY = 0.4;

/** 1 up to `full`, falling evenly to 0 at `none`. */
const falling = (value: number, full: number, none: number): number => Math.min(1, Math.max(0, (none - value) / (none - full)));

/** Likelihood that two signals are one event; the same both ways. Null if one has no point: words alone cannot be compared. */
export function likeness(a: Signal, b: Signal): Likeness | null {
  if (a.place === null || b.place === null) return null;
  const metres = distanceM(a.place, b.place);
  const apartMs = Math.abs(a.at - b.at);
  const near = falling(metres, SAME_PLACE_M, FAR_M);
  const soon = falling(apartMs, AT_ONCE_MS, LONG_AFTER_MS);
  return { score: near * soon * kinship(a.subcategory, b.subcategory), metres, apartMs };
}

export type Likely<T> = Likeness & { readonly of: T };

/** Those that may be the same event as a signal, the likeliest first, at most `most`. */
export function likeliest<T>(signal: Signal, among: readonly T[], signalOf: (one: T) => Signal, limit = 3): Likely<T>[] {
  return among
    .flatMap((of): Likely<T>[] => {
      const found = likeness(signal, signalOf(of));
      return found !== null && found.score >= LIKELY ? [{ ...found, of }] : [];
    })
    .toSorted((a, b) => b.score - a.score || a.metres - b.metres || a.apartMs - b.apartMs)
    .slice(0, limit);
}
