import type { interventions } from "@amaliyat/contract/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { noteStands } from "../platform/call-record.ts";
import { transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { keepTakenUp, lockIntervention } from "./interventions-store.ts";
import type { InterventionsDeps } from "./ports.ts";
import { isWithin } from "./scope-for.ts";
import { cardAfter, tellingsOf } from "./tell-intervention.ts";

type TakeUp = typeof interventions.takeUp;
const TYPE = "intervention.taken_up";
const OVER = {
  closed: "intervention.already_closed",
  cancelled: "intervention.already_cancelled",
  merged: "intervention.already_merged",
} as const;

/**
 * A person takes the alarm of an intervention, so that all desks see who has it. The first one has it: a second one is answered with the
 * card that says so. It changes no version, since it contradicts nobody's form.
 */
export async function takeUpIntervention(deps: InterventionsDeps, { who, at, params, body }: Call<TakeUp>): Promise<Reply<TakeUp>> {
  const { interventionId } = params;
  return transaction(deps.db, scopeOf(who), async (tx) => {
    const state = await lockIntervention(tx, interventionId);
    if (state === null || !isWithin(who, state.sectorId)) return refuse({ code: "object.not_found" });
    if (state.kind !== "open") return refuse({ code: OVER[state.kind] });
    const since = new Date(Math.min(at, Date.parse(body.since)));
    if (!(await keepTakenUp(tx, interventionId, { by: who.userId, at: new Date(at), since }))) {
      noteStands(TYPE);
      return ok(await cardAfter(tx, interventionId));
    }
    const card = await cardAfter(tx, interventionId);
    const tellings = await tellingsOf(tx, [interventionId]);
    const subject = { kind: "intervention", id: interventionId };
    await append(tx, { at, type: TYPE, actor: actorOf(who), subject, sectorId: state.sectorId, workItem: state.reference, detail: {} });
    await tell(tx, at, tellings);
    return ok(card);
  });
}
