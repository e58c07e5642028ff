import { decideAssignment, type Assignment, type LateStep } from "@amaliyat/domain/dispatch";
import type { CrewStep } from "@amaliyat/domain/interventions";
import { cancellationAt, tellingsOf } from "../../interventions/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import { workOf } from "../rows/dispatch-queries.ts";
import { boundHere, leftSince, lockAssignment, sentSince, stampAssignment, type Between } from "../rows/dispatch-store.ts";
import { isInService, unitOfUser } from "../rows/units-store.ts";

// A crew's word by an assignment that has ended. It may mean another one, by which the unit is bound to the same case. Else an arrival binds the
// unit again if the unit is there still.

/** A step as a crew says it, heard at `at`. `cameAt`: the same as `saidAt`, but `at` if the phone's clock tells nothing of the order (ms). */
export type SaidStep = {
  readonly userId: string;
  readonly at: number;
  readonly step: CrewStep;
  readonly saidAt: number;
  readonly cameAt: number;
};

const between = (came: number, heard: number): Between => ({ came: new Date(came), heard: new Date(heard) });

/** True if a crew arrived by an assignment that was withdrawn, without having left since, and the desk did not know that. */
function hasNews({ kind, stamps: { withdrawn, cleared, on_scene: known } }: Assignment, saidAt: number): boolean {
  if (kind !== "withdrawn" || withdrawn === undefined || cleared !== undefined) return false;
  return known === undefined || saidAt >= withdrawn;
}

/** True for an assignment that ended by a merge, because the unit was bound to the other one as well. */
const endedByMerge = (named: Assignment, staying: string): boolean =>
  named.kind === "withdrawn" && named.reason === "" && named.interventionId !== staying;

/**
 * The bound assignment that a crew means by a step under one that ended; null if it means the ended one itself. After a merge every step means
 * the one where the unit is bound. A unit that was taken back and sent to the same case again is there once it says so, and leaves again.
 */
export async function boundInstead(tx: Tx, named: Assignment, staying: string, said: SaidStep): Promise<Assignment | null> {
  const { unitId } = named;
  const { userId, at, step, saidAt, cameAt } = said;
  const boundId = await boundHere(tx, unitId, staying);
  // The new crew of a unit is not where the officer before it was.
  if (boundId === null || (await workOf(tx, boundId, userId, { acted: saidAt, heard: at })) === null) return null;
  const bound = await lockAssignment(tx, boundId);
  if (bound === null || endedByMerge(named, staying)) return bound;
  if (step === "cleared") return bound.kind === "on_scene" && saidAt >= bound.stamps.assigned ? bound : null;
  if (step !== "on_scene" || !hasNews(named, saidAt)) return null;
  return (await leftSince(tx, { assignmentId: boundId, unitId, at: staying }, between(cameAt, at))) ? null : bound;
}

/** The intervention that stays, after the report of a late step. */
type Staying = { readonly interventionId: string; readonly isOpen: boolean; readonly reopened: boolean };

/**
 * True if a crew came on scene before its assignment was withdrawn, by the desk or by a cancellation, and is there still: the desk did not know.
 * A crew is gone once it cleared, set off elsewhere, went out of service or was relieved. A closed intervention stays closed, and binds nobody.
 */
export async function isStillThere(tx: Tx, state: Assignment, said: SaidStep, staying: Staying): Promise<boolean> {
  const { kind, assignmentId, interventionId, unitId, stamps } = state;
  const { userId, at, step, saidAt, cameAt } = said;
  const { withdrawn, cleared, on_scene: known, ...others } = stamps;
  if (kind !== "withdrawn" || withdrawn === undefined || cleared !== undefined || step !== "on_scene" || !staying.isOpen) return false;
  const here = { assignmentId, unitId, at: staying.interventionId };
  if ((await boundHere(tx, unitId, staying.interventionId)) !== null || !(await isInService(tx, unitId))) return false;
  if ((await unitOfUser(tx, userId, at))?.unit_id !== unitId || (await leftSince(tx, here, between(cameAt, at)))) return false;
  if (staying.reopened) return true;
  const cancelled = await cancellationAt(tx, interventionId, withdrawn);
  if (cancelled !== null) return saidAt < cancelled;
  // The desk took back a unit of which it knew that it was there, or the room's clock was set back: then nobody knows the order.
  if (known !== undefined || withdrawn <= Math.max(...Object.values(others)) || saidAt >= withdrawn) return false;
  return !(await leftSince(tx, here, between(saidAt, at))) && !(await sentSince(tx, here, new Date(withdrawn)));
}

/**
 * Sets aside a unit that cleared a case before it was sent there again, although its arrival of before stands on the new assignment. The new one
 * waits for the unit. Returns what the screens are told.
 */
export async function leaveAgain(
  tx: Tx,
  { unitId }: Assignment,
  staying: string,
  { step, saidAt, at }: LateStep,
): Promise<readonly Telling[]> {
  const boundId = step === "cleared" ? await boundHere(tx, unitId, staying) : null;
  const bound = boundId === null ? null : await lockAssignment(tx, boundId);
  // An arrival from before the sending stands at the moment of the sending.
  if (bound?.kind !== "on_scene" || bound.stamps.on_scene !== bound.stamps.assigned || saidAt >= bound.stamps.assigned) return [];
  const decided = decideAssignment(bound, { kind: "set_aside" }, at);
  if (!decided.ok || decided.value === null) throw new Error("a unit on scene could not leave");
  await stampAssignment(tx, bound.assignmentId, decided.value);
  return tellingsOf(tx, [staying]);
}
