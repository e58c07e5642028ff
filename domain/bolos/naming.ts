import { tellingWords, tellsOfBareName, tellsOfCertainPerson, tellsOfNamedHolder, tellsOfNamedPerson } from "../search/index.ts";
import type { BoloFacts } from "./facts.ts";
import { isOfPerson, type BoloKind } from "./kinds.ts";
import type { BoloSaid } from "./state.ts";

const namesPerson = (words: string): boolean => tellsOfNamedPerson(words) || tellsOfNamedHolder(words);

/** The fields that are written freely. The place of a sighting names streets, and a plate of figures alone is no telephone number. */
const fieldsOf = ({ plate, make, colour, description, clothes }: BoloFacts): readonly string[] =>
  [make, colour, description, clothes, plate !== null && /\p{L}{2}/u.test(plate) ? plate : null].filter((field) => field !== null);

/** The words of a BOLO that seem to name a person, as they are quoted to its author; null if none do. */
export function namingWords(text: string, facts: BoloFacts): string | null {
  const found = [
    tellingWords(text, (words) => namesPerson(words) || tellsOfBareName(words)),
    ...fieldsOf(facts).map((field) => tellingWords(field, namesPerson)),
  ].filter((words) => words !== null);
  return found.length === 0 ? null : found.join(" … ");
}

/**
 * True if an author may answer that the words name nobody. A BOLO on a person, a labelled name, the number of a paper and a warrant leave no
 * doubt: there it is no question.
 */
export const mayNameNobody = (kind: BoloKind, text: string, facts: BoloFacts): boolean =>
  !isOfPerson(kind) && ![text, ...fieldsOf(facts)].some(tellsOfCertainPerson);

/** True if a BOLO is on a person who is wanted or named, by its words alone. */
export const isOnNamedPerson = (kind: BoloKind, text: string, facts: BoloFacts): boolean =>
  kind === "wanted_person" || namingWords(text, facts) !== null;

/** True if a BOLO needs papers and two persons: it is on a person, and no author answered that exactly these words name nobody. */
export function needsPapers({ kind, text, facts, namesNobody }: Pick<BoloSaid, "kind" | "text" | "facts" | "namesNobody">): boolean {
  if (kind === "wanted_person") return true;
  const words = namingWords(text, facts);
  return words !== null && !(words === namesNobody?.words && mayNameNobody(kind, text, facts));
}
