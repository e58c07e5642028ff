import { decideAssignment, type Assignment } from "@amaliyat/domain/dispatch";
import type { UnitsPort } from "../interventions/index.ts";
import type { Tx } from "../platform/database/index.ts";
import { boundTo, keepStamp, lockBound, moveAssignment, turnToNext } from "./dispatch-store.ts";
import { tellingsOfUnits } from "./tell-unit.ts";
import { stampUnit } from "./units-store.ts";

async function withdraw(tx: Tx, assignment: Assignment, reason: string, at: number): Promise<void> {
  const decided = decideAssignment(assignment, { kind: "withdraw", reason }, at);
  if (!decided.ok || decided.value === null) throw new Error("a bound unit could not be withdrawn");
  await stampUnit(tx, assignment.unitId, new Date(at));
  await keepStamp(tx, assignment.assignmentId, decided.value);
  await turnToNext(tx, assignment.unitId);
}

const unitsOf = (bound: readonly Assignment[]): string[] => bound.map(({ unitId }) => unitId);

/** What interventions ask of dispatch when they end or move. */
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
    for (const assignment of bound) {
      // Sent to both before anybody knew that they are one: it goes on with the one that stays.
      const isThere = (await boundTo(tx, assignment.unitId)).some(({ interventionId }) => interventionId === to);
      if (isThere) await withdraw(tx, assignment, "", at);
      else await moveAssignment(tx, assignment.assignmentId, to);
    }
    return tellingsOfUnits(tx, unitsOf(bound), from, at);
  },
};
