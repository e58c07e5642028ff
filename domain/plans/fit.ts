import { categoryOf, type Priority, type SubcategoryCode } from "../interventions/index.ts";
import type { PlanTarget } from "./plan.ts";

/** Facts that decide which plan fits. */
export type PlanFacts = { readonly subcategory: SubcategoryCode; readonly priority: Priority };

type Fitting = {
  readonly planId: string;
  readonly target: PlanTarget;
  readonly priorities: readonly Priority[];
  readonly retired: boolean;
};

const fits = (plan: Fitting, { subcategory, priority }: PlanFacts): boolean =>
  !plan.retired && (plan.target === subcategory || plan.target === categoryOf(subcategory)) && plan.priorities.includes(priority);

/** Negative if `a` is the more specific: a sub-category before its category, fewer priorities before more. */
const moreSpecific = (a: Fitting, b: Fitting): number =>
  b.target.length - a.target.length || a.priorities.length - b.priorities.length || (a.planId < b.planId ? -1 : 1);

/**
 * The plan for a sub-category and a priority; null if none fits. The most specific one wins, in whatever order they are given. Two that
 * are equally specific are refused when they are written (`overlapping`); should there be some, the lesser id wins.
 */
export const planFor = <T extends Fitting>(plans: readonly T[], facts: PlanFacts): T | null =>
  plans.filter((plan) => fits(plan, facts)).toSorted(moreSpecific)[0] ?? null;

/** The plan in force that could not be told from this one: of the same target and as many priorities, one of them the same. */
export const overlapping = <T extends Fitting>(plans: readonly T[], plan: Omit<Fitting, "retired">): T | null =>
  plans.find(
    (other) =>
      !other.retired &&
      other.planId !== plan.planId &&
      other.target === plan.target &&
      other.priorities.length === plan.priorities.length &&
      other.priorities.some((priority) => plan.priorities.includes(priority)),
  ) ?? null;
