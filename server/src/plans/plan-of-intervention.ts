import type { Advice } from "@amaliyat/contract/dispatch";
import type { Checklist, Plan } from "@amaliyat/contract/plans";
import type { Need } from "@amaliyat/domain/dispatch";
import { categoryOf } from "@amaliyat/domain/interventions";
import { factsOverTime, inForceAt, planAtBeginning, planFor, planToSendBy, type PlanTarget } from "@amaliyat/domain/plans";
import type { Tx } from "../platform/database/index.ts";
import { factsChanges, marksOf, takenFor, versionsFor } from "./plans-queries.ts";

type Found = {
  readonly inUse: Plan | null;
  readonly takenBy: string | null;
  readonly fits: Plan | null;
  /** The plan whose units are asked for. */
  readonly sendBy: Plan | null;
};

/**
 * The plan that an intervention works by: the one that a person took, else the version that it began with. It is found in the log of the
 * intervention each time, so that opening one writes nothing more. `fits` is what fits better by now, null where that is the one in use.
 */
export async function planOf(tx: Tx, interventionId: string): Promise<Found> {
  const [changes, taken] = await Promise.all([factsChanges(tx, interventionId), takenFor(tx, interventionId)]);
  const moments = factsOverTime(changes);
  const now = moments.at(-1);
  if (now === undefined) return { inUse: null, takenBy: null, fits: null, sendBy: null };
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
  const began = planAtBeginning(versions, moments);
  const chosen = taken ?? (began === null ? null : { plan: began.plan.plan, at: began.at });
  const inUse = chosen?.plan ?? null;
  const best = planFor(inForceAt(versions, Number.POSITIVE_INFINITY), now)?.plan ?? null;
  const isSame = best?.planId === inUse?.planId && best?.version === inUse?.version;
  const asked = planToSendBy(versions, now, chosen);
  const sendBy = asked === "in_use" ? inUse : (asked?.plan ?? null);
  return { inUse, takenBy: taken?.by ?? null, fits: isSame ? null : best, sendBy };
}

/** Needs of the plan by which units are sent now, already in use or not; no needs and a null plan if none fits. */
export async function planToSend(
  tx: Tx,
  interventionId: string,
): Promise<{ readonly needs: readonly Need[]; readonly plan: Advice["plan"] }> {
  const { inUse, sendBy } = await planOf(tx, interventionId);
  if (sendBy === null) return { needs: [], plan: null };
  const { planId, version, target, needs } = sendBy;
  return { needs, plan: { planId, version, target, inUse: inUse?.planId === planId } };
}

/** The plan of an intervention with what is done of it, for the card. */
export async function checklistOf(tx: Tx, interventionId: string): Promise<Checklist> {
  const { inUse, takenBy, fits } = await planOf(tx, interventionId);
  if (inUse === null) return { inUse, fits };
  const marks = await marksOf(tx, interventionId);
  const steps = inUse.steps.map((step) => ({ ...step, mark: marks.get(step.stepId) ?? null }));
  return { inUse: { ...inUse, steps, takenBy }, fits };
}
