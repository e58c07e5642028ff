import { codeKey, fold } from "@amaliyat/domain/search";

/** Words that send a unit, as people write them. */
const SENDS = new Set(["كلف", "ارسل", "ابعث", "وجه", "affecter", "affecte", "envoyer", "envoie", "assign", "send"].map(fold));

/** The code of a unit, as it was typed after a word that sends one («كلّف 207», «envoyer 207»); null for any other words. */
export function sentCode(query: string): string | null {
  const [word = "", ...rest] = query.trim().split(/\s+/u);
  const code = rest.join(" ");
  return code !== "" && SENDS.has(fold(word)) ? code : null;
}

/** Units that the typed words may send. */
const MOST = 4;

/** States of a unit as to being sent, best first. */
const ORDER = ["free", "anyway", "never"] as const;

/**
 * Units that a typed code may mean: the one of this very code first, whatever its state, then those that begin so and can go. Nothing is
 * meant by a code without a letter or figure.
 */
export function sentUnits<Unit extends { readonly code: string }>(
  typed: string,
  units: readonly Unit[],
  stateOf: (unit: Unit) => (typeof ORDER)[number],
): { readonly unit: Unit; readonly isExact: boolean; readonly isSendable: boolean }[] {
  const key = codeKey(typed);
  if (key === "") return [];
  const meant = units
    .map((unit) => ({ unit, isExact: codeKey(unit.code) === key, isSendable: stateOf(unit) !== "never" }))
    .filter(({ unit, isExact, isSendable }) => isExact || (isSendable && codeKey(unit.code).startsWith(key)));
  const rank = ({ unit, isExact }: (typeof meant)[number]): number => (isExact ? -1 : ORDER.indexOf(stateOf(unit)));
  return meant.toSorted((one, other) => rank(one) - rank(other)).slice(0, MOST);
}
