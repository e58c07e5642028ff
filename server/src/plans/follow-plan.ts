import type { plans } from "@amaliyat/contract/plans";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { lockIntervention, lookAtIntervention } from "../interventions/index.ts";
import { transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { checklistOf, planOf } from "./plan-of-intervention.ts";
import { keepMark, keepTaken, lockPlans } from "./plans-store.ts";

type Locked = NonNullable<Awaited<ReturnType<typeof lockIntervention>>>;
type Done = { readonly type: "intervention.plan_taken" | "intervention.step_marked"; readonly detail: Record<string, unknown> };

/** Logs an act on the plan of an intervention; what changed nothing is logged and told to nobody. */
async function logAct(tx: Tx, { who, at }: Call<typeof plans.mark> | Call<typeof plans.take>, locked: Locked, { type, detail }: Done) {
  const { interventionId, sectorId, reference } = locked;
  const subject = { kind: "intervention", id: interventionId };
  await append(tx, { at, type, actor: actorOf(who), subject, sectorId, workItem: reference, detail: { reference, ...detail } });
}

/** The plan of an intervention with what is done of it. */
export const checklist = (db: Db, { who, params }: Call<typeof plans.ofIntervention>): Promise<Reply<typeof plans.ofIntervention>> =>
  transaction(
    db,
    scopeOf(who),
    async (tx) => {
      if ((await lookAtIntervention(tx, params.interventionId)) === null) return refuse({ code: "object.not_found" });
      return ok(await checklistOf(tx, params.interventionId));
    },
    { readOnly: true },
  );

/** Takes the plan that fits better by now, if it is still the one that the person saw. */
export async function takePlan(db: Db, call: Call<typeof plans.take>): Promise<Reply<typeof plans.take>> {
  const { who, at, params, body } = call;
  return transaction(db, scopeOf(who), async (tx) => {
    await lockPlans(tx);
    const locked = await lockIntervention(tx, params.interventionId);
    if (locked === null) return refuse({ code: "object.not_found" });
    if (locked.kind !== "open") return refuse({ code: "plan.intervention_not_open" });
    const { inUse, fits } = await planOf(tx, params.interventionId);
    if (fits?.planId !== body.planId || fits.version !== body.version) return refuse({ code: "plan.not_the_one_that_fits" });
    await keepTaken(tx, params.interventionId, fits, at, who.userId);
    const shown = await checklistOf(tx, params.interventionId);
    const named = (plan: typeof inUse) => plan && { planId: plan.planId, code: plan.target, version: plan.version };
    await logAct(tx, call, locked, { type: "intervention.plan_taken", detail: { from: named(inUse), to: named(fits) } });
    const happening = { topic: "checklist", interventionId: params.interventionId, part: "plan" } as const;
    await tell(tx, at, [{ happening, sectorId: locked.sectorId }]);
    return ok(shown);
  });
}

/** Says that a step of the plan in use is done, or that it is not. Of two people at once the first stays written. */
export async function markStep(db: Db, call: Call<typeof plans.mark>): Promise<Reply<typeof plans.mark>> {
  const { who, at, params, body } = call;
  const { interventionId, stepId } = params;
  return transaction(db, scopeOf(who), async (tx) => {
    const locked = await lockIntervention(tx, interventionId);
    if (locked === null) return refuse({ code: "object.not_found" });
    if (locked.kind !== "open") return refuse({ code: "plan.intervention_not_open" });
    const { inUse } = await planOf(tx, interventionId);
    const step = inUse?.steps.find((one) => one.stepId === stepId);
    if (inUse === null || step === undefined) return refuse({ code: "object.not_found" });
    const changed = await keepMark(tx, interventionId, stepId, body.done, at, who.userId);
    const shown = await checklistOf(tx, interventionId);
    const detail = { planId: inUse.planId, version: inUse.version, stepId, step: step.text.ar, done: body.done, repeated: !changed };
    await logAct(tx, call, locked, { type: "intervention.step_marked", detail });
    const happening = { topic: "checklist", interventionId, part: "step" } as const;
    if (changed) await tell(tx, at, [{ happening, sectorId: locked.sectorId }]);
    return ok(shown);
  });
}
