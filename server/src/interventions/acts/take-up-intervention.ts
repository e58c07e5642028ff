import type { interventions } from "@amaliyat/contract/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { command } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { markAlreadyLogged } from "../../platform/call-record.ts";
import { refusable } from "../../platform/command/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { markTakenUp, lockIntervention } from "../rows/interventions-store.ts";
import type { InterventionsDeps } from "../ports.ts";
import { isWithin } from "../scope-for.ts";
import { interventionSubject } from "../subjects.ts";
import { cardAfter, tellingsOf } from "../tell-intervention.ts";

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
  return refusable(deps.db, scopeOf(who), (tx) =>
    command(
      tx,
      { who, at },
      {
        lock: async () => {
          const state = await lockIntervention(tx, interventionId);
          return state !== null && isWithin(who, state.sectorId) ? state : null;
        },
        decide: (_tx, state) =>
          state.kind === "open" ? ok(new Date(Math.min(at, Date.parse(body.since)))) : refuse({ code: OVER[state.kind] }),
        store: async (_tx, _state, since) => ok(await markTakenUp(tx, interventionId, { by: who.userId, at: new Date(at), since })),
        publish: async (_tx, isFirst) => (isFirst ? tellingsOf(tx, [interventionId]) : []),
        answer: () => cardAfter(tx, interventionId),
        log: (isFirst, state) => {
          if (isFirst) return { type: TYPE, about: interventionSubject(state), detail: {} };
          markAlreadyLogged(TYPE);
          return [];
        },
      },
    ),
  );
}
