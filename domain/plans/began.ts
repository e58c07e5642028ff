import type { Priority, SubcategoryCode } from "../interventions/index.ts";
import { planFor, type PlanFacts } from "./fit.ts";
import type { PlanTarget } from "./plan.ts";

/** The part of an intervention's event that decides on the plan; absent fields stay as they were. `at` in milliseconds. */
export type FactsChange = { readonly at: number; readonly subcategory: SubcategoryCode | null; readonly priority: Priority | null };

/** Facts of an intervention from a moment on. */
export type FactsMoment = PlanFacts & { readonly at: number };

/** Facts of an intervention after each change, in order; empty without changes. */
export function factsOverTime(changes: readonly FactsChange[]): FactsMoment[] {
  const moments: FactsMoment[] = [];
  for (const change of changes) {
    const before = moments.at(-1);
    const subcategory = change.subcategory ?? before?.subcategory;
    const priority = change.priority ?? before?.priority;
    if (subcategory !== undefined && priority !== undefined) moments.push({ at: change.at, subcategory, priority });
  }
  return moments;
}

type Version = {
  readonly planId: string;
  readonly version: number;
  readonly target: PlanTarget;
  readonly priorities: readonly Priority[];
  readonly retired: boolean;
  readonly at: number;
};

/** The version of each plan that was in force at a moment, in milliseconds. */
export function inForceAt<T extends Version>(versions: readonly T[], at: number): T[] {
  const newest = new Map<string, T>();
  for (const one of versions) {
    const held = newest.get(one.planId);
    if (one.at <= at && (held === undefined || held.version < one.version)) newest.set(one.planId, one);
  }
  return [...newest.values()];
}

/**
 * Finds the plan version that an intervention began with, and the moment. It is the version that fitted and was in force at the first
 * moment at which any did. Later changes of plans or of the intervention do not change it; a person takes the newer one.
 */
export function planAtBeginning<T extends Version>(
  versions: readonly T[],
  moments: readonly FactsMoment[],
): { readonly plan: T; readonly at: number } | null {
  for (const { at, ...facts } of moments) {
    const plan = planFor(inForceAt(versions, at), facts);
    if (plan !== null) return { plan, at };
  }
  return null;
}

/**
 * The plan whose units are asked for. This is the plan in use, if at its choice it also fitted what the intervention is now. Otherwise it
 * is the plan that fits now, taken by a person or not. Null if no plan fits the intervention.
 */
export function planToSendBy<T extends Version>(
  versions: readonly T[],
  facts: PlanFacts,
  chosen: { readonly plan: Pick<T, "planId">; readonly at: number } | null,
): "in_use" | T | null {
  const isSame = chosen !== null && planFor(inForceAt(versions, chosen.at), facts)?.planId === chosen.plan.planId;
  return isSame ? "in_use" : planFor(inForceAt(versions, Number.POSITIVE_INFINITY), facts);
}
