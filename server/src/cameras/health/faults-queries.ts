import type { CameraFaultRow } from "@amaliyat/contract/cameras";
import type { CameraFault, CameraKind } from "@amaliyat/domain/cameras";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Facts of a camera in which something may be wrong, or in which a fault stands. */
export type FactsRow = {
  camera_id: string;
  code: string;
  sector_id: string;
  kind: CameraKind;
  record: boolean;
  state: string;
  since: Date;
  cause: string | null;
  is_recorded: boolean | null;
  recording_since: Date | null;
  recording_cause: string | null;
  clock_offset_ms: number | null;
};

/**
 * Cameras in which something may be wrong now, and those with a standing fault; `all` gives every camera that is to be recorded too. In the
 * room's own scope.
 */
export async function suspectCameras(tx: Tx, all: boolean): Promise<FactsRow[]> {
  const { rows } = await sql<FactsRow>`
    select c.camera_id, c.code, c.sector_id, c.kind, c.record, n.state, n.since, n.cause, n.is_recorded, n.recording_since, n.recording_cause,
      n.clock_offset_ms
    from camera c join camera_connection n using (camera_id)
    where c.kind = 'in_service' and (n.state not in ('live','off') or c.record and (${all}::boolean or not n.is_recorded) or abs(n.clock_offset_ms) >= 800)
      or exists (select from camera_fault f where f.camera_id = c.camera_id and f.cleared_at is null)`.execute(tx);
  return rows;
}

/** A standing fault, or one that was raised or cleared in the last hour. */
export type HeldRow = { camera_id: string; fault: CameraFault; raised_at: Date; gone_at: Date | null; cleared_at: Date | null };

/** Faults of some cameras that stand, or changed since a moment. In the room's own scope. */
export async function heldFaults(tx: Tx, cameraIds: readonly string[], since: Date): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    select camera_id, fault, raised_at, gone_at, cleared_at from camera_fault
    where camera_id = any (${[...cameraIds]}::uuid[]) and (cleared_at is null or raised_at > ${since} or cleared_at > ${since})`.execute(
    tx,
  );
  return rows;
}

/** Time of a recorder's last sign of life, by the clock of the database; null if none was ever heard. In the room's own scope. */
export async function recorderSeenAt(tx: Tx): Promise<Date | null> {
  return (await sql<{ at: Date }>`select at from recorder_seen`.execute(tx)).rows[0]?.at ?? null;
}

type FaultRow = HeldRow & { since: Date; cause: string | null; taken_at: Date | null; taken_by_name: string | null };

const shown = (row: FaultRow): CameraFaultRow => ({
  cameraId: row.camera_id,
  fault: row.fault,
  since: row.since.toISOString(),
  raisedAt: row.raised_at.toISOString(),
  cause: row.cause,
  isGone: row.gone_at !== null,
  clearedAt: row.cleared_at?.toISOString() ?? null,
  takenUp: row.taken_at === null ? null : { by: row.taken_by_name ?? "", at: row.taken_at.toISOString() },
});

async function faultsWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<CameraFaultRow[]> {
  const { rows } = await sql<FaultRow>`
    select f.camera_id, f.fault, f.raised_at, f.gone_at, f.cleared_at, f.since, f.cause, f.taken_at,
      case when f.taken_by is not null then (select name from person where user_id = f.taken_by) end as taken_by_name
    from camera_fault f where ${condition}`.execute(tx);
  return rows.map(shown);
}

/** Standing faults of the caller's scope, oldest first. */
export const standingFaults = (tx: Tx): Promise<CameraFaultRow[]> =>
  faultsWhere(tx, sql`f.cleared_at is null order by f.raised_at, f.camera_id, f.fault`);

/** The standing fault of one kind of some cameras. */
export const standingOf = (tx: Tx, cameraIds: readonly string[], fault: CameraFault): Promise<CameraFaultRow[]> =>
  faultsWhere(tx, sql`f.camera_id = any (${[...cameraIds]}::uuid[]) and f.fault = ${fault} and f.cleared_at is null`);

/** One fault by its beginning; null outside the caller's scope. */
export const faultRaisedAt = async (tx: Tx, cameraId: string, fault: CameraFault, raisedAt: Date): Promise<CameraFaultRow | null> =>
  (await faultsWhere(tx, sql`f.camera_id = ${cameraId} and f.fault = ${fault} and f.raised_at = ${raisedAt}`))[0] ?? null;

/** The last faults that ended, the newest first. */
export const endedFaults = (tx: Tx, most: number): Promise<CameraFaultRow[]> =>
  faultsWhere(tx, sql`f.cleared_at is not null order by f.cleared_at desc, f.camera_id, f.fault limit ${most}`);

/** A camera that is not retired, with its phase, and whether it is live and recorded now. */
export type PhaseCamera = {
  camera_id: string;
  phase: number | null;
  kind: CameraKind;
  serving_since: Date;
  is_live: boolean;
  is_recorded: boolean;
};

export async function camerasOfPhases(tx: Tx): Promise<PhaseCamera[]> {
  const { rows } = await sql<PhaseCamera>`
    select c.camera_id, s.phase, c.kind, c.since as serving_since, coalesce(n.state = 'live', false) as is_live,
      coalesce(n.is_recorded and n.state = 'live', false) as is_recorded
    from camera c join site s using (site_id) left join camera_connection n using (camera_id) where c.kind <> 'retired'`.execute(tx);
  return rows;
}

/** A span in which a camera gave no picture or was not recorded; `to` is null while it lasts. */
export type DownSpan = { camera_id: string; from: Date; to: Date | null };

/** Such spans of the caller's scope that reach beyond a moment. A clock that is off takes no picture away. */
export async function downSince(tx: Tx, moment: Date): Promise<DownSpan[]> {
  const { rows } = await sql<DownSpan>`
    select camera_id, since as "from", coalesce(gone_at, cleared_at) as "to" from camera_fault
    where fault in ('lost','not_recorded') and (cleared_at is null or cleared_at > ${moment})`.execute(tx);
  return rows;
}
