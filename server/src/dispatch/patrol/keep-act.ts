import { decideAssignment, evolveAssignment, type Assignment, type AssignmentCommand } from "@amaliyat/domain/dispatch";
import { randomUUID } from "node:crypto";
import type { Logged, Subject } from "../../audit/index.ts";
import { raisedSince, tellingsOf } from "../../interventions/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import type { DispatchDeps } from "../deps.ts";
import { insertAssignment, tellMissed } from "../rows/dispatch-store.ts";
import { tellingsOfUnits } from "../tell-unit.ts";
import type { Ordered } from "./patrol.ts";

type Kept = Ordered & {
  readonly interventionId: string;
  /** The intervention in the log. */
  readonly about: Subject;
  readonly stampedAt: number;
  readonly unitCode: string;
  readonly step: "accepted" | "on_scene";
  /** Time and reason of the end of the assignment, ms. */
  readonly end: { readonly at: number; readonly reason: string | null };
};

/** Inserts the assignment of a crew that went to an intervention on its own, ended already: accepted then, and withdrawn by that end. */
async function insertEnded(tx: Tx, { who, unitId, interventionId, stampedAt, end }: Kept): Promise<string> {
  const assignmentId = randomUUID();
  const facts = { assignmentId, interventionId, unitId, assignedBy: who.userId, stamps: { assigned: stampedAt } };
  let state: Assignment = { ...facts, kind: "assigned" };
  const steps: readonly (readonly [AssignmentCommand, number])[] = [
    [{ kind: "accept" }, stampedAt],
    [{ kind: "withdraw", reason: end.reason }, end.at],
  ];
  for (const [command, at] of steps) {
    const step = decideAssignment(state, command, at);
    if (!step.ok || step.value === null) throw new Error("a new assignment refused its own steps");
    state = evolveAssignment(state, step.value);
  }
  // Stacked: the unit may work on another, and never works on this.
  await insertAssignment(tx, state, { stacked: true, askedByCall: null });
  return assignmentId;
}

/**
 * Keeps an act by which a crew sent itself, and that binds its unit no more: as an assignment that has ended, and as its word on the card. Later
 * acts of the crew hang on its assignment. Its lines for the log and messages for the screens are still to be written. In the room's own scope.
 */
export async function keepAct(tx: Tx, deps: Pick<DispatchDeps, "interventions">, kept: Kept) {
  const { who, at, unitId, unitCode, interventionId, about, stampedAt, step } = kept;
  const assignmentId = await insertEnded(tx, kept);
  // A crew that arrives there all the same has read nothing of what came after it set off.
  await tellMissed(tx, assignmentId, await raisedSince(tx, interventionId, stampedAt), new Date(at));
  const told = { assignmentId, unitCode, step, actedAt: stampedAt, saidAt: stampedAt };
  const reported = await deps.interventions.reports(tx, { at, by: who.userId, interventionId, ...told });
  const logged: Logged = {
    type: "intervention.assigned",
    about,
    detail: { unit: unitCode, unitId, assignmentId, anyway: true, own: true, late: true, stampedAt: new Date(stampedAt).toISOString() },
  };
  const units = await tellingsOfUnits(tx, [unitId], interventionId, at);
  const tellings: readonly Telling[] = [...reported.tellings, ...(await tellingsOf(tx, [interventionId])), ...units];
  return { assignmentId, logged: [logged], tellings };
}
