import type { ErrorCode } from "@amaliyat/contract/errors";
import { decideAssignment, isActive, mayBeTaken, type Assignment, type AssignmentEvent } from "@amaliyat/domain/dispatch";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { subjectById, type Logged } from "../../audit/index.ts";
import { lockIntervention, tellingsOf } from "../../interventions/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import { interventionOf, lockAssignment } from "../rows/dispatch-store.ts";
import { writeStep } from "./stamp.ts";

/** The work that a unit leaves, and why. */
export type TakeFrom = { readonly assignmentId: string; readonly reason: string };

/** The work that a unit is about to leave: decided, and not kept yet. */
export type Left = { readonly state: Assignment; readonly event: AssignmentEvent };

type Wanted = { readonly interventionId: string; readonly unitId: string; readonly at: number };

/**
 * Locks both interventions and the assignment that the unit leaves for one of them, and judges whether it may. Work that ended, went to
 * another intervention, or is not lesser any more is not left: the author looks at the advice again. Nothing is kept yet.
 */
export async function lockForTaking(
  tx: Tx,
  { assignmentId, reason }: TakeFrom,
  { interventionId, unitId, at }: Wanted,
): Promise<Result<Left, Refusal<ErrorCode>>> {
  const leftId = await interventionOf(tx, assignmentId);
  if (leftId === null) return refuse({ code: "object.not_found" });
  // In the order of their ids: two desks that take units from each other's work do not wait for one another.
  const [low = leftId, high = leftId] = [interventionId, leftId].toSorted();
  const [first, second] = [await lockIntervention(tx, low), await lockIntervention(tx, high)];
  const [to, from] = low === interventionId ? [first, second] : [second, first];
  const state = await lockAssignment(tx, assignmentId);
  if (to === null || from === null || state?.unitId !== unitId) return refuse({ code: "object.not_found" });
  if (!isActive(state.kind) || state.interventionId !== leftId || leftId === interventionId || !mayBeTaken(from.priority, to.priority))
    return refuse({ code: "unit.not_takeable" });
  const decided = decideAssignment(state, { kind: "withdraw", reason }, at);
  if (!decided.ok) return decided;
  return decided.value === null ? refuse({ code: "unit.not_takeable" }) : ok({ state, event: decided.value });
}

/** Keeps that a unit left its work; returns the line for the log, and what the screens are told of the intervention that waits again. */
export async function leaveWork(
  tx: Tx,
  { state, event }: Left,
  unitCode: string,
  at: number,
): Promise<{ logged: Logged; tellings: readonly Telling[] }> {
  const { assignmentId, interventionId } = state;
  const others = await writeStep(tx, state, event, { doneAt: at, heardAt: at });
  const detail = { unit: unitCode, interventionId, state: event.kind, repeated: false };
  return {
    logged: { type: "assignment.withdrawn", about: subjectById("assignment", assignmentId), detail },
    tellings: [...(await tellingsOf(tx, [interventionId])), ...others],
  };
}
