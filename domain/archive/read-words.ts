import type { Interval } from "../kernel/index.ts";
import { readKinds, type KindCode } from "./kind-words.ts";
import { readTime } from "./time-words.ts";

/** A search of closed and open work, as its words were read. */
export type WordsRead = {
  /** Null where no time was named. */
  readonly span: Interval | null;
  /** Categories and sub-categories, any of which fits; none where no kind was named. */
  readonly kinds: readonly KindCode[];
  /** All other words, folded: a place, a reference, a plate, a person. */
  readonly rest: string;
};

/** Words that say nothing by themselves where they stand alone between what was read. */
const FILLERS = new Set([
  "في",
  "من",
  "عن",
  "على",
  "ب",
  "il",
  "y",
  "a",
  "de",
  "du",
  "des",
  "le",
  "la",
  "les",
  "l",
  "d",
  "au",
  "aux",
  "a",
  "en",
  "sur",
  "at",
  "in",
  "on",
  "the",
  "of",
  "near",
  "قرب",
  "pres",
]);

/** Reads «أمس حادث شارع النخيل», «hier accident rue des Palmiers»; `now` in epoch milliseconds. */
export function readWords(text: string, now: number): WordsRead {
  const { span, left: untimed } = readTime(text, now);
  const { kinds, left } = readKinds(untimed);
  const first = left.findIndex((word) => !FILLERS.has(word));
  const last = left.findLastIndex((word) => !FILLERS.has(word));
  return { span, kinds, rest: first < 0 ? "" : left.slice(first, last + 1).join(" ") };
}

/** True where nothing was read: signs alone, or words that only join others. A search of it finds nothing, and not everything. */
export const readsNothing = ({ span, kinds, rest }: Readonly<{ span: unknown; kinds: readonly unknown[]; rest: string }>): boolean =>
  span === null && kinds.length === 0 && rest === "";
