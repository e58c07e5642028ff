import type { interventions } from "@amaliyat/contract/interventions";
import type { InterventionCommand } from "@amaliyat/domain/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { Call, Reply } from "../platform/http/index.ts";
import { commandIntervention } from "./command-intervention.ts";
import { lockIntervention, mergedChain } from "./interventions-store.ts";
import type { InterventionsDeps } from "./ports.ts";
import { tellingsOf } from "./tell-intervention.ts";
import { noteInTarget } from "./tell-target.ts";

/**
 * Merges a duplicate into another; its units move along when asked. Locks are taken first on the one that is merged: two
 * merges towards each other meet in a deadlock that PostgreSQL ends, and the second is decided again on what the first left.
 */
export async function mergeIntervention(
  deps: InterventionsDeps,
  call: Call<typeof interventions.merge>,
): Promise<Reply<typeof interventions.merge>> {
  const { into, moveAssignments, version } = call.body;
  return commandIntervention(deps, {
    who: call.who,
    at: call.at,
    interventionId: call.params.interventionId,
    seenVersion: version,
    type: "intervention.merged",
    detail: { into },
    prepare: async (tx, state) => {
      const target = into === state.interventionId ? state : await lockIntervention(tx, into);
      if (target === null) return refuse({ code: "object.not_found" });
      const leadsTo = await mergedChain(tx, into);
      const { interventionId, reference, kind } = target;
      return ok<InterventionCommand>({ kind: "merge", target: { interventionId, reference, kind, leadsTo }, moveAssignments });
    },
    after: async (tx, state, events) => {
      await noteInTarget(tx, into, state, events);
      const units = moveAssignments ? await deps.units.moveAll(tx, state.interventionId, into, call.at) : [];
      return [...units, ...(await tellingsOf(tx, [into]))];
    },
  });
}

/** Splits a merged one off again. Units that moved along stay where they went: they were sent there by a person since. */
export async function splitIntervention(
  deps: InterventionsDeps,
  call: Call<typeof interventions.split>,
): Promise<Reply<typeof interventions.split>> {
  let from: string | null = null;
  return commandIntervention(deps, {
    who: call.who,
    at: call.at,
    interventionId: call.params.interventionId,
    seenVersion: call.body.version,
    type: "intervention.split",
    detail: { reason: call.body.reason },
    prepare: async (_tx, state) => {
      from = state.kind === "merged" ? state.into : null;
      return ok<InterventionCommand>({ kind: "split" });
    },
    after: async (tx, state, events) => {
      if (from === null) return [];
      await noteInTarget(tx, from, state, events);
      return tellingsOf(tx, [from]);
    },
  });
}
