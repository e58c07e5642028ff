import { fold, tellsOfBareName, tellsOfNamedHolder, tellsOfNamedPerson } from "../search/index.ts";
import { isOfPerson, type BoloKind } from "./kinds.ts";

/**
 * Known facts of the subject, in words. `age` in years, `seenAt` in ms since the epoch. No picture is analysed and no person is measured.
 */
export type BoloFacts = {
  readonly plate: string | null;
  readonly make: string | null;
  readonly colour: string | null;
  readonly description: string | null;
  readonly age: number | null;
  readonly clothes: string | null;
  readonly seenPlace: string | null;
  readonly seenAt: number | null;
};

export const NO_FACTS: BoloFacts = {
  plate: null,
  make: null,
  colour: null,
  description: null,
  age: null,
  clothes: null,
  seenPlace: null,
  seenAt: null,
};

/**
 * The key by which a plate is found: letters and digits of one script, without separators. So «٠٠١٢٣ ١١٦ ٣٠», «00123-116-30» and «00123 116
 * 30» are one.
 */
export const plateKey = (plate: string): string => fold(plate).replaceAll(" ", "");

/** The facts that a kind has; those of another kind are dropped, so that a form whose kind was changed leaves nothing behind. */
export function factsOfKind(kind: BoloKind, facts: BoloFacts): BoloFacts {
  const { plate, make, colour, description, age, clothes, seenPlace, seenAt } = facts;
  const seen = { seenPlace, seenAt };
  if (kind === "vehicle") return { ...NO_FACTS, ...seen, plate, make, colour };
  if (isOfPerson(kind)) return { ...NO_FACTS, ...seen, description, age, clothes };
  return { ...NO_FACTS, ...seen, description, make, colour };
}

/** A child is who has not completed eighteen years (Loi 15-12 on the protection of the child, art. 2). */
export const CHILD_UNDER_YEARS = 18;

/** True if an alert may be prepared: a person is missing, and is known to be a child. */
export const isOfMissingChild = (kind: BoloKind, facts: Pick<BoloFacts, "age">): boolean =>
  kind === "missing_person" && facts.age !== null && facts.age < CHILD_UNDER_YEARS;

const namesPerson = (words: string | null): boolean => words !== null && (tellsOfNamedPerson(words) || tellsOfNamedHolder(words));

/**
 * True if a BOLO is on a person who is wanted or named: it needs papers and two persons. All that is written freely is read. The place of a
 * sighting names streets, and is not read for it; a plate of figures alone is no telephone number.
 */
export const isOnNamedPerson = (kind: BoloKind, text: string, { plate, make, colour, description, clothes }: BoloFacts): boolean =>
  kind === "wanted_person" ||
  [text, make, colour, description, clothes].some(namesPerson) ||
  tellsOfBareName(text) ||
  (plate !== null && /\p{L}{2}/u.test(plate) && namesPerson(plate));
