import { fold } from "../search/index.ts";
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
