import { boxAround, distanceM, type Point } from "../../kernel/index.ts";
import type { PlaceKind } from "../kinds.ts";
import type { PlaceNames } from "../names.ts";
import { Lexicon } from "./lexicon.ts";
import { codeOfText, wordsOfName } from "./phrase.ts";
import { CONCEPT_WORDS, isEmpty, KIND_CONCEPTS, type Concept } from "./town-words.ts";

/** A place that a search may find: names in any language, other names that people use, and a code that stands on it. */
export type NamedPlace = {
  readonly source: string;
  readonly id: string;
  readonly names: PlaceNames;
  readonly more: readonly string[];
  readonly code: string | null;
  readonly kind: PlaceKind;
  readonly point: Point;
};

/** Concept of each source: «كاميرا 31», «قطاع 3» are found by the digits of the code. */
const SOURCE_CONCEPTS: Readonly<Record<string, Concept>> = { camera: "camera", site: "site", sector: "sector", street: "street" };

/** The key of a camera's code as the other script has it: «ك-031» is «C-031» in French. */
const otherScript = (key: string | null): string | null =>
  key?.replace(/^#[kc](?=\d)/u, (letter) => (letter === "#k" ? "#c" : "#k")) ?? null;

const NOTHING: readonly number[] = [];
const CELL_DEG = 0.01;
/** No town has so many within some three kilometres; a file that has is not let slow the search. */
const MOST_QUARTERS = 64;
const cellOf = (lat: number, lon: number): string => `${Math.floor(lat / CELL_DEG)} ${Math.floor(lon / CELL_DEG)}`;

/** The list under a key, which is made if there is none. */
function listIn<K>(lists: Map<K, number[]>, key: K): number[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const made: number[] = [];
  lists.set(key, made);
  return made;
}

function listAt(lists: number[][], at: number): number[] {
  const known = lists[at];
  if (known !== undefined) return known;
  const made: number[] = [];
  lists[at] = made;
  return made;
}

const DIGITS = /\d+/u;

/** One entry as the search reads it: the numbers of the words of each of its names, and its main kind. */
export type Entry<P> = {
  readonly place: P;
  readonly names: readonly (readonly number[])[];
  /** All words of the names and the parts of those that are one word here. */
  readonly words: readonly number[];
  /** Town concepts that its names hold; `heads` are those that it is itself: «دوار المطار» is a roundabout, not an airport. */
  readonly concepts: readonly Concept[];
  readonly heads: readonly Concept[];
  /** Kinds that its names say. If they say none, and of a camera, a site and a sector always, also the kind of its list. */
  readonly said: readonly Concept[];
};

/** Places by the words of their names. It only grows: what changes is made anew, in steps so short that nobody waits for one. */
export class Gazetteer<P extends NamedPlace = NamedPlace> {
  readonly lexicon = new Lexicon();
  readonly entries: Entry<P>[] = [];
  readonly #byWord: number[][] = [];
  readonly #byConcept = new Map<Concept, number[]>();
  readonly #quarters = new Map<string, number[]>();

  constructor(places: Iterable<P> = []) {
    for (const place of places) this.add(place);
  }

  add(place: P): void {
    const number = this.entries.length;
    const { names, more, code, kind, source, point } = place;
    const said = new Map<string, readonly string[]>();
    const heads = new Set<Concept>();
    const hear = (text: string | undefined, isHeadLast: boolean): void => {
      if (text === undefined) return;
      const words = wordsOfName(text);
      said.set(words.join(" "), words);
      const telling = words.filter((word) => !isEmpty(word));
      for (const head of CONCEPT_WORDS.get(telling.at(isHeadLast ? -1 : 0) ?? "") ?? []) heads.add(head);
    };
    hear(names.ar, false);
    hear(names.fr, false);
    hear(names.en, true);
    for (const text of more) hear(text, false);
    const key = code === null ? null : codeOfText(code);
    // The number of a camera or a sector is said with its kind.
    const figures = DIGITS.exec(key ?? "")?.[0];
    const other = source === "camera" ? otherScript(key) : null;
    for (const word of [key, other, figures]) if (typeof word === "string") said.set(word, [word]);
    const words = [...said.values()].flat();
    const concepts = new Set<Concept>(words.flatMap((word) => CONCEPT_WORDS.get(word) ?? []));
    const nature = SOURCE_CONCEPTS[source] ?? KIND_CONCEPTS[kind];
    // A roundabout that the map draws as a road is not called «street».
    const isNatureSaid = nature !== undefined && (nature !== "street" || heads.size === 0);
    // «واحة» and «نخيل» are one kind of place, but two names of streets.
    const kinds = [...concepts].filter((concept) => concept !== "grove" || heads.has("grove"));
    if (isNatureSaid) kinds.push(nature);
    if (nature !== undefined) for (const set of [concepts, heads]) set.add(nature);
    const parts = words.flatMap((word) => (word.includes("_") ? word.split("_") : []));
    const numbered = [...said.values()].map((each) => each.map((word) => this.lexicon.add(word)));
    const all = [...new Set([...numbered.flat(), ...parts.map((word) => this.lexicon.add(word))])];
    this.entries.push({ place, names: numbered, words: all, concepts: [...concepts], heads: [...heads], said: kinds });
    for (const word of all) listAt(this.#byWord, word).push(number);
    for (const concept of concepts) listIn(this.#byConcept, concept).push(number);
    if (kind === "quarter") listIn(this.#quarters, cellOf(point.lat, point.lon)).push(number);
  }

  /** Entries with a word in a name. */
  withWord(word: number): readonly number[] {
    return this.#byWord[word] ?? NOTHING;
  }

  /** Entries that are, or are named after, the meaning of the town's word. */
  withConcept(concept: Concept): readonly number[] {
    return this.#byConcept.get(concept) ?? NOTHING;
  }

  /** Quarters whose middle is in the same cell of about a kilometre or in one beside it. */
  quartersAround({ lat, lon }: Point): Entry<P>[] {
    const numbers = [-1, 0, 1].flatMap((up) =>
      [-1, 0, 1].flatMap((across) => this.#quarters.get(cellOf(lat + up * CELL_DEG, lon + across * CELL_DEG)) ?? NOTHING),
    );
    return numbers.slice(0, MOST_QUARTERS).flatMap((number) => this.entries[number] ?? []);
  }

  /** The place that stands nearest to a point, at most so many metres off, that `isName` takes for a name of the point; null where there is none. */
  nearest(point: Point, withinM: number, isName: (place: P) => boolean): { readonly place: P; readonly metres: number } | null {
    const { south, north, west, east } = boxAround(point, withinM);
    let best: { readonly place: P; readonly metres: number } | null = null;
    for (const { place } of this.entries) {
      const { lat, lon } = place.point;
      if (lat < south || lat > north || lon < west || lon > east || !isName(place)) continue;
      const metres = distanceM(point, place.point);
      if (metres <= (best?.metres ?? withinM)) best = { place, metres };
    }
    return best;
  }

  /** Weight of a word of a name: a particle little, the kind of place some, its own name all. */
  weightOf(word: number): number {
    const text = this.lexicon.words[word] ?? "";
    if (isEmpty(text)) return 0.1;
    return CONCEPT_WORDS.has(text) ? 0.5 : 1;
  }
}
