import { distanceM, type Point } from "../../kernel/index.ts";
import type { Entry, Gazetteer, NamedPlace } from "./gazetteer.ts";
import { isSpeltLike } from "./edits.ts";
import { Lexicon } from "./lexicon.ts";
import { partsOfPhrase, type Said } from "./phrase.ts";
import { fitsByVowels, soundOf, soundsOf } from "./sound.ts";
import { isMeant, SURE, type Compared, type Role } from "./sure.ts";
import { CONCEPT_WORDS, tellsApart, type Concept } from "./town-words.ts";

export type Asked = {
  readonly near: Point | null;
  readonly most: number;
  /**
   * Only places that the phrase means for sure. Of one script, words that merely sound alike are not enough; every proper word of the phrase is
   * matched; no kind contradicts that of the place.
   */
  readonly isSure?: boolean;
};

/** Words of the town in a lexicon of their own, so that they too are found misspelt. */
const TOWN = new Lexicon();
for (const word of CONCEPT_WORDS.keys()) TOWN.add(word);

/** A word of the phrase, ready to be compared: which words of each gazetteer it may be, and which words of the town. */
type Term = {
  readonly words: readonly ReadonlyMap<number, number>[];
  readonly concepts: ReadonlyMap<Concept, number>;
  readonly weight: number;
  readonly role: Role;
};

const OTHER_FORM = 0.95;
/** A word of the town in another word: «سبيطار» for «مستشفى». */
const SAME_CONCEPT = 0.94;
const CONCEPT_WEIGHT = 0.55;
/** A word that is in no name: it may describe the event. */
const UNKNOWN_WEIGHT = 0.4;
const EMPTY_WEIGHT = 0.02;
/** The name of the quarter around a place, said with it. */
const IN_QUARTER = 0.7;
const QUARTER_M = 1_200;
/** Distance within which a phrase means a place by its neighbour, m. */
const BESIDE_M = 1_500;
/** A place of the named kind goes before one that is only named after it: the airport before its avenue. */
const OF_THE_KIND = 0.12;
const LEAST_SCORE = 0.42;
const LEAST_OF_BEST = 0.62;
/** Entries that are compared name by name, at most. */
const MOST_COMPARED = 300;
const STEPS = 64;

type Rated<P> = { readonly entry: Entry<P>; readonly score: number; readonly metres: number | null };

const NUMBER = /^\d+$/u;
const isArabic = (word: string): boolean => /\p{Script=Arabic}/u.test(word);

/** Likeness of a Latin word to an Arabic one of the same two consonants and of fitting vowels. */
const SAME_VOWELS = 0.8;

const isSameInLatin = (word: string, other: string): boolean => {
  const sounds = soundsOf(word);
  return soundOf(other).length === 2 && sounds.includes(soundOf(other)) && fitsByVowels(word, other);
};

/** Words of a lexicon that a typed word may be. `isSure` leaves out those of the same script that are spelt otherwise, and looks at vowels. */
function likeIn(lexicon: Lexicon, word: string, beginsToo: boolean, isSure: boolean): Map<number, number> {
  const found = lexicon.like(word, beginsToo);
  if (isSure)
    for (const [number, likeness] of found) {
      const other = lexicon.words[number] ?? "";
      if (isArabic(other) === isArabic(word)) {
        if (!isSpeltLike(word, other)) found.delete(number);
      } else if (likeness < SAME_VOWELS && isArabic(other) && isSameInLatin(word, other)) found.set(number, SAME_VOWELS);
    }
  return found;
}

function likeEach(said: Said, like: (word: string) => Map<number, number>): Map<number, number> {
  const found = like(said.word);
  for (const other of said.others)
    for (const [number, likeness] of like(other))
      if ((found.get(number) ?? 0) < likeness * OTHER_FORM) found.set(number, likeness * OTHER_FORM);
  return found;
}

function conceptsOf(said: Said, isSure: boolean): Map<Concept, number> {
  const found = new Map<Concept, number>();
  const like = likeEach(said, (word) => likeIn(TOWN, word, word.length > 3, isSure));
  const least = Math.max(...like.values()) === 1 ? 0.95 : 0.7;
  for (const [number, likeness] of like)
    for (const concept of CONCEPT_WORDS.get(TOWN.words[number] ?? "") ?? [])
      if (likeness >= least && (found.get(concept) ?? 0) < likeness * SAME_CONCEPT) found.set(concept, likeness * SAME_CONCEPT);
  return found;
}

function termOf<P extends NamedPlace>(said: Said, gazetteers: readonly Gazetteer<P>[], size: number, isSure: boolean): Term {
  const words = gazetteers.map(({ lexicon }) =>
    said.isEmpty ? onlySame(lexicon, said.word) : likeEach(said, (word) => likeIn(lexicon, word, true, isSure)),
  );
  if (said.isEmpty) {
    const weight = words.some((found) => found.size > 0) ? EMPTY_WEIGHT : 0;
    return { words, concepts: new Map(), weight, role: tellsApart(said.word) ? "proper" : "particle" };
  }
  const concepts = conceptsOf(said, isSure);
  if ([...concepts.values()].some((likeness) => likeness > 0.75)) return { words, concepts, weight: CONCEPT_WEIGHT, role: "kind" };
  const role = NUMBER.test(said.word) ? "number" : "proper";
  let seen = 0;
  let isKnown = false;
  for (const [nth, gazetteer] of gazetteers.entries())
    for (const [word, likeness] of words[nth] ?? []) {
      isKnown = true;
      if (likeness >= 0.8) seen += gazetteer.withWord(word).length;
    }
  if (!isKnown && concepts.size === 0) return { words, concepts, weight: UNKNOWN_WEIGHT, role };
  const weight = 0.6 + 0.4 * (Math.log(1 + size / (1 + seen)) / Math.log(2 + size));
  return { words, concepts, weight, role };
}

function onlySame(lexicon: Lexicon, word: string): Map<number, number> {
  const number = lexicon.get(word);
  return new Map(number === undefined ? [] : [[number, 1]]);
}

const sum = (values: Iterable<number>): number => {
  let all = 0;
  for (const value of values) all += value;
  return all;
};

/** Score of each entry by its words alone, from 0 to 1; only entries that match at all. */
function touched<P extends NamedPlace>(
  gazetteer: Gazetteer<P>,
  nth: number,
  terms: readonly Term[],
): { numbers: number[]; parts: Float32Array } {
  const parts = new Float32Array(gazetteer.entries.length);
  const last = new Int16Array(gazetteer.entries.length).fill(-1);
  const numbers: number[] = [];
  for (const [at, { words, concepts, weight }] of terms.entries()) {
    const lists: (readonly [likeness: number, entries: readonly number[]])[] = [];
    for (const [word, likeness] of words[nth] ?? []) lists.push([likeness, gazetteer.withWord(word)]);
    for (const [concept, likeness] of concepts) lists.push([likeness, gazetteer.withConcept(concept)]);
    lists.sort(([a], [b]) => b - a);
    for (const [likeness, entries] of lists)
      for (const number of entries) {
        if (last[number] === at) continue;
        if (last[number] === -1) numbers.push(number);
        last[number] = at;
        parts[number] = (parts[number] ?? 0) + weight * likeness;
      }
  }
  return { numbers, parts };
}

/** The entries that are worth a closer look: the best by their words, and of equals the nearest. */
function worthwhile<P extends NamedPlace>(gazetteer: Gazetteer<P>, nth: number, terms: readonly Term[], near: Point | null): number[] {
  const { numbers, parts } = touched(gazetteer, nth, terms);
  if (numbers.length <= MOST_COMPARED) return numbers;
  const whole = sum(terms.map(({ weight }) => weight)) || 1;
  const stepOf = (number: number): number => Math.min(STEPS - 1, Math.floor(((parts[number] ?? 0) / whole) * STEPS));
  const counts = Array.from({ length: STEPS }, () => 0);
  for (const number of numbers) counts[stepOf(number)] = (counts[stepOf(number)] ?? 0) + 1;
  let [step, above] = [STEPS - 1, 0];
  while (step > 0 && above + (counts[step] ?? 0) <= MOST_COMPARED) above += counts[step--] ?? 0;
  const best = numbers.filter((number) => stepOf(number) > step);
  const equals = numbers.filter((number) => stepOf(number) === step);
  const away = (number: number): number => {
    const point = gazetteer.entries[number]?.place.point;
    return near === null || point === undefined ? 0 : (point.lat - near.lat) ** 2 + (point.lon - near.lon) ** 2;
  };
  return [
    ...best,
    ...equals
      .map((number) => [away(number), number] as const)
      .toSorted(([a], [b]) => a - b)
      .slice(0, MOST_COMPARED - above)
      .map(([, number]) => number),
  ];
}

/** Score of one word of the phrase in an entry. */
function likenessIn<P extends NamedPlace>(term: Term, nth: number, { words, concepts }: Entry<P>): number {
  let best = 0;
  const like = term.words[nth];
  if (like !== undefined) for (const word of words) best = Math.max(best, like.get(word) ?? 0);
  for (const concept of concepts) best = Math.max(best, term.concepts.get(concept) ?? 0);
  return best;
}

/** Share of a name that the phrase covers, 0 to 1: of two places the one whose whole name was said comes first. */
function saidOfName<P extends NamedPlace>(gazetteer: Gazetteer<P>, nth: number, terms: readonly Term[], name: readonly number[]): number {
  let [said, whole] = [0, 0];
  for (const word of name) {
    const weight = gazetteer.weightOf(word);
    const meant = CONCEPT_WORDS.get(gazetteer.lexicon.words[word] ?? "") ?? [];
    let best = 0;
    for (const { words, concepts } of terms) {
      best = Math.max(best, words[nth]?.get(word) ?? 0);
      for (const concept of meant) best = Math.max(best, concepts.get(concept) ?? 0);
    }
    said += weight * best;
    whole += weight;
  }
  return whole === 0 ? 0 : said / whole;
}

function rate<P extends NamedPlace>(gazetteers: readonly Gazetteer<P>[], terms: readonly Term[], how: Asked): Rated<P>[] {
  const { near, isSure = false } = how;
  const whole = sum(terms.map(({ weight }) => weight));
  if (whole === 0) return [];
  const rated: Rated<P>[] = [];
  for (const [nth, gazetteer] of gazetteers.entries())
    for (const number of worthwhile(gazetteer, nth, terms, near)) {
      const entry = gazetteer.entries[number];
      if (entry === undefined) continue;
      const own = terms.map((term) => likenessIn(term, nth, entry));
      if (own.every((likeness) => likeness === 0)) continue;
      const around = own.some((likeness) => likeness < (isSure ? SURE : 0.5)) ? quartersOf(gazetteers, entry) : [];
      if (isSure && !isMeant(comparedWith(terms, nth, entry, around), entry)) continue;
      const likeness = own.map((best, at) => Math.max(best, ...around.map((quarter) => inQuarter(quarter, terms[at]))));
      const covered = sum(likeness.map((each, at) => each * (terms[at]?.weight ?? 0))) / whole;
      const named = Math.max(...entry.names.map((name) => saidOfName(gazetteer, nth, terms, name)));
      const isHead = entry.heads.some((head) => terms.some(({ concepts }) => (concepts.get(head) ?? 0) > 0.75));
      const metres = near === null ? null : distanceM(near, entry.place.point);
      const score = 0.68 * covered + 0.22 * named + (isHead ? OF_THE_KIND : 0);
      rated.push({ entry, score, metres });
    }
  return rated;
}

/** The words of a phrase beside an entry, for a sure reading. */
function comparedWith<P extends NamedPlace>(terms: readonly Term[], nth: number, entry: Entry<P>, around: readonly Quarter[]): Compared[] {
  const [names, kinds] = [
    { ...entry, concepts: [] },
    { ...entry, words: [], concepts: entry.said },
  ];
  return terms.map((term) => ({
    role: term.role,
    concepts: term.concepts,
    literal: likenessIn(term, nth, names),
    kind: likenessIn(term, nth, kinds),
    around: Math.max(0, ...around.map(({ words }) => Math.max(...words.map((quarter) => likenessIn(term, quarter.nth, quarter.entry))))),
  }));
}

type Quarter = { readonly words: readonly { readonly nth: number; readonly entry: Entry<NamedPlace> }[]; readonly share: number };

function quartersOf<P extends NamedPlace>(gazetteers: readonly Gazetteer<P>[], { place }: Entry<P>): Quarter[] {
  return gazetteers.flatMap((gazetteer, nth) =>
    gazetteer.quartersAround(place.point).flatMap((entry) => {
      const metres = distanceM(place.point, entry.place.point);
      return entry.place === place || metres > QUARTER_M
        ? []
        : [{ words: [{ nth, entry }], share: IN_QUARTER * (1 - metres / (4 * QUARTER_M)) }];
    }),
  );
}

const inQuarter = ({ words, share }: Quarter, term: Term | undefined): number =>
  term === undefined ? 0 : share * Math.max(...words.map(({ nth, entry }) => likenessIn(term, nth, entry)));

const order = <P extends NamedPlace>(a: Rated<P>, b: Rated<P>): number =>
  Math.round((b.score - a.score) * 200) || (a.metres ?? 0) - (b.metres ?? 0) || (a.entry.place.id < b.entry.place.id ? -1 : 1);

function best<P extends NamedPlace>(rated: readonly Rated<P>[]): Rated<P>[] {
  const sorted = rated.filter(({ score }) => score >= LEAST_SCORE).toSorted(order);
  const least = (sorted[0]?.score ?? 0) * LEAST_OF_BEST;
  return sorted.filter(({ score }) => score >= least);
}

/** Places of the named kind, nearest to their neighbour. */
function besides<P extends NamedPlace>(gazetteers: readonly Gazetteer<P>[], terms: readonly Term[], beside: Point): Rated<P>[] {
  const meant = new Set<Concept>(
    terms.flatMap(({ concepts }) => [...concepts].filter(([, likeness]) => likeness > 0.75).map(([concept]) => concept)),
  );
  return gazetteers
    .flatMap((gazetteer) =>
      [...meant].flatMap((concept) => gazetteer.withConcept(concept).flatMap((number) => gazetteer.entries[number] ?? [])),
    )
    .filter(({ heads }) => heads.some((head) => meant.has(head)))
    .map((entry) => ({ entry, score: 1, metres: distanceM(beside, entry.place.point) }))
    .filter(({ metres }) => metres <= BESIDE_M)
    .toSorted((a, b) => a.metres - b.metres);
}

const isOnlyKind = (terms: readonly Term[]): boolean =>
  terms.every(({ weight, concepts }) => weight <= CONCEPT_WEIGHT && (concepts.size > 0 || weight < CONCEPT_WEIGHT)) &&
  terms.some(({ concepts }) => concepts.size > 0);

/**
 * The places that a phrase may mean, best first: one answer for palette, map and card. The phrase is spoken or typed language: Arabic, the
 * speech of the town, French, English, Arabic in Latin letters, and misspelt. «X قدام Y» is an X near Y, and then Y. The gazetteers are
 * searched together; among equal matches the nearest to `near` comes first.
 */
export function findPlaces<P extends NamedPlace>(gazetteers: readonly Gazetteer<P>[], phrase: string, asked: Asked): P[] {
  const { most, isSure = false } = asked;
  const isWord = (text: string): boolean => gazetteers.some(({ lexicon }) => lexicon.has(text)) || TOWN.has(text);
  const size = sum(gazetteers.map(({ entries }) => entries.length));
  const parts = partsOfPhrase(phrase, isWord).map((part) => part.map((said) => termOf(said, gazetteers, size, isSure)));
  const [first = [], ...after] = parts;
  const head = best(rate(gazetteers, first, asked));
  const anchors = after.map((terms) => best(rate(gazetteers, terms, asked)));
  // A part that means no place may be the very one that was meant.
  if (isSure && [head, ...anchors].some((found) => found.length === 0)) return [];
  const anchor = anchors.find((found) => found.length > 0) ?? [];
  const [beside] = anchor;
  const kind = beside !== undefined && isOnlyKind(first) ? besides(gazetteers, first, beside.entry.place.point) : null;
  const lead = kind ?? head;
  const mixed = beside === undefined ? head : [...lead.slice(0, 1), beside, ...lead.slice(1), ...anchor.slice(1)];
  const found = new Set(mixed.map(({ entry }) => entry.place));
  return [...found].slice(0, most);
}
