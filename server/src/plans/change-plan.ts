import type { Plan, plans } from "@amaliyat/contract/plans";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { checkPlan, keepSteps, overlapping, planDifferences, type PlanRefusal } from "@amaliyat/domain/plans";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { currentPlans, planById, versionsOf } from "./plans-queries.ts";
import { insertPlan, keepVersion, lockPlans, type NewVersion } from "./plans-store.ts";

type Wanted = Pick<Plan, "planId" | "target" | "priorities">;

/** A plan that could not be told from another is refused, and says for which priorities the other is. */
async function apart(tx: Tx, plan: Wanted): Promise<Result<null, PlanRefusal>> {
  const other = overlapping(await currentPlans(tx), plan);
  return other === null ? ok(null) : refuse({ code: "plan.overlaps", params: { priorities: other.priorities.join(" ") } });
}

/** Logs and tells what was written, from what it was; the log says which parts changed. */
async function after(tx: Tx, who: Caller, at: number, type: "plan.changed" | "plan.retired", before: Plan | null, planId: string) {
  const written = await planById(tx, planId);
  if (written === null) throw new Error("a plan is gone that was written a moment ago");
  const changed = before === null ? [] : planDifferences(before, written).map(({ kind }) => kind);
  await append(tx, {
    at,
    type,
    actor: actorOf(who),
    subject: { kind: "plan", id: planId },
    detail: { code: written.target, priorities: written.priorities, version: written.version, changed },
  });
  await tell(tx, at, [{ happening: { topic: "plan", planId }, sectorId: null }]);
  return ok(written);
}

/** Writes a plan for a sub-category or a category. */
export async function createPlan(db: Db, { who, at, body }: Call<typeof plans.create>): Promise<Reply<typeof plans.create>> {
  const { target, ...given } = body;
  const planId = randomUUID();
  const checked = checkPlan({ ...given, steps: keepSteps(given.steps, new Set(), randomUUID) });
  if (!checked.ok) return checked;
  return transaction(db, scopeOf(who), async (tx) => {
    await lockPlans(tx);
    const fitting = await apart(tx, { planId, target, priorities: [...checked.value.priorities] });
    if (!fitting.ok) return fitting;
    await insertPlan(tx, target, { planId, version: 1, at, by: who.userId, retired: false, content: checked.value });
    return after(tx, who, at, "plan.changed", null, planId);
  });
}

/** Writes a new version on the one that the author saw; a retired plan is in force again. */
export async function changePlan(
  db: Db,
  { who, at, params: { planId }, body }: Call<typeof plans.change>,
): Promise<Reply<typeof plans.change>> {
  const { version, ...given } = body;
  return transaction(db, scopeOf(who), async (tx) => {
    await lockPlans(tx);
    const before = await planById(tx, planId);
    if (before === null) return refuse({ code: "object.not_found" });
    if (before.version !== version) return refuse({ code: "plan.changed_meanwhile" });
    // Of any version: a step that a colleague took out meanwhile and the author keeps is the same step.
    const known = new Set((await versionsOf(tx, planId)).flatMap(({ steps }) => steps.map(({ stepId }) => stepId)));
    const steps = keepSteps(given.steps, known, randomUUID);
    const checked = checkPlan({ ...given, steps });
    if (!checked.ok) return checked;
    const fitting = await apart(tx, { planId, target: before.target, priorities: [...checked.value.priorities] });
    if (!fitting.ok) return fitting;
    await keepVersion(tx, { planId, version: version + 1, at, by: who.userId, retired: false, content: checked.value });
    return after(tx, who, at, "plan.changed", before, planId);
  });
}

/** Takes a plan out of force. Its versions stay readable, and interventions that began with it keep it. */
export async function retirePlan(
  db: Db,
  { who, at, params: { planId }, body }: Call<typeof plans.retire>,
): Promise<Reply<typeof plans.retire>> {
  return transaction(db, scopeOf(who), async (tx) => {
    await lockPlans(tx);
    const before = await planById(tx, planId);
    if (before === null) return refuse({ code: "object.not_found" });
    if (before.version !== body.version) return refuse({ code: "plan.changed_meanwhile" });
    if (before.retired) return refuse({ code: "plan.already_retired" });
    const next: NewVersion = { planId, version: before.version + 1, at, by: who.userId, retired: true, content: before };
    await keepVersion(tx, next);
    return after(tx, who, at, "plan.retired", before, planId);
  });
}
