import { plans } from "@amaliyat/contract/plans";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { transaction, type Db } from "../platform/database/index.ts";
import { serve, type Served } from "../platform/http/index.ts";
import { changePlan, createPlan, retirePlan } from "./change-plan.ts";
import { checklist, markStep, adoptPlan } from "./follow-plan.ts";
import { currentPlans, versionsOf } from "./plans-queries.ts";

/** The routes of this feature, each joined to its use case. */
export const plansRoutes = (db: Db): Served[] => [
  serve(plans.list, async ({ who }) => ok(await transaction(db, scopeOf(who), currentPlans, { readOnly: true }))),
  serve(plans.versions, async ({ who, params }) => {
    const versions = await transaction(db, scopeOf(who), (tx) => versionsOf(tx, params.planId), { readOnly: true });
    return versions.length === 0 ? refuse({ code: "object.not_found" }) : ok(versions);
  }),
  serve(plans.create, (call) => createPlan(db, call)),
  serve(plans.change, (call) => changePlan(db, call)),
  serve(plans.retire, (call) => retirePlan(db, call)),
  serve(plans.ofIntervention, (call) => checklist(db, call)),
  serve(plans.take, (call) => adoptPlan(db, call)),
  serve(plans.mark, (call) => markStep(db, call)),
];
