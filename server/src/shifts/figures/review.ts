import type { shifts } from "@amaliyat/contract/shifts";
import { UNCLASSIFIED } from "@amaliyat/domain/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { interventionSubject, lockIntervention } from "../../interventions/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { transaction, type Db } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { periodOf } from "./intervals.ts";
import { upsertReview, reviewQueue } from "../rows/review-queries.ts";
import { tellingOfPart } from "../tell-shift.ts";

/** More than a person works through at once; the count says how many there are. */
const MOST = 200;

export async function review(db: Db, { who, query }: Call<typeof shifts.review>): Promise<Reply<typeof shifts.review>> {
  const period = periodOf(query);
  if (period === null) return refuse({ code: "intervals.wrong_period" });
  return ok(await transaction(db, scopeOf(who), (tx) => reviewQueue(tx, period.from, period.to, MOST), { readOnly: true }));
}

/** A person says that an intervention is classified right as it is. */
export async function confirm(db: Db, { who, at, params, body }: Call<typeof shifts.confirm>): Promise<Reply<typeof shifts.confirm>> {
  return refusable(db, scopeOf(who), async (tx) => {
    const intervention = await lockIntervention(tx, params.interventionId);
    if (intervention === null) return refuse({ code: "object.not_found" });
    if (intervention.version !== body.version) return refuse({ code: "intervention.changed_meanwhile" });
    if (intervention.subcategory === UNCLASSIFIED) return refuse({ code: "review.still_unclassified" });
    await upsertReview(tx, params.interventionId, intervention.subcategory, new Date(at), who.userId);
    await settle(
      tx,
      { who, at },
      { type: "intervention.reviewed", about: interventionSubject(intervention), detail: { subcategory: intervention.subcategory } },
      [tellingOfPart("review", intervention.sectorId)],
    );
    return ok(undefined);
  });
}
