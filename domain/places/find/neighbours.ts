import type { Said } from "./phrase.ts";
import { describes, isArticle, isJoiner, isLink, isOfEvent, isOfHouse, type Concept } from "./town-words.ts";

/** Part that a word of a phrase has: it joins others, names a kind of place, is a number, a house's number, or is of the proper name. */
export type Role = "particle" | "kind" | "number" | "house" | "proper";

/** A word of a phrase as its neighbours make it: an empty one may be a name, and a number may be that of a house. */
export type Placed = Said & {
  readonly isHouse: boolean;
  /** True for an empty word that is a name here. */
  readonly isMadeName: boolean;
};

/** Kinds that have names of their own even after another kind: «مفترق نهج 12». Any other kind there is a name: «شارع المطار». */
const BEAR_NAMES: readonly Concept[] = ["street", "quarter", "building", "tower"];

/** French and English words stand before what they describe, «grande mosquée»; Arabic ones never do. */
const BEFORE_ITS_NOUN = /^[a-z]/u;

type Kinds = ReadonlySet<Concept>;
const NONE: Kinds = new Set();

/** True for each word that is a kind with its name behind it, and no name itself. */
function headsOf(part: readonly Said[], kinds: readonly Kinds[]): boolean[] {
  const heads: boolean[] = [];
  for (const [at, of] of kinds.entries()) {
    const before = besideIn(part, at, -1);
    const isName = before !== null && heads[before] === true && !BEAR_NAMES.some((kind) => of.has(kind));
    heads.push(of.size > 0 && !isName);
  }
  return heads;
}

/** Place of the neighbour of a word, articles left out; null if a joiner leads elsewhere or the part ends. */
function besideIn(part: readonly Said[], at: number, step: 1 | -1): number | null {
  let next = at + step;
  while (isArticle(part[next]?.word ?? "")) next += step;
  const said = part[next];
  return said === undefined || isJoiner(said.word) ? null : next;
}

/**
 * Reads each word by those beside it. After a kind, an empty word is its name («حي الوحدة», «cité de l'unité»), as «كبير» is beside one. «على»
 * and «est» join two words, so at the end they are names. A number right after a kind is that of the kind, and beside a street with a name
 * it is the house's.
 */
export function readNeighbours(part: readonly Said[], kindsOf: (said: Said) => Kinds): Placed[] {
  const kinds = part.map((said) => (said.isEmpty ? NONE : kindsOf(said)));
  const heads = headsOf(part, kinds);
  const isHead = (at: number | null): boolean => at !== null && heads[at] === true;
  const isStreet = (at: number | null): boolean => at !== null && heads[at] === true && kinds[at]?.has("street") === true;
  const firstStreet = part.findIndex((_, at) => isStreet(at));
  const isName = (at: number, word: string): boolean => {
    const [before, after] = [besideIn(part, at, -1), besideIn(part, at, 1)];
    if (isJoiner(word) || isOfEvent(word)) return false;
    if (isLink(word)) return at === part.length - 1 || (isHead(before) && !isHead(after));
    return isHead(before) || (BEFORE_ITS_NOUN.test(word) && describes(word) && isHead(after));
  };
  return part.map((said, at) => {
    const isMadeName = said.isEmpty && isName(at, said.word);
    const isHouse = said.isFigures === true && isOfHouseAt(at);
    return { ...said, isEmpty: said.isEmpty && !isMadeName, isMadeName, isHouse };
  });

  /** True for a number that is neither a kind's nor a part of a street's name. */
  function isOfHouseAt(at: number): boolean {
    const [before, after] = [besideIn(part, at, -1), besideIn(part, at, 1)];
    if (before !== null && isOfHouse(part[before]?.word ?? "")) return true;
    if (isHead(before) || (isHead(after) && !isStreet(after))) return false;
    const isNamed = after !== null && besideIn(part, after, 1) !== null;
    if (isStreet(after) && isNamed) return true;
    return before !== null && (part[at]?.isMarked === true || (firstStreet !== -1 && firstStreet < at));
  }
}
