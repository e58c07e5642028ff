import type { InterventionCard, InterventionEvent, MergedIntervention } from "@amaliyat/contract/interventions";
import { DEFAULT_PRIORITY, PRIORITIES, type SubcategoryCode } from "@amaliyat/domain/interventions";

/** A merged intervention, with those merged into it. */
export type MergedNode = { readonly one: MergedIntervention; readonly below: readonly MergedNode[] };

/** Builds a tree of all that was merged into an intervention, in the order of the merges. A chain is shown whole. */
export function mergedTree({ interventionId, merged }: Pick<InterventionCard, "interventionId" | "merged">): readonly MergedNode[] {
  const known = new Set([interventionId, ...merged.map((one) => one.interventionId)]);
  const below = (parent: string): readonly MergedNode[] =>
    merged
      .filter((one) => (known.has(one.into) ? one.into : interventionId) === parent)
      .map((one) => ({ one, below: below(one.interventionId) }));
  return below(interventionId);
}

/** Words that were said of one that was merged: its notes, oldest first. */
export const wordsOf = ({ events }: Pick<MergedIntervention, "events">): readonly InterventionEvent[] =>
  events.filter(({ kind }) => kind === "noted");

type Of = { readonly personId: string };

/** The people who were noted on one that was merged. */
export function peopleOf<Person extends Of>({ events }: Pick<MergedIntervention, "events">, people: readonly Person[]): readonly Person[] {
  const noted = new Set(events.flatMap(({ kind, data }) => (kind === "person_noted" ? [data["personId"]] : [])));
  return people.filter(({ personId }) => noted.has(personId));
}

const rankOf = (code: SubcategoryCode): number => PRIORITIES.indexOf(DEFAULT_PRIORITY[code]);

/** The one that was merged whose category is graver than the target's own, the gravest first; null if none is. */
export function graverCategory({ subcategory, merged }: Pick<InterventionCard, "subcategory" | "merged">): MergedIntervention | null {
  const [gravest] = merged.toSorted((a, b) => rankOf(a.subcategory) - rankOf(b.subcategory));
  return gravest !== undefined && rankOf(gravest.subcategory) < rankOf(subcategory) ? gravest : null;
}

/** The reference of the merged intervention to which something belongs; null for the card's own. */
export const cameFrom = ({ merged }: Pick<InterventionCard, "merged">, interventionId: string | null): string | null =>
  merged.find((one) => one.interventionId === interventionId)?.reference ?? null;
