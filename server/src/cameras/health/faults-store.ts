import type { CameraFault, SeenFault } from "@amaliyat/domain/cameras";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Raises a fault; false if one of its kind stands for the camera. In the room's own scope, as all of this file but `markFaultsTaken`. */
export async function insertFault(tx: Tx, cameraId: string, fault: CameraFault, { since, cause }: SeenFault, at: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into camera_fault (camera_id, fault, raised_at, since, cause) values (${cameraId}, ${fault}, ${at}, ${new Date(since)}, ${cause})
    on conflict do nothing returning camera_id`.execute(tx);
  return rows.length > 0;
}

/** Notes since when the facts show a standing fault no more; null if they show it again. */
export async function updateGone(tx: Tx, cameraId: string, fault: CameraFault, goneAt: Date | null): Promise<void> {
  await sql`update camera_fault set gone_at = ${goneAt} where camera_id = ${cameraId} and fault = ${fault} and cleared_at is null`.execute(
    tx,
  );
}

/** Ends a standing fault. */
export async function clearFault(tx: Tx, cameraId: string, fault: CameraFault, at: Date): Promise<void> {
  await sql`
    update camera_fault set cleared_at = ${at}, gone_at = coalesce(gone_at, ${at})
    where camera_id = ${cameraId} and fault = ${fault} and cleared_at is null`.execute(tx);
}

/** Marks a standing fault of some cameras as taken; gives the cameras of which nobody had taken it. */
export async function markFaultsTaken(tx: Tx, cameraIds: readonly string[], fault: CameraFault, by: string, at: Date): Promise<string[]> {
  const { rows } = await sql<{ camera_id: string }>`
    update camera_fault set taken_by = ${by}, taken_at = ${at}
    where camera_id = any (${[...cameraIds]}::uuid[]) and fault = ${fault} and cleared_at is null and taken_at is null
    returning camera_id`.execute(tx);
  return rows.map(({ camera_id }) => camera_id);
}

/** Forgets faults that ended before a moment. */
export async function deleteEndedFaults(tx: Tx, before: Date): Promise<void> {
  await sql`delete from camera_fault where cleared_at < ${before}`.execute(tx);
}
