import type { plans } from "@amaliyat/contract/plans";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { command } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { interventionSubject, lockIntervention, lookAtIntervention } from "../interventions/index.ts";
import { refusable, type Refused } from "../platform/command/index.ts";
import { transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { checklistOf, planOf } from "./plan-of-intervention.ts";
import { setMark, upsertPlanInUse, lockPlans } from "./plans-store.ts";

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

/** Intervention on whose plan somebody acts. It must be open. */
const openSteps = (interventionId: string) => ({
  lock: (tx: Tx) => lockIntervention(tx, interventionId),
  isOpen: ({ kind }: { readonly kind: string }): Result<null, Refused> =>
    kind === "open" ? ok(null) : refuse({ code: "plan.intervention_not_open" }),
});

/** Adopts the plan that fits better by now, if it is still the one that the person saw. */
export const adoptPlan = (db: Db, call: Call<typeof plans.take>): Promise<Reply<typeof plans.take>> => {
  const { who, at, params, body } = call;
  const { interventionId } = params;
  const { lock, isOpen } = openSteps(interventionId);
  return refusable(db, scopeOf(who), async (tx) => {
    await lockPlans(tx);
    return command(tx, call, {
      lock,
      decide: async (_tx, locked) => {
        const open = isOpen(locked);
        if (!open.ok) return open;
        const { inUse, fits } = await planOf(tx, interventionId);
        const isSeen = fits?.planId === body.planId && fits.version === body.version;
        return isSeen ? ok({ inUse, fits }) : refuse({ code: "plan.not_the_one_that_fits" });
      },
      store: async (_tx, _locked, chosen) => {
        await upsertPlanInUse(tx, interventionId, chosen.fits, at, who.userId);
        return ok(chosen);
      },
      publish: (_tx, _chosen, { sectorId }) => [{ happening: { topic: "checklist", interventionId, part: "plan" }, sectorId }],
      answer: () => checklistOf(tx, interventionId),
      log: ({ inUse, fits }, locked) => {
        const named = (plan: typeof inUse) => plan && { planId: plan.planId, code: plan.target, version: plan.version };
        const detail = { reference: locked.reference, from: named(inUse), to: named(fits) };
        return { type: "intervention.plan_taken", about: interventionSubject(locked), detail };
      },
    });
  });
};

/** Says that a step of the plan in use is done, or that it is not. Of two people at once the first stays written. */
export const markStep = (db: Db, call: Call<typeof plans.mark>): Promise<Reply<typeof plans.mark>> => {
  const { who, at, params, body } = call;
  const { interventionId, stepId } = params;
  const { lock, isOpen } = openSteps(interventionId);
  return refusable(db, scopeOf(who), (tx) =>
    command(tx, call, {
      lock,
      decide: async (_tx, locked) => {
        const open = isOpen(locked);
        if (!open.ok) return open;
        const { inUse } = await planOf(tx, interventionId);
        const step = inUse?.steps.find((one) => one.stepId === stepId);
        return inUse === null || step === undefined ? refuse({ code: "object.not_found" }) : ok({ inUse, step });
      },
      store: async (_tx, _locked, marked) =>
        ok({ ...marked, isChanged: await setMark(tx, interventionId, stepId, body.done, at, who.userId) }),
      publish: (_tx, { isChanged }, { sectorId }) =>
        isChanged ? [{ happening: { topic: "checklist", interventionId, part: "step" }, sectorId }] : [],
      answer: () => checklistOf(tx, interventionId),
      log: ({ inUse, step, isChanged }, locked) => {
        const { planId, version } = inUse;
        const said = { planId, version, stepId, step: step.text.ar, done: body.done, repeated: !isChanged };
        return { type: "intervention.step_marked", about: interventionSubject(locked), detail: { reference: locked.reference, ...said } };
      },
    }),
  );
};
