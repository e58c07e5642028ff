import type { Entry } from "./gazetteer.ts";
import type { Concept } from "./town-words.ts";

/** Part that a word of a phrase has: it joins others, names a kind of place, is a number, or is of the proper name. */
export type Role = "particle" | "kind" | "number" | "proper";

/**
 * Likeness of a word of a phrase to an entry: to a word of its names (`literal`), to a kind that these say, and to words of a quarter around.
 */
export type Compared = {
  readonly role: Role;
  readonly concepts: ReadonlyMap<Concept, number>;
  readonly literal: number;
  readonly kind: number;
  readonly around: number;
};

/** Least likeness of a word that is meant: one letter wrong or the same sound in the other script, not a like beginning. */
export const SURE = 0.74;

/** Kinds that people use for one another. */
const ALIKE: readonly ReadonlySet<Concept>[] = [new Set(["square", "roundabout", "crossing"])];

/** Kinds of a quarter as the words of a phrase say them. */
const OF_QUARTER: readonly Concept[] = ["quarter", "dwelling"];
const saysQuarter = ({ concepts }: Compared): boolean => OF_QUARTER.some((kind) => concepts.has(kind));

/** True if a kind that was said is another than that of the entry; an entry without a known kind is of any. */
function contradicts({ concepts }: Compared, said: readonly Concept[]): boolean {
  const isAlike = (one: Concept, other: Concept): boolean => one === other || ALIKE.some((kinds) => kinds.has(one) && kinds.has(other));
  return said.length > 0 && !said.some((own) => [...concepts.keys()].some((concept) => isAlike(concept, own)));
}

/** True for each word that an entry matches itself. «واحة النخيل» says «grove» twice: one word is the kind, the other a name. */
function matchedBy(words: readonly Compared[]): boolean[] {
  let isGroveSaid = false;
  return words.map(({ concepts, literal, kind }) => {
    const isAgain = isGroveSaid && concepts.has("grove");
    isGroveSaid ||= concepts.has("grove");
    return literal >= SURE || (kind >= SURE && !isAgain);
  });
}

/**
 * True if a phrase means an entry for sure. Every proper word is matched by it, and no kind contradicts its own: «شارع ديدوش مراد» is no other
 * street. A quarter around may answer for words («عمارة ب 12 حي 500 مسكن») if the phrase names it and the entry has a name of its own there. A
 * street whose name was said may have a house number.
 */
export function isMeant(words: readonly Compared[], { said }: Pick<Entry<unknown>, "said">): boolean {
  const matched = matchedBy(words);
  const isMatched = (at: number): boolean => matched[at] === true;
  const isOfName = ({ role }: Compared, at: number): boolean => isMatched(at) && (role === "proper" || role === "number");
  const namesQuarter = (word: Compared, at: number): boolean =>
    word.role !== "particle" && !saysQuarter(word) && !isMatched(at) && word.around >= SURE;
  const isOfQuarter = words.some(isOfName) && words.some(namesQuarter) && words.some((word) => saysQuarter(word) && word.around >= SURE);
  const mayHaveNumber =
    said.includes("street") && words.filter(({ role }, at) => isMatched(at) && role !== "particle" && role !== "number").length > 1;
  return words.every((word, at) => {
    if (word.role === "particle" || isMatched(at) || (isOfQuarter && word.around >= SURE)) return true;
    if (word.role === "number") return mayHaveNumber;
    return word.role === "kind" && word.kind < SURE && !contradicts(word, said);
  });
}
