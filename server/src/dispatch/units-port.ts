import { decideAssignment } from "@amaliyat/domain/dispatch";
import type { UnitsPort } from "../interventions/index.ts";
import { keepStamp, lockBound, moveBound, stampUnit } from "./dispatch-store.ts";
import { tellingsOfUnits } from "./tell-unit.ts";

/** What interventions ask of dispatch when they end or move. */
export const unitsPort: UnitsPort = {
  async counts(tx, interventionId) {
    const bound = await lockBound(tx, interventionId);
    return { active: bound.length, onScene: bound.filter(({ kind }) => kind === "on_scene").length };
  },
  async withdrawAll(tx, interventionId, reason, at) {
    const bound = await lockBound(tx, interventionId);
    for (const assignment of bound) {
      const decided = decideAssignment(assignment, { kind: "withdraw", reason }, at);
      if (!decided.ok || decided.value === null) throw new Error("a bound unit could not be withdrawn");
      await stampUnit(tx, assignment.unitId, new Date(at));
      await keepStamp(tx, assignment.assignmentId, decided.value);
    }
    return tellingsOfUnits(
      tx,
      bound.map(({ unitId }) => unitId),
      interventionId,
    );
  },
  async moveAll(tx, from, to) {
    const bound = await lockBound(tx, from);
    await moveBound(tx, from, to);
    return tellingsOfUnits(
      tx,
      bound.map(({ unitId }) => unitId),
      from,
    );
  },
};
