import type { interventions } from "@amaliyat/contract/interventions";
import {
  decideIntervention,
  eventOfOther,
  evolveIntervention,
  type Intervention,
  type InterventionCommand,
  type InterventionEvent,
  type Relation,
} from "@amaliyat/domain/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import { commandIntervention } from "./command-intervention.ts";
import { writeEvent, lockIntervention } from "../rows/interventions-store.ts";
import type { InterventionsDeps } from "../ports.ts";
import { interventionsAbove, writeRelation, relationTarget, lockRelations } from "../rows/relations-store.ts";
import { tellingsOf } from "../tell-intervention.ts";

type Relating = Call<typeof interventions.relate> | Call<typeof interventions.unrelate>;

async function commandOf(tx: Tx, kind: "relate" | "unrelate", state: Intervention, other: Intervention, relation: Relation) {
  const target = await relationTarget(tx, state.interventionId, other);
  return { kind, relation, target, above: await interventionsAbove(tx, state.interventionId) } satisfies InterventionCommand;
}

/** Writes the relation, and the same event in the log of the other one, seen from there. */
async function writeBoth(tx: Tx, state: Intervention, other: Intervention, events: readonly InterventionEvent[]): Promise<void> {
  for (const event of events) {
    if (event.kind !== "related" && event.kind !== "unrelated") continue;
    await writeRelation(tx, state.interventionId, event);
    const seen = eventOfOther(state, event);
    await writeEvent(tx, evolveIntervention(other, seen), seen);
  }
}

/** Makes or undoes a relation; both know, both screens are told. */
async function command(deps: InterventionsDeps, kind: "relate" | "unrelate", call: Relating): Promise<Reply<typeof interventions.relate>> {
  const { relation, other: otherId } = call.body;
  let other: Intervention | null = null;
  return commandIntervention(deps, {
    who: call.who,
    at: call.at,
    interventionId: call.params.interventionId,
    type: kind === "relate" ? "intervention.related" : "intervention.unrelated",
    detail: { relation, other: otherId },
    first: lockRelations,
    prepare: async (tx, state) => {
      other = otherId === state.interventionId ? state : await lockIntervention(tx, otherId);
      return other === null
        ? refuse({ code: "object.not_found" })
        : ok<InterventionCommand>(await commandOf(tx, kind, state, other, relation));
    },
    after: async (tx, state, { events }) => {
      if (other !== null) await writeBoth(tx, state, other, events);
      return tellingsOf(tx, [otherId]);
    },
  });
}

export const relateIntervention = (
  deps: InterventionsDeps,
  call: Call<typeof interventions.relate>,
): Promise<Reply<typeof interventions.relate>> => command(deps, "relate", call);

export const unrelateIntervention = (
  deps: InterventionsDeps,
  call: Call<typeof interventions.unrelate>,
): Promise<Reply<typeof interventions.unrelate>> => command(deps, "unrelate", call);

/** Relates a new intervention as «apart» to open ones that its author judged to be other events; what is over by now needs no word. */
export async function relateApart(
  tx: Tx,
  state: Intervention,
  others: readonly Intervention[],
  given: { readonly at: number; readonly by: string },
): Promise<{ readonly state: Intervention; readonly tellings: readonly Telling[] }> {
  let next = state;
  const kept: string[] = [];
  for (const other of others) {
    const asked = await commandOf(tx, "relate", next, other, "apart");
    const decided = decideIntervention(next, asked, { ...given, assignments: { active: 0, onScene: 0 } });
    if (!decided.ok) continue;
    for (const event of decided.value) {
      next = evolveIntervention(next, event);
      await writeEvent(tx, next, event);
    }
    await writeBoth(tx, next, other, decided.value);
    kept.push(other.interventionId);
  }
  return { state: next, tellings: await tellingsOf(tx, kept) };
}
