import { distanceM, type Point } from "../../kernel/index.ts";
import type { Entry, Gazetteer, NamedPlace } from "./gazetteer.ts";
import { partsOfPhrase } from "./phrase.ts";
import { isMeant, onlyOne, SURE, type Candidate, type Compared } from "./sure.ts";
import { Comparing, CONCEPT_WEIGHT, isOfTown, NAMES_KIND, type Term, type Terms } from "./terms.ts";
import { CONCEPT_WORDS, isEmpty, tellsApart, type Concept } from "./town-words.ts";

export type Asked = {
  readonly near: Point | null;
  readonly most: number;
  /**
   * Only the place that the phrase means for sure; the list without this has it first. Every proper word of the phrase is matched, and of one
   * script by its spelling. No kind contradicts that of the place, and no other place is meant as well.
   */
  readonly isSure?: boolean;
};

/** The name of the quarter around a place, said with it. */
const IN_QUARTER = 0.7;
const QUARTER_M = 1_200;
/** Distance within which a phrase means a place by its neighbour, m. */
const BESIDE_M = 1_500;
/** A place of the named kind goes before one that is only named after it: the airport before its avenue. */
const OF_THE_KIND = 0.12;
/** Distance from the middle of the room within which a place is meant without its town, m. */
const REACH_M = 20_000;
const LEAST_SCORE = 0.42;
const LEAST_OF_BEST = 0.62;
/** Entries that are compared name by name, at most. */
const MOST_COMPARED = 300;
const STEPS = 64;

type Rated<P> = {
  readonly entry: Entry<P>;
  /** Number of its gazetteer. */
  readonly nth: number;
  readonly score: number;
  readonly metres: number | null;
};

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

function rate<P extends NamedPlace>(gazetteers: readonly Gazetteer<P>[], terms: readonly Term[], near: Point | null): Rated<P>[] {
  const whole = sum(terms.map(({ weight }) => weight));
  if (whole === 0) return [];
  const rated: Rated<P>[] = [];
  for (const [nth, gazetteer] of gazetteers.entries())
    for (const number of worthwhile(gazetteer, nth, terms, near)) {
      const entry = gazetteer.entries[number];
      if (entry === undefined) continue;
      const own = terms.map((term) => likenessIn(term, nth, entry));
      if (own.every((likeness) => likeness === 0)) continue;
      const around = own.some((likeness) => likeness < 0.5) ? quartersOf(gazetteers, entry) : [];
      const likeness = own.map((best, at) => Math.max(best, ...around.map((quarter) => inQuarter(quarter, terms[at]))));
      const covered = sum(likeness.map((each, at) => each * (terms[at]?.weight ?? 0))) / whole;
      const named = Math.max(...entry.names.map((name) => saidOfName(gazetteer, nth, terms, name)));
      const isHead = entry.heads.some((head) => terms.some(({ concepts }) => (concepts.get(head) ?? 0) > NAMES_KIND));
      const metres = near === null ? null : distanceM(near, entry.place.point);
      const score = 0.68 * covered + 0.22 * named + (isHead ? OF_THE_KIND : 0);
      rated.push({ entry, nth, score, metres });
    }
  return rated;
}

/** True if a phrase said all telling words of one name of a place; of a quarter the word for its dwellings tells nothing. */
function isWhole<P extends NamedPlace>(
  { lexicon }: Gazetteer<P>,
  nth: number,
  terms: readonly Term[],
  { names, heads }: Entry<P>,
): boolean {
  const isSaid = (word: number): boolean => {
    const meant = CONCEPT_WORDS.get(lexicon.words[word] ?? "") ?? [];
    if (heads.includes("quarter") && meant.includes("dwelling")) return true;
    return terms.some(
      ({ words, concepts }) => (words[nth]?.get(word) ?? 0) >= SURE || meant.some((concept) => (concepts.get(concept) ?? 0) >= SURE),
    );
  };
  return names.some((name) => name.every((word) => tellsNothing(lexicon.words[word] ?? "") || isSaid(word)));
}

const tellsNothing = (word: string): boolean => isEmpty(word) && !tellsApart(word);

/** True for a phrase whose name is a number alone, with no kind: «12», «500». */
const isNumberAlone = (terms: readonly Term[]): boolean =>
  terms.every(({ role }) => role === "number" || role === "house" || role === "particle");
/** True for a phrase whose name many names share: «شارع علي», «شارع عبد القادر». */
const isOfSharedName = (terms: readonly Term[]): boolean => {
  const names = terms.filter(({ role, isServant }) => role === "proper" && !isServant);
  return names.length === 1 && names.every(({ isShared }) => isShared);
};
/** True for a street or a quarter whose name is a number or another kind of place: «حي 500», «طريق المطار». */
const isOfNumberOrKind = (terms: readonly Term[]): boolean => {
  const telling = terms.filter(({ role, concepts }) => role === "number" || (role === "kind" && !concepts.has("dwelling")));
  const isRoad = telling.some(({ role, concepts }) => role === "kind" && (concepts.has("street") || concepts.has("quarter")));
  return isRoad && telling.length > 1 && terms.every(({ role }) => role !== "proper");
};

/**
 * The one place of a list that a part of a phrase means for sure; null if it is none, or one of several. A number alone means none. A name that
 * many share, a number and a kind of place mean only the place that is called so and no more.
 */
function sureOf<P extends NamedPlace>(
  gazetteers: readonly Gazetteer<P>[],
  terms: readonly Term[],
  rated: readonly Rated<P>[],
): Rated<P> | null {
  if (isNumberAlone(terms)) return null;
  const mustBeWhole = isOfSharedName(terms) || isOfNumberOrKind(terms);
  const said = new Set(terms.flatMap(({ concepts, role }) => (role === "kind" ? [...concepts.keys()] : [])));
  const meant = rated.flatMap((one): Candidate<Rated<P>>[] => {
    const { entry, nth, score, metres } = one;
    const gazetteer = gazetteers[nth];
    if (gazetteer === undefined || (metres ?? 0) > REACH_M) return [];
    const around = terms.some((term) => likenessIn(term, nth, entry) < SURE) ? quartersOf(gazetteers, entry) : [];
    if (!isMeant(comparedWith(terms, nth, entry, around), entry)) return [];
    const isNamedSo = isWhole(gazetteer, nth, terms, entry);
    if (!isNamedSo && mustBeWhole) return [];
    const { point, source, names } = entry.place;
    return [
      {
        one,
        score,
        point,
        isOfKind: entry.heads.some((head) => said.has(head)),
        isWhole: isNamedSo,
        isStreet: entry.said.includes("street"),
        isDistrict: source === "sector",
        name: names.ar ?? names.fr ?? names.en ?? "",
      },
    ];
  });
  return onlyOne(meant, isKindAlone(terms));
}

const isKindAlone = (terms: readonly Term[]): boolean => terms.every(({ role }) => role === "kind" || role === "particle");

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
    terms.flatMap(({ concepts }) => [...concepts].filter(([, likeness]) => likeness > NAMES_KIND).map(([concept]) => concept)),
  );
  return gazetteers
    .flatMap((gazetteer) =>
      [...meant].flatMap((concept) => gazetteer.withConcept(concept).flatMap((number) => gazetteer.entries[number] ?? [])),
    )
    .filter(({ heads }) => heads.some((head) => meant.has(head)))
    .map((entry) => ({ entry, nth: 0, score: 1, metres: distanceM(beside, entry.place.point) }))
    .filter(({ metres }) => metres <= BESIDE_M)
    .toSorted((a, b) => a.metres - b.metres);
}

const isOnlyKind = (terms: readonly Term[]): boolean =>
  terms.every(({ weight, concepts }) => weight <= CONCEPT_WEIGHT && (concepts.size > 0 || weight < CONCEPT_WEIGHT)) &&
  terms.some(({ concepts }) => concepts.size > 0);

/** Answer to one part of a phrase: all places that it may mean, the sure one first. */
type Answer<P> = { readonly found: readonly Rated<P>[]; readonly sure: Rated<P> | null };

function answer<P extends NamedPlace>(gazetteers: readonly Gazetteer<P>[], { loose, strict }: Terms, near: Point | null): Answer<P> {
  const found = best(rate(gazetteers, loose, near));
  const sure = sureOf(gazetteers, strict, found);
  return { found: sure === null ? found : [sure, ...found.filter((one) => one !== sure)], sure };
}

/**
 * The places that a phrase may mean, best first: one answer for palette, map, card and archive. The phrase is spoken or typed language: Arabic,
 * the speech of the town, French, English, Arabic in Latin letters, and misspelt. «X قدام Y» is an X near Y, and then Y. The gazetteers are
 * searched together; among equal matches the nearest to `near` comes first. A sure reading is the first of the list, or nothing.
 */
export function findPlaces<P extends NamedPlace>(gazetteers: readonly Gazetteer<P>[], phrase: string, asked: Asked): P[] {
  const { near, most, isSure = false } = asked;
  const isWord = (text: string): boolean => gazetteers.some(({ lexicon }) => lexicon.has(text)) || isOfTown(text);
  const comparing = new Comparing(gazetteers);
  const all = partsOfPhrase(phrase, isWord).map((part) => comparing.termsOf(part));
  const named = all.filter(({ strict }) => strict.some(({ role }) => role !== "particle" && role !== "house"));
  const [first = { loose: [], strict: [] }, ...after] = named.length > 0 ? named : all;
  const head = answer(gazetteers, first, near);
  const anchors = after.map((terms) => answer(gazetteers, terms, near));
  const anchor = anchors.find(({ found }) => found.length > 0)?.found ?? [];
  const [beside] = anchor;
  // A name that was said goes before all that is only near: «شارع النخيل قدام السبيطار».
  const mayBeBeside = beside !== undefined && head.sure === null && isOnlyKind(first.loose);
  const kind = mayBeBeside ? besides(gazetteers, first.loose, beside.entry.place.point) : null;
  // A kind beside a sure place needs no name. Any other part that means no place may be the very one that was meant.
  const isHeadSure = head.sure !== null || (kind !== null && kind.length > 0 && isKindAlone(first.strict));
  if (isSure && !(isHeadSure && anchors.every(({ sure }) => sure !== null))) return [];
  const lead = kind ?? head.found;
  const mixed = beside === undefined ? head.found : [...lead.slice(0, 1), beside, ...lead.slice(1), ...anchor.slice(1)];
  const found = new Set(mixed.map(({ entry }) => entry.place));
  return [...found].slice(0, isSure ? 1 : most);
}
