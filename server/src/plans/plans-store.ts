import type { PlanContent, PlanTarget } from "@amaliyat/domain/plans";
import { sql } from "kysely";
import { lockUntilEnd, type Tx } from "../platform/database/index.ts";

/** Locks the plans for writing: whether two overlap is asked of all of them. Held until the transaction ends. */
export async function lockPlans(tx: Tx): Promise<void> {
  await lockUntilEnd(tx, "plans");
}

/** True if the room has no plan at all, retired or not. */
export async function hasNoPlan(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ none: boolean }>`select not exists (select from plan) as none`.execute(tx);
  return rows[0]?.none === true;
}

export type NewVersion = {
  readonly planId: string;
  readonly version: number;
  readonly at: number;
  /** Null for what the room brought along. */
  readonly by: string | null;
  readonly retired: boolean;
  readonly content: PlanContent;
};

/** Inserts the first version of a plan. */
export async function insertPlan(tx: Tx, target: PlanTarget, version: NewVersion): Promise<void> {
  await sql`insert into plan (plan_id, target, version) values (${version.planId}, ${target}, ${version.version})`.execute(tx);
  await insertVersion(tx, version);
}

/** Adds a newer version beside those before; it is the plan from now on. */
export async function addVersion(tx: Tx, version: NewVersion): Promise<void> {
  await sql`update plan set version = ${version.version} where plan_id = ${version.planId}`.execute(tx);
  await insertVersion(tx, version);
}

async function insertVersion(tx: Tx, { planId, version, at, by, retired, content }: NewVersion): Promise<void> {
  const { priorities, needs, steps, partners, cameras } = content;
  await sql`
    insert into plan_version (plan_id, version, at, by, retired, content)
    values (${planId}, ${version}, ${new Date(at)}, ${by}, ${retired},
      ${JSON.stringify({ priorities, needs, steps, partners, cameras })}::jsonb)`.execute(tx);
}

/** Inserts or updates the plan version in use for an intervention. */
export async function upsertPlanInUse(
  tx: Tx,
  interventionId: string,
  plan: { readonly planId: string; readonly version: number },
  at: number,
  by: string,
): Promise<void> {
  await sql`
    insert into plan_taken (intervention_id, plan_id, version, at, by)
    values (${interventionId}, ${plan.planId}, ${plan.version}, ${new Date(at)}, ${by})
    on conflict (intervention_id) do update set plan_id = excluded.plan_id, version = excluded.version, at = excluded.at, by = excluded.by`.execute(
    tx,
  );
}

/** Says that a step is done or not; who was first stays written. False where it was so already. */
export async function setMark(tx: Tx, interventionId: string, stepId: string, done: boolean, at: number, by: string): Promise<boolean> {
  if (!done) {
    const { rows } = await sql`
      update plan_step_mark set done = false, at = ${new Date(at)}, by = ${by}
      where intervention_id = ${interventionId} and step_id = ${stepId} and done returning step_id`.execute(tx);
    return rows.length > 0;
  }
  const { rows } = await sql`
    insert into plan_step_mark (intervention_id, step_id, done, at, by)
    values (${interventionId}, ${stepId}, true, ${new Date(at)}, ${by})
    on conflict (intervention_id, step_id) do update set done = true, at = excluded.at, by = excluded.by where not plan_step_mark.done
    returning step_id`.execute(tx);
  return rows.length > 0;
}
