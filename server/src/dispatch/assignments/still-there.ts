import type { Assignment, LateStep } from "@amaliyat/domain/dispatch";
import { cancellationAt } from "../../interventions/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { cameAfter, wentOn } from "../rows/dispatch-store.ts";
import { isRetired } from "../rows/units-store.ts";

/** The intervention that stays, after the report of a late step. */
type Staying = { readonly interventionId: string; readonly isOpen: boolean; readonly reopened: boolean };

/**
 * True if a crew came on scene before its assignment was withdrawn, by the desk or by a cancellation, and is there still: the desk did not know.
 * A crew is gone once it cleared, or once it came to another after `cameAt` (ms). A closed intervention stays closed, and binds nobody.
 */
export async function isStillThere(
  tx: Tx,
  { kind, assignmentId, interventionId, unitId, stamps }: Assignment,
  { step, saidAt, cameAt }: LateStep & { readonly cameAt: number },
  staying: Staying,
): Promise<boolean> {
  const { withdrawn, cleared, on_scene: known, ...others } = stamps;
  if (kind !== "withdrawn" || withdrawn === undefined || cleared !== undefined || step !== "on_scene" || !staying.isOpen) return false;
  if ((await isRetired(tx, unitId)) || (await cameAfter(tx, unitId, new Date(cameAt)))) return false;
  if (staying.reopened) return true;
  const cancelled = await cancellationAt(tx, interventionId, withdrawn);
  if (cancelled !== null) return saidAt < cancelled;
  // The desk took back a unit of which it knew that it was there, or the room's clock was set back: then nobody knows the order.
  if (known !== undefined || withdrawn <= Math.max(...Object.values(others))) return false;
  const moments = { came: new Date(saidAt), sentAfter: new Date(withdrawn) };
  return saidAt < withdrawn && !(await wentOn(tx, { assignmentId, unitId, at: staying.interventionId }, moments));
}
