import { ok, refuse, type Refusal, type Result } from "../kernel/index.ts";
import type { PlanContent, PlanStep } from "./plan.ts";

/** Codes of `contract/errors/plans.json` that these rules refuse with. */
export const PLAN_REFUSALS = [
  "plan.empty",
  "plan.changed_meanwhile",
  "plan.overlaps",
  "plan.already_retired",
  "plan.not_the_one_that_fits",
  "plan.intervention_not_open",
] as const;
export type PlanRefusal = Refusal<(typeof PLAN_REFUSALS)[number]>;

/** A plan asks for something: units, steps or partners; priorities and partners are named once. */
export function checkPlan<Step extends PlanStep>(content: PlanContent<Step>): Result<PlanContent<Step>, PlanRefusal> {
  if (content.needs.length === 0 && content.steps.length === 0 && content.partners.length === 0) return refuse({ code: "plan.empty" });
  return ok({
    ...content,
    priorities: [...new Set(content.priorities)].toSorted(),
    partners: [...new Set(content.partners)],
    cameras: content.cameras.kind === "nearest" ? content.cameras : { kind: "named", cameraIds: [...new Set(content.cameras.cameraIds)] },
  });
}

/**
 * Steps of a new version with their ids. A step known from this plan, now or earlier, keeps its id. All others get a new one, and so does
 * the second of two with the same.
 */
export function assignStepIds(
  steps: readonly (PlanStep & { readonly stepId: string | null })[],
  known: ReadonlySet<string>,
  newId: () => string,
): (PlanStep & { readonly stepId: string })[] {
  const used = new Set<string>();
  return steps.map((step) => {
    const stepId = step.stepId !== null && known.has(step.stepId) && !used.has(step.stepId) ? step.stepId : newId();
    used.add(stepId);
    return { ...step, stepId };
  });
}
