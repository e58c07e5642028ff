import type { Plan, plans } from "@amaliyat/contract/plans";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { checkPlan, assignStepIds, overlapping, planDifferences, type PlanRefusal } from "@amaliyat/domain/plans";
import { randomUUID } from "node:crypto";
import { command, settle, subjectById, type Logged } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { refusable, type Refused } from "../platform/command/index.ts";
import type { Db, Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { currentPlans, planById, versionsOf } from "./plans-queries.ts";
import { insertPlan, addVersion, lockPlans, type NewVersion } from "./plans-store.ts";

type Wanted = Pick<Plan, "planId" | "target" | "priorities">;

/** A plan that could not be told from another is refused, and says for which priorities the other is. */
async function apart(tx: Tx, plan: Wanted): Promise<Result<null, PlanRefusal>> {
  const other = overlapping(await currentPlans(tx), plan);
  return other === null ? ok(null) : refuse({ code: "plan.overlaps", params: { priorities: other.priorities.join(" ") } });
}

/** The plan after an act; it was written a moment ago, so that it is gone is a bug. */
async function written(tx: Tx, planId: string): Promise<Plan> {
  const found = await planById(tx, planId);
  if (found === null) throw new Error("a plan is gone that was written a moment ago");
  return found;
}

const tellingOf = ({ planId }: Plan): Telling => ({ happening: { topic: "plan", planId }, sectorId: null });

/** Line of the log: it says which parts changed. */
const logged = (
  type: "plan.changed" | "plan.retired",
  { planId, target, priorities, version }: Plan,
  changed: readonly string[],
): Logged => ({
  type,
  about: subjectById("plan", planId),
  detail: { code: target, priorities, version, changed },
});

/** Writes a plan for a sub-category or a category. */
export async function createPlan(db: Db, { who, at, body }: Call<typeof plans.create>): Promise<Reply<typeof plans.create>> {
  const { target, ...given } = body;
  const planId = randomUUID();
  const checked = checkPlan({ ...given, steps: assignStepIds(given.steps, new Set(), randomUUID) });
  if (!checked.ok) return checked;
  return refusable(db, scopeOf(who), async (tx) => {
    await lockPlans(tx);
    const fitting = await apart(tx, { planId, target, priorities: [...checked.value.priorities] });
    if (!fitting.ok) return fitting;
    await insertPlan(tx, target, { planId, version: 1, at, by: who.userId, retired: false, content: checked.value });
    const plan = await written(tx, planId);
    await settle(tx, { who, at }, logged("plan.changed", plan, []), [tellingOf(plan)]);
    return ok(plan);
  });
}

type Change = {
  readonly who: Caller;
  readonly at: number;
  readonly planId: string;
  /** Version that the author saw. */
  readonly version: number;
  readonly type: "plan.changed" | "plan.retired";
  /** The next version, or a refusal. */
  readonly decide: (tx: Tx, before: Plan) => Promise<Result<NewVersion, Refused>>;
};

/** Writes the next version of a plan on the one that its author saw. */
const commandPlan = (db: Db, change: Change): Promise<Result<Plan, Refused>> =>
  refusable(db, scopeOf(change.who), (tx) =>
    command(tx, change, {
      lock: async () => {
        await lockPlans(tx);
        return planById(tx, change.planId);
      },
      decide: (_tx, before) => (before.version === change.version ? change.decide(tx, before) : refuse({ code: "plan.changed_meanwhile" })),
      store: async (_tx, _before, next) => {
        await addVersion(tx, next);
        return ok(await written(tx, change.planId));
      },
      publish: (_tx, plan) => [tellingOf(plan)],
      answer: (_tx, plan) => plan,
      log: (plan, before) =>
        logged(
          change.type,
          plan,
          planDifferences(before, plan).map(({ kind }) => kind),
        ),
    }),
  );

/** Writes a new version; a retired plan is in force again. */
export const changePlan = (
  db: Db,
  { who, at, params: { planId }, body: { version, ...given } }: Call<typeof plans.change>,
): Promise<Reply<typeof plans.change>> =>
  commandPlan(db, {
    who,
    at,
    planId,
    version,
    type: "plan.changed",
    decide: async (tx, before) => {
      // Of any version: a step that a colleague took out meanwhile and the author keeps is the same step.
      const known = new Set((await versionsOf(tx, planId)).flatMap(({ steps }) => steps.map(({ stepId }) => stepId)));
      const checked = checkPlan({ ...given, steps: assignStepIds(given.steps, known, randomUUID) });
      if (!checked.ok) return checked;
      const fitting = await apart(tx, { planId, target: before.target, priorities: [...checked.value.priorities] });
      if (!fitting.ok) return fitting;
      return ok({ planId, version: version + 1, at, by: who.userId, retired: false, content: checked.value });
    },
  });

/** Takes a plan out of force. Its versions stay readable, and interventions that began with it keep it. */
export const retirePlan = (db: Db, { who, at, params: { planId }, body }: Call<typeof plans.retire>): Promise<Reply<typeof plans.retire>> =>
  commandPlan(db, {
    who,
    at,
    planId,
    version: body.version,
    type: "plan.retired",
    decide: async (_tx, before) =>
      before.retired
        ? refuse({ code: "plan.already_retired" })
        : ok({ planId, version: before.version + 1, at, by: who.userId, retired: true, content: before }),
  });
