import { isSpeltLike } from "./edits.ts";
import type { Gazetteer, NamedPlace } from "./gazetteer.ts";
import { Lexicon } from "./lexicon.ts";
import { isNamePart, isSharedName, SERVANT } from "./name-parts.ts";
import { readNeighbours, type Placed, type Role } from "./neighbours.ts";
import type { Said } from "./phrase.ts";
import { fitsByVowels, soundOf, soundsOf } from "./sound.ts";
import { CONCEPT_WORDS, tellsApart, type Concept } from "./town-words.ts";

/** Words of the town in a lexicon of their own, so that they too are found misspelt. */
const TOWN = new Lexicon();
for (const word of CONCEPT_WORDS.keys()) TOWN.add(word);

export const isOfTown = (word: string): boolean => TOWN.has(word);

/** A word of the phrase, ready to be compared: which words of each gazetteer it may be, and which words of the town. */
export type Term = {
  readonly words: readonly ReadonlyMap<number, number>[];
  readonly concepts: ReadonlyMap<Concept, number>;
  readonly weight: number;
  readonly role: Role;
  /** True for a part of many names, and for the name after «عبد». */
  readonly isShared: boolean;
  /** True for «عبد», which is one name with the word after it. */
  readonly isServant: boolean;
};

/** Words of one part of a phrase, as the list compares them and, more strictly, as a sure reading does. */
export type Terms = { readonly loose: readonly Term[]; readonly strict: readonly Term[] };

const OTHER_FORM = 0.95;
/** A word of the town in another word: «سبيطار» for «مستشفى». */
const SAME_CONCEPT = 0.94;
export const CONCEPT_WEIGHT = 0.55;
/** A word that is in no name: it may describe the event. */
const UNKNOWN_WEIGHT = 0.4;
const EMPTY_WEIGHT = 0.02;
/** An empty word that is a name: it must be in the name of a sure place, but says less than its kind. */
const MADE_NAME_WEIGHT = 0.3;
/** Likeness from which a word names a kind. */
export const NAMES_KIND = 0.75;

const NUMBER = /^\d+$/u;
const isArabic = (word: string): boolean => /\p{Script=Arabic}/u.test(word);

/** Likeness of a Latin word to an Arabic one of the same two consonants and of fitting vowels. */
const SAME_VOWELS = 0.8;

const isSameInLatin = (word: string, other: string): boolean => {
  const sounds = soundsOf(word);
  return soundOf(other).length === 2 && sounds.includes(soundOf(other)) && fitsByVowels(word, other);
};

/**
 * Likeness of a word in a sure reading; null if it is no longer the same. Words of one script are spelt alike, and vowels count. A part of many
 * names («بن», «عين») has one spelling, so that «BNA» is no «بن».
 */
function strictLikeness(word: string, other: string, likeness: number): number | null {
  if (likeness < 1 && isNamePart(other)) return null;
  if (isArabic(other) === isArabic(word)) return isSpeltLike(word, other) ? likeness : null;
  return likeness < SAME_VOWELS && isArabic(other) && isSameInLatin(word, other) ? SAME_VOWELS : likeness;
}

/** Compares the words of one phrase with lexicons; each is looked up once for the list and the sure reading. */
export class Comparing<P extends NamedPlace> {
  readonly #gazetteers: readonly Gazetteer<P>[];
  readonly #size: number;
  readonly #like = new Map<Lexicon, Map<string, ReadonlyMap<number, number>>>();

  constructor(gazetteers: readonly Gazetteer<P>[]) {
    this.#gazetteers = gazetteers;
    this.#size = gazetteers.reduce((all, { entries }) => all + entries.length, 0);
  }

  /** Terms of one part of a phrase, in the order of its words. */
  termsOf(part: readonly Said[]): Terms {
    const placed = readNeighbours(part, (said) => {
      const concepts = this.#conceptsOf(said, true);
      return new Set([...concepts].filter(([, likeness]) => likeness > NAMES_KIND).map(([concept]) => concept));
    });
    const isServant = (at: number): boolean => placed[at]?.word === SERVANT && at + 1 < placed.length;
    const isShared = (at: number): boolean =>
      [placed[at]?.word, placed[at]?.whole].some((word) => isSharedName(word ?? "")) || isServant(at - 1);
    const terms = (isStrict: boolean): Term[] =>
      placed.map((said, at) => ({ ...this.#termOf(said, isStrict), isShared: isShared(at), isServant: isServant(at) }));
    return { loose: terms(false), strict: terms(true) };
  }

  #likeIn(lexicon: Lexicon, word: string, beginsToo: boolean, isStrict: boolean): ReadonlyMap<number, number> {
    const known = this.#like.get(lexicon) ?? new Map<string, ReadonlyMap<number, number>>();
    this.#like.set(lexicon, known);
    const found = known.get(word) ?? lexicon.like(word, beginsToo);
    known.set(word, found);
    if (!isStrict) return found;
    const strict = new Map<number, number>();
    for (const [number, likeness] of found) {
      const same = strictLikeness(word, lexicon.words[number] ?? "", likeness);
      if (same !== null) strict.set(number, same);
    }
    return strict;
  }

  #conceptsOf(said: Said, isStrict: boolean): Map<Concept, number> {
    const found = new Map<Concept, number>();
    const like = likeEach(said, (word) => this.#likeIn(TOWN, word, word.length > 3, isStrict));
    const least = Math.max(...like.values()) === 1 ? 0.95 : 0.7;
    for (const [number, likeness] of like)
      for (const concept of CONCEPT_WORDS.get(TOWN.words[number] ?? "") ?? [])
        if (likeness >= least && (found.get(concept) ?? 0) < likeness * SAME_CONCEPT) found.set(concept, likeness * SAME_CONCEPT);
    return found;
  }

  #termOf(said: Placed, isStrict: boolean): Omit<Term, "isShared" | "isServant"> {
    const isSmall = said.isEmpty || said.isHouse;
    const spellings = said.whole === undefined ? said : { ...said, others: [...said.others, said.whole] };
    const words = this.#gazetteers.map(({ lexicon }) =>
      isSmall ? onlySame(lexicon, said.word) : likeEach(spellings, (word) => this.#likeIn(lexicon, word, true, isStrict)),
    );
    if (isSmall) {
      const weight = words.some((found) => found.size > 0) ? EMPTY_WEIGHT : 0;
      return { words, concepts: new Map(), weight, role: said.isHouse ? "house" : tellsApart(said.word) ? "proper" : "particle" };
    }
    // «grande» begins «grande poste», but here it describes what stands beside it.
    const concepts = said.isMadeName ? new Map<Concept, number>() : this.#conceptsOf(said, isStrict);
    if ([...concepts.values()].some((likeness) => likeness > NAMES_KIND)) return { words, concepts, weight: CONCEPT_WEIGHT, role: "kind" };
    if (said.isMadeName) return { words, concepts, weight: MADE_NAME_WEIGHT, role: "proper" };
    const role = NUMBER.test(said.word) ? "number" : "proper";
    let seen = 0;
    let isKnown = false;
    for (const [nth, gazetteer] of this.#gazetteers.entries())
      for (const [word, likeness] of words[nth] ?? []) {
        isKnown = true;
        if (likeness >= 0.8) seen += gazetteer.withWord(word).length;
      }
    if (!isKnown && concepts.size === 0) return { words, concepts, weight: UNKNOWN_WEIGHT, role };
    const weight = 0.6 + 0.4 * (Math.log(1 + this.#size / (1 + seen)) / Math.log(2 + this.#size));
    return { words, concepts, weight, role };
  }
}

function likeEach(said: Said, like: (word: string) => ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  if (said.others.length === 0) return like(said.word);
  const found = new Map(like(said.word));
  for (const other of said.others)
    for (const [number, likeness] of like(other))
      if ((found.get(number) ?? 0) < likeness * OTHER_FORM) found.set(number, likeness * OTHER_FORM);
  return found;
}

function onlySame(lexicon: Lexicon, word: string): Map<number, number> {
  const number = lexicon.get(word);
  return new Map(number === undefined ? [] : [[number, 1]]);
}
