import { decideAssignment, type Assignment } from "@amaliyat/domain/dispatch";
import type { UnitsPort } from "../interventions/index.ts";
import type { Tx } from "../platform/database/index.ts";
import { boundTo, keepStamp, keepTold, lockBound, moveAssignment, turnToNext } from "./dispatch-store.ts";
import { tellingsOfUnits } from "./tell-unit.ts";
import { stampUnit } from "./units-store.ts";

async function withdraw(tx: Tx, assignment: Assignment, reason: string, at: number): Promise<void> {
  const decided = decideAssignment(assignment, { kind: "withdraw", reason }, at);
  if (!decided.ok || decided.value === null) throw new Error("a bound unit could not be withdrawn");
  await stampUnit(tx, assignment.unitId, new Date(at));
  await keepStamp(tx, assignment.assignmentId, decided.value);
  await turnToNext(tx, assignment.unitId);
}

/** Sent to both before anybody knew that they are one, a unit goes on with the one to which the other goes. */
async function move(tx: Tx, assignment: Assignment, to: string, at: number): Promise<void> {
  const isThere = (await boundTo(tx, assignment.unitId)).some(({ interventionId }) => interventionId === to);
  if (isThere) await withdraw(tx, assignment, "", at);
  else await moveAssignment(tx, assignment.assignmentId, assignment.interventionId, to);
}

const unitsOf = (bound: readonly Assignment[]): string[] => bound.map(({ unitId }) => unitId);

/** Services of dispatch that interventions use when they end or move. */
export const unitsPort: UnitsPort = {
  async counts(tx, interventionId) {
    const bound = await lockBound(tx, interventionId);
    return { active: bound.length, onScene: bound.filter(({ kind }) => kind === "on_scene").length };
  },
  async withdrawAll(tx, interventionId, reason, at) {
    const bound = await lockBound(tx, interventionId);
    for (const assignment of bound) await withdraw(tx, assignment, reason, at);
    return tellingsOfUnits(tx, unitsOf(bound), interventionId, at);
  },
  async moveAll(tx, from, to, at) {
    const bound = await lockBound(tx, from);
    for (const assignment of bound) await move(tx, assignment, to, at);
    return tellingsOfUnits(tx, unitsOf(bound), from, at);
  },
  async moveSome(tx, assignmentIds, from, to, at) {
    const bound = (await lockBound(tx, from)).filter(({ assignmentId }) => assignmentIds.includes(assignmentId));
    for (const assignment of bound) await move(tx, assignment, to, at);
    return tellingsOfUnits(tx, unitsOf(bound), to, at);
  },
  tellDanger: (tx, interventionId, seq, at) => keepTold(tx, interventionId, seq, new Date(at)),
};
