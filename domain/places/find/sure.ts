import { distanceM, type Point } from "../../kernel/index.ts";
import type { Entry } from "./gazetteer.ts";
import type { Role } from "./neighbours.ts";
import type { Concept } from "./town-words.ts";

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
 * street and a quarter have numbers of houses.
 */
export function isMeant(words: readonly Compared[], { said }: Pick<Entry<unknown>, "said">): boolean {
  const matched = matchedBy(words);
  const isMatched = (at: number): boolean => matched[at] === true;
  const isOfName = ({ role }: Compared, at: number): boolean => isMatched(at) && (role === "proper" || role === "number");
  const namesQuarter = (word: Compared, at: number): boolean =>
    word.role !== "particle" && !saysQuarter(word) && !isMatched(at) && word.around >= SURE;
  const isOfQuarter = words.some(isOfName) && words.some(namesQuarter) && words.some((word) => saysQuarter(word) && word.around >= SURE);
  const mayHaveHouses = said.includes("street") || said.includes("quarter");
  return words.every((word, at) => {
    if (word.role === "particle" || isMatched(at) || (isOfQuarter && word.around >= SURE)) return true;
    if (word.role === "house") return mayHaveHouses;
    return word.role === "kind" && word.kind < SURE && !contradicts(word, said);
  });
}

/** A place that a phrase means by its words. */
export type Candidate<T> = {
  readonly one: T;
  readonly score: number;
  readonly point: Point;
  /** True if it is itself of a kind that was said, and not only named after one. */
  readonly isOfKind: boolean;
  /** True if its whole name was said. */
  readonly isWhole: boolean;
  readonly isStreet: boolean;
  /** True of a district, inside which other places lie. */
  readonly isDistrict: boolean;
  /** Its name, of which two places near to each other are one. */
  readonly name: string;
};

/** Places this near to each other are one: a hospital, its gate and the camera there, m. */
const SAME_SPOT_M = 300;
/** Places of one name this near to each other are one: a wide zone and the camera in it, m. */
const SAME_NAME_M = 2_000;
/** Scores this near to each other are equal. */
const EQUAL = 0.005;

/**
 * The one candidate that is meant, of a list with the best first. A whole name is of its place, unless another has the very same; parts of a street
 * are one. A district is meant only if no place is: «الأمن الحضري 1» is the station. Else all candidates must be one place, and by their kind alone of one name: «صيدلية» is sure only in a town with one pharmacy.
 */
export function onlyOne<T>(all: readonly Candidate<T>[], isKindAlone: boolean): T | null {
  const places = all.filter(({ isDistrict }) => !isDistrict);
  const candidates = places.length > 0 ? places : all;
  const ofKind = candidates.filter(({ isOfKind }) => isOfKind);
  const pool = isKindAlone && ofKind.length > 0 && !candidates[0]?.isWhole ? ofKind : candidates;
  const [first] = pool;
  if (first === undefined) return null;
  const isRival = ({ score, isWhole, isStreet }: Candidate<T>): boolean =>
    !first.isWhole || (isWhole && !(isStreet && first.isStreet) && score > first.score - EQUAL);
  const isElsewhere = ({ point, name }: Candidate<T>): boolean =>
    distanceM(first.point, point) > (name === first.name ? SAME_NAME_M : isKindAlone ? 0 : SAME_SPOT_M);
  return pool.some((other) => isRival(other) && isElsewhere(other)) ? null : first.one;
}
