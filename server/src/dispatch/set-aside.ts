import { decideAssignment } from "@amaliyat/domain/dispatch";
import { lockIntervention, tellingsOf } from "../interventions/index.ts";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { keepStamp, lockAssignment, onSceneOf, turnTo } from "./dispatch-store.ts";

/**
 * A unit is about to be on scene by an assignment, and is nowhere else then: what it was at waits for it. In the room's own scope, since that may
 * lie in a sector that the caller does not see. Returns what the screens are told of the other intervention.
 */
export const setAsideOthers = (tx: Tx, unitId: string, assignmentId: string, at: number): Promise<readonly Telling[]> =>
  asRoom(tx, async () => {
    const there = await onSceneOf(tx, unitId);
    const left = there === null || there === assignmentId ? null : await lockAssignment(tx, there);
    if (left !== null) {
      await lockIntervention(tx, left.interventionId);
      const decided = decideAssignment(left, { kind: "set_aside" }, at);
      if (!decided.ok || decided.value === null) throw new Error("a unit on scene could not leave");
      await keepStamp(tx, left.assignmentId, decided.value);
    }
    await turnTo(tx, unitId, assignmentId);
    return left === null ? [] : tellingsOf(tx, [left.interventionId]);
  });
