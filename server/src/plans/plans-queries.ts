import type { ChecklistStep, Plan } from "@amaliyat/contract/plans";
import { isPriority, isSubcategory } from "@amaliyat/domain/interventions";
import type { FactsChange, PlanTarget } from "@amaliyat/domain/plans";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../platform/database/index.ts";

type Row = {
  plan_id: string;
  target: PlanTarget;
  version: number;
  at: Date;
  by_name: string | null;
  retired: boolean;
  content: Pick<Plan, "priorities" | "needs" | "steps" | "partners" | "cameras">;
};

const shown = ({ plan_id, target, version, at, by_name, retired, content }: Row): Plan => ({
  planId: plan_id,
  target,
  version,
  at: at.toISOString(),
  by: by_name,
  retired,
  ...content,
});

async function versionsWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<Plan[]> {
  const { rows } = await sql<Row>`
    /* kept */ select v.plan_id, p.target, v.version, v.at, u.name as by_name, v.retired, v.content
    from plan_version v join plan p using (plan_id) left join person u on u.user_id = v.by
    where ${condition} order by p.target, v.plan_id, v.version desc`.execute(tx);
  return rows.map(shown);
}

/** Every plan as it stands, retired ones too. */
export const currentPlans = (tx: Tx): Promise<Plan[]> => versionsWhere(tx, sql`v.version = p.version`);

/** Every version of a plan, newest first; empty if there is none such. */
export const versionsOf = (tx: Tx, planId: string): Promise<Plan[]> => versionsWhere(tx, sql`v.plan_id = ${planId}`);

/** Every version of the plans for some targets. */
export const versionsFor = (tx: Tx, targets: readonly PlanTarget[]): Promise<Plan[]> =>
  versionsWhere(tx, sql`p.target = any(${[...targets]}::text[])`);

/** The plan as it stands; null if there is none such. */
export const planById = async (tx: Tx, planId: string): Promise<Plan | null> =>
  (await versionsWhere(tx, sql`v.plan_id = ${planId} and v.version = p.version`))[0] ?? null;

/** The version that a person took for an intervention, when and who; null where nobody did. */
export async function takenFor(
  tx: Tx,
  interventionId: string,
): Promise<{ readonly plan: Plan; readonly at: number; readonly by: string } | null> {
  const { rows } = await sql<{ plan_id: string; version: number; at: Date; by_name: string }>`
    /* kept */ select t.plan_id, t.version, t.at, u.name as by_name from plan_taken t join person u on u.user_id = t.by
    where t.intervention_id = ${interventionId}`.execute(tx);
  const taken = rows[0];
  if (taken === undefined) return null;
  const [plan] = await versionsWhere(tx, sql`v.plan_id = ${taken.plan_id} and v.version = ${taken.version}`);
  return plan === undefined ? null : { plan, at: taken.at.getTime(), by: taken.by_name };
}

/** Events of an intervention that decide on its plan, in order. */
export async function factsChanges(tx: Tx, interventionId: string): Promise<FactsChange[]> {
  const { rows } = await sql<{ at: Date; subcategory: string | null; priority: string | null }>`
    /* kept */ select at, data->>'subcategory' as subcategory, data->>'priority' as priority from intervention_course
    where intervention_id = ${interventionId} and kind in ('opened', 'classified', 'marked', 'prioritised') order by seq`.execute(tx);
  return rows.map(({ at, subcategory, priority }) => ({
    at: at.getTime(),
    subcategory: subcategory !== null && isSubcategory(subcategory) ? subcategory : null,
    priority: priority !== null && isPriority(priority) ? priority : null,
  }));
}

/** Latest mark of each step of an intervention's plan. */
export async function marksOf(tx: Tx, interventionId: string): Promise<Map<string, NonNullable<ChecklistStep["mark"]>>> {
  const { rows } = await sql<{ step_id: string; done: boolean; at: Date; by_name: string }>`
    select m.step_id, m.done, m.at, u.name as by_name from plan_step_mark m join person u on u.user_id = m.by
    where m.intervention_id = ${interventionId}`.execute(tx);
  return new Map(rows.map(({ step_id, done, at, by_name }) => [step_id, { done, at: at.toISOString(), by: by_name }]));
}
