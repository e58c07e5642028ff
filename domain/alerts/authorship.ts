import { fold } from "../search/index.ts";
import type { Authorship, PublicAlertSaid } from "./state.ts";

/** Under this key stands who last arranged the words: who took one out or put them in another order is one of the writers. */
const ARRANGEMENT = "\u00a7";
const BLANKS = /[\s\p{Cf}]+/gu;

const textsIn = ({ texts: { ar, fr, en } }: PublicAlertSaid): readonly string[] =>
  [ar, fr, en].flatMap((text) => (text === null ? [""] : [text.title, text.words, text.area]));

/** Facts beside the words: moving the place or the end counts as writing it, and so does the answer that it is about no child. */
function factsIn({ kind, reach, from, until, noChild }: PublicAlertSaid): readonly string[] {
  const answer = noChild ? [`\u00a7no child ${noChild.words}`] : [];
  const where = reach === null ? "town" : `${reach.point.lat},${reach.point.lon},${reach.radiusM}`;
  return [`\u00a7kind ${kind}`, `\u00a7reach ${where}`, `\u00a7from ${from ?? ""}`, `\u00a7until ${until}`, ...answer];
}

const wordsIn = (said: PublicAlertSaid): readonly string[] => [
  ...new Set(
    textsIn(said)
      .flatMap((text) => fold(text).split(" "))
      .filter((word) => word !== ""),
  ),
  ...factsIn(said),
];

/** The texts without invisible differences: two that differ by a blank alone are one. */
const arrangementOf = (said: PublicAlertSaid): string => JSON.stringify(textsIn(said).map((text) => text.replaceAll(BLANKS, " ").trim()));

/** True if nothing that a reader sees was changed. */
export const saysTheSame = (one: PublicAlertSaid, other: PublicAlertSaid): boolean =>
  arrangementOf(one) === arrangementOf(other) && factsIn(one).join() === factsIn(other).join();

const authorOf = (authors: Authorship, word: string): string | undefined => (Object.hasOwn(authors, word) ? authors[word] : undefined);

/** Words and facts of an alert, with the author of each. */
export type SaidBy = { readonly said: PublicAlertSaid; readonly authors: Authorship };

/**
 * Finds the author of each word of a text. An old word keeps its author; a new word belongs to `by`. `before` holds the texts that it was
 * made from, the first known first.
 */
export function authorsAfter(before: readonly SaidBy[], said: PublicAlertSaid, by: string): Authorship {
  const known = (word: string): string => before.map(({ authors }) => authorOf(authors, word)).find((one) => one !== undefined) ?? by;
  const arranged = before.find((one) => arrangementOf(one.said) === arrangementOf(said));
  const arranger = arranged === undefined ? by : (authorOf(arranged.authors, ARRANGEMENT) ?? by);
  return Object.fromEntries([...wordsIn(said).map((word) => [word, known(word)]), [ARRANGEMENT, arranger]]);
}

/** True if a person wrote any part of the current content. */
export const isWriter = (authors: Authorship, person: string): boolean => Object.values(authors).includes(person);
