import {
  tellingWords,
  tellsOfAgedName,
  tellsOfBareName,
  tellsOfCertainPerson,
  tellsOfNamedHolder,
  tellsOfNamedPerson,
  tellsOfPersonInPlace,
} from "../search/index.ts";
import type { BoloFacts } from "./facts.ts";
import { isOfPerson, type BoloKind } from "./kinds.ts";
import type { BoloSaid } from "./state.ts";

/** Parts of a BOLO that are read for the name of a person. */
export type BoloWords = Pick<BoloSaid, "kind" | "text" | "facts" | "authority" | "caseReference">;

/** Fields of a shape that hold free words. */
type FreeOf<Shape> = { [Field in keyof Shape]-?: string extends NonNullable<Shape[Field]> ? Field : never }[keyof Shape];
type FreeField = FreeOf<BoloSaid> | FreeOf<BoloFacts>;

type Reading = (words: string) => boolean;
const asThing: Reading = (words) => tellsOfNamedPerson(words) || tellsOfNamedHolder(words) || tellsOfAgedName(words);
const asText: Reading = (words) => asThing(words) || tellsOfBareName(words);

/**
 * Readings of the free fields. Makes and clothes look like bare names, so that a name counts there only with a sign beside it. Places and
 * authorities have names of their own, and are read more mildly still. A new field with free words does not compile without its reading.
 */
const READINGS: Readonly<Record<FreeField, (kind: BoloKind) => Reading>> = {
  text: () => asText,
  plate: () => asText,
  make: () => asThing,
  colour: () => asThing,
  // The description of a thing names its make.
  description: (kind) => (isOfPerson(kind) ? asText : asThing),
  clothes: () => asThing,
  seenPlace: () => tellsOfPersonInPlace,
  authority: () => tellsOfPersonInPlace,
  caseReference: () => tellsOfPersonInPlace,
};

/** The free fields that are written, each with its reading. A plate of figures alone is no telephone number. */
function fieldsOf({
  kind,
  text,
  facts,
  authority,
  caseReference,
}: BoloWords): readonly { readonly words: string; readonly tells: Reading }[] {
  const { plate, make, colour, description, clothes, seenPlace } = facts;
  const written: Readonly<Record<FreeField, string | null>> = {
    text,
    make,
    colour,
    description,
    clothes,
    plate: plate !== null && /\p{L}{2}/u.test(plate) ? plate : null,
    seenPlace,
    authority,
    caseReference,
  };
  return (Object.entries(written) as [FreeField, string | null][]).flatMap(([field, words]) =>
    words === null ? [] : [{ words, tells: READINGS[field](kind) }],
  );
}

/** The words of a free text that seem to name a person; null if none do. */
export const namingWordsOf = (text: string): string | null => tellingWords(text, asText);

/** The words of a BOLO that seem to name a person, as they are quoted to its author; null if none do. */
export function namingWords(said: BoloWords): string | null {
  const found = fieldsOf(said).map(({ words, tells }) => tellingWords(words, tells));
  const named = found.filter((words) => words !== null);
  return named.length === 0 ? null : named.join(" … ");
}

/**
 * True if an author may answer that the words name nobody. A BOLO on a person, a labelled name, the number of a paper and a warrant leave no
 * doubt: there it is no question.
 */
export const mayNameNobody = (said: BoloWords): boolean =>
  !isOfPerson(said.kind) && !fieldsOf(said).some(({ words }) => tellsOfCertainPerson(words));

/** True if a BOLO is on a person who is wanted or named, by its words alone. */
export const isOnNamedPerson = (kind: BoloKind, text: string, facts: BoloFacts): boolean =>
  needsPapers({ kind, text, facts, authority: null, caseReference: null });

/** True if a BOLO needs papers and two persons: it is on a person, and no author answered that exactly these words name nobody. */
export function needsPapers(said: BoloWords & Pick<BoloSaid, "namesNobody">): boolean {
  if (said.kind === "wanted_person") return true;
  const words = namingWords(said);
  return words !== null && !(words === said.namesNobody?.words && mayNameNobody(said));
}
