import { decideAssignment } from "@amaliyat/domain/dispatch";
import { lockIntervention, stampOnScene, tellingsOf } from "../../interventions/index.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import { isElsewhereSince, stampPassedArrival, stampAssignment, lockAssignment, onSceneOf, turnTo } from "../rows/dispatch-store.ts";
import { heardFrom, stampUnit } from "../rows/units-store.ts";

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
      await stampAssignment(tx, left.assignmentId, decided.value);
    }
    await turnTo(tx, unitId, assignmentId);
    return left === null ? [] : tellingsOf(tx, [left.interventionId]);
  });

type Arrival = { readonly unitId: string; readonly assignmentId: string; readonly interventionId: string; readonly at: number };
/** Time of a crew's act and of its hearing, ms. */
export type Acted = { readonly doneAt: number; readonly heardAt: number };

/**
 * Writes the arrival of a unit on scene at `at`, as its crew says by an act. An older arrival that is heard of only now takes no
 * crew away from where it came since, or is on its way.
 */
export async function writeArrival(tx: Tx, arrival: Arrival, { doneAt, heardAt }: Acted): Promise<readonly Telling[]> {
  const { unitId, assignmentId, interventionId, at } = arrival;
  const isPassed = await isElsewhereSince(tx, { assignmentId, unitId }, { came: new Date(doneAt), heard: new Date(heardAt) });
  let others: readonly Telling[] = [];
  if (isPassed) {
    await heardFrom(tx, unitId, new Date(at));
    await stampPassedArrival(tx, assignmentId, at);
  } else {
    // The unit first: once it is free again, a unit of another sector is out of the caller's sight.
    await stampUnit(tx, unitId, new Date(at));
    others = await setAsideOthers(tx, unitId, assignmentId, at);
    await stampAssignment(tx, assignmentId, { kind: "on_scene", at });
  }
  await stampOnScene(tx, interventionId, new Date(at));
  return others;
}
