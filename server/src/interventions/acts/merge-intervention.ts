import type { interventions } from "@amaliyat/contract/interventions";
import { isGraver, lacksNews, type InterventionCommand } from "@amaliyat/domain/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { asRoom } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { commandIntervention } from "./command-intervention.ts";
import { lockInOrder, lockIntervention, lookAtDanger, lookAtIntervention, mergedChain } from "../rows/interventions-store.ts";
import type { InterventionsDeps } from "../ports.ts";
import { dangerAtSplit, joinTarget, partFromTargets, takeWordsAlong } from "../tell-target.ts";

/**
 * Merges a duplicate into another, which takes over its danger; its units move along when asked. Of two merges towards each other the second
 * waits, and is decided on the new state.
 */
export async function mergeIntervention(
  deps: InterventionsDeps,
  call: Call<typeof interventions.merge>,
): Promise<Reply<typeof interventions.merge>> {
  const { who, body } = call;
  const { into, moveAssignments, version } = body;
  return commandIntervention(deps, {
    who,
    at: call.at,
    interventionId: call.params.interventionId,
    seenVersion: version,
    type: "intervention.merged",
    detail: { into },
    first: (tx) => lockInOrder(tx, [call.params.interventionId, into]),
    prepare: async (tx, state) => {
      const target = into === state.interventionId ? state : await lockIntervention(tx, into);
      if (target === null) return refuse({ code: "object.not_found" });
      const leadsTo = await mergedChain(tx, into);
      const { interventionId, reference, kind } = target;
      return ok<InterventionCommand>({ kind: "merge", target: { interventionId, reference, kind, leadsTo }, moveAssignments });
    },
    after: async (tx, state, { at }) => {
      // The units first: those that come along have to read what they come to as well.
      const units = moveAssignments ? await deps.units.moveAll(tx, state.interventionId, into, at) : [];
      return [...units, ...(await joinTarget(tx, deps, into, state, { at, by: who.userId }))];
    },
  });
}

/** Splits a merged one off again, with the facts and the units that its author names for it; those who are not named stay where they are. */
export async function splitIntervention(
  deps: InterventionsDeps,
  call: Call<typeof interventions.split>,
): Promise<Reply<typeof interventions.split>> {
  const { who, body } = call;
  let targets: readonly string[] = [];
  return commandIntervention(deps, {
    who,
    at: call.at,
    interventionId: call.params.interventionId,
    seenVersion: body.version,
    type: "intervention.split",
    detail: { reason: body.reason, units: body.assignmentIds.length },
    first: async (tx) => {
      const { interventionId } = call.params;
      await lockInOrder(tx, [interventionId, ...(await mergedChain(tx, interventionId))]);
    },
    prepare: async (tx, state) => {
      targets = await mergedChain(tx, state.interventionId);
      const last = targets.at(-1);
      const { takes, keeps } = body;
      const seen = [keeps?.version, takes?.version].filter((each) => each !== undefined);
      if (seen.length > 0 && last !== undefined) {
        // To say what stays of the remaining one is an act on it: for those who see it, and saw what was written there last.
        const remaining = await lookAtIntervention(tx, last);
        if (remaining === null) return refuse({ code: "object.not_found" });
        if (seen.some((version) => version !== remaining.version)) return refuse({ code: "intervention.changed_meanwhile" });
      }
      const known = await dangerAtSplit(tx, targets, state);
      if (takes === undefined) return ok<InterventionCommand>({ kind: "split", takes: known });
      // Its callers told it on the remaining one: an author who did not say what was read there may not have seen it.
      if (seen.length === 0 && lacksNews(takes, state, known)) return refuse({ code: "intervention.changed_meanwhile" });
      return ok<InterventionCommand>({ kind: "split", takes: { priority: takes.priority, attributes: takes.attributes } });
    },
    after: async (tx, state, { at }) => {
      const { version: seq } = await takeWordsAlong(tx, deps, targets, state, at);
      const from = targets.at(-1);
      const known = from === undefined ? null : await asRoom(tx, () => lookAtDanger(tx, from));
      const told = await partFromTargets(tx, deps, targets, state, { at, by: who.userId, keeps: body.keeps });
      if (from === undefined || body.assignmentIds.length === 0) return told;
      const { interventionId, version: since } = state;
      const split = { interventionId, since, seq, isGraver: known === null || isGraver(state, known), at };
      return [...told, ...(await deps.units.moveSome(tx, body.assignmentIds, from, split))];
    },
  });
}
