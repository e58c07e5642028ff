import { decideAssignment, type Assignment, type AssignmentKind } from "@amaliyat/domain/dispatch";
import { stampOnScene, type UnitsPort } from "../interventions/index.ts";
import { asRoom, type Tx } from "../platform/database/index.ts";
import { workOf } from "./rows/dispatch-queries.ts";
import {
  boundHere,
  stampAssignment,
  markTold,
  lockAssignment,
  lockBound,
  moveAssignment,
  takeOverStep,
  tellMissed,
  turnTo,
  turnToNext,
} from "./rows/dispatch-store.ts";
import { knownToCrews, livingAt, markKnown, markNoted } from "./rows/crew-notes-store.ts";
import { markActed } from "./assignments/stamp.ts";
import { tellingsOfUnits } from "./tell-unit.ts";
import { stampUnit } from "./rows/units-store.ts";

async function withdraw(tx: Tx, assignment: Assignment, reason: string, at: number): Promise<void> {
  const decided = decideAssignment(assignment, { kind: "withdraw", reason }, at);
  if (!decided.ok || decided.value === null) throw new Error("a bound unit could not be withdrawn");
  await stampUnit(tx, assignment.unitId, new Date(at));
  await stampAssignment(tx, assignment.assignmentId, decided.value);
  await turnToNext(tx, assignment.unitId);
}

const STEPS: Partial<Record<AssignmentKind, "accept" | "depart" | "arrive">> = {
  accepted: "accept",
  en_route: "depart",
  on_scene: "arrive",
};

/** Brings a unit as far with one assignment as it was with another that it leaves: both are one event, and one that is there is there. */
async function carryOn(tx: Tx, left: Assignment, assignmentId: string): Promise<void> {
  const [state, kind] = [await lockAssignment(tx, assignmentId), STEPS[left.kind]];
  if (state === null || kind === undefined) return;
  const decided = decideAssignment(state, { kind }, left.stamps[left.kind] ?? left.stamps.assigned);
  // One that is further with the other stays as it is.
  if (!decided.ok || decided.value === null) return;
  await stampAssignment(tx, assignmentId, decided.value);
  if (decided.value.kind !== "on_scene") return;
  await turnTo(tx, state.unitId, assignmentId);
  await stampOnScene(tx, state.interventionId, new Date(decided.value.at));
}

/** Sent to both before anybody knew that they are one, a unit goes on with the one to which the other goes. */
async function move(tx: Tx, assignment: Assignment, to: string, at: number): Promise<void> {
  const there = await asRoom(tx, () => boundHere(tx, assignment.unitId, to));
  if (there === null) return moveAssignment(tx, assignment.assignmentId, assignment.interventionId, to);
  await withdraw(tx, assignment, "", at);
  await asRoom(tx, async () => {
    await carryOn(tx, assignment, there);
    await takeOverStep(tx, there, assignment.assignmentId);
  });
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
  async moveSome(tx, assignmentIds, from, { at, isGraver, ...log }) {
    const { interventionId: to, seq } = log;
    const bound = (await lockBound(tx, from)).filter(({ assignmentId }) => assignmentIds.includes(assignmentId));
    const known = isGraver ? [] : await knownToCrews(tx, assignmentIds, log);
    for (const assignment of bound) {
      const { assignmentId } = assignment;
      await move(tx, assignment, to, at);
      await (known.includes(assignmentId) ? markKnown : tellMissed)(tx, assignmentId, seq, new Date(at));
    }
    return tellingsOfUnits(tx, unitsOf(bound), to, at);
  },
  async workOf(tx, assignmentId, userId, acted) {
    const work = await workOf(tx, assignmentId, userId, acted);
    return work === null ? null : { interventionId: work.intervention_id, unitId: work.unit_id, unitCode: work.unit_code };
  },
  markActed,
  tellDanger: (tx, interventionId, seq, at) => markTold(tx, interventionId, seq, new Date(at)),
  livingAt,
  noteByCrew: markNoted,
};
