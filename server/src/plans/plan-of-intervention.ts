import type { Checklist, Plan } from "@amaliyat/contract/plans";
import type { Need } from "@amaliyat/domain/dispatch";
import { categoryOf } from "@amaliyat/domain/interventions";
import { factsOverTime, inForceAt, planAtBeginning, planFor, type PlanTarget } from "@amaliyat/domain/plans";
import type { Tx } from "../platform/database/index.ts";
import { factsChanges, marksOf, takenFor, versionsFor } from "./plans-queries.ts";

type Found = { readonly inUse: Plan | null; readonly takenBy: string | null; readonly fits: Plan | null };

/**
 * The plan that an intervention works by: the one that a person took, else the version that it began with. It is found in the log of the
 * intervention each time, so that opening one writes nothing more. `fits` is what fits better by now, null where that is the one in use.
 */
export async function planOf(tx: Tx, interventionId: string): Promise<Found> {
  const moments = factsOverTime(await factsChanges(tx, interventionId));
  const now = moments.at(-1);
  if (now === undefined) return { inUse: null, takenBy: null, fits: null };
  const targets = new Set<PlanTarget>(moments.flatMap(({ subcategory }) => [subcategory, categoryOf(subcategory)]));
  const found = await versionsFor(tx, [...targets]);
  const versions = found.map((plan) => ({
    planId: plan.planId,
    target: plan.target,
    version: plan.version,
    priorities: plan.priorities,
    retired: plan.retired,
    at: Date.parse(plan.at),
    plan,
  }));
  const taken = await takenFor(tx, interventionId);
  const inUse = taken?.plan ?? planAtBeginning(versions, moments)?.plan ?? null;
  const best = planFor(inForceAt(versions, Number.POSITIVE_INFINITY), now)?.plan ?? null;
  const isSame = best?.planId === inUse?.planId && best?.version === inUse?.version;
  return { inUse, takenBy: taken?.by ?? null, fits: isSame ? null : best };
}

/** What the plan of an intervention asks for; nothing where it has none. */
export const needsOf = async (tx: Tx, interventionId: string): Promise<readonly Need[]> =>
  (await planOf(tx, interventionId)).inUse?.needs ?? [];

/** The same with what is done of it, for the card. */
export async function checklistOf(tx: Tx, interventionId: string): Promise<Checklist> {
  const { inUse, takenBy, fits } = await planOf(tx, interventionId);
  if (inUse === null) return { inUse, fits };
  const marks = await marksOf(tx, interventionId);
  const steps = inUse.steps.map((step) => ({ ...step, mark: marks.get(step.stepId) ?? null }));
  return { inUse: { ...inUse, steps, takenBy }, fits };
}
