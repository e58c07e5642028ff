import type { Site } from "@amaliyat/contract/cameras";
import { isWantedGap, type CameraKind, type Purpose } from "@amaliyat/domain/cameras";
import type { Text3 } from "@amaliyat/domain/kernel";
import { sql } from "kysely";
import { STEP_MS } from "../platform/clock.ts";
import type { Tx } from "../platform/database/index.ts";

/** Tables of this feature, as kysely sees them. */
export type CameraTables = {
  phase: { number: number; names: Text3; in_service_on: string | null };
  site: { site_id: string; code: string; names: Text3; lat: number; lon: number; sector_id: string; phase: number | null };
  camera: {
    camera_id: string;
    code: string;
    names: Text3;
    site_id: string;
    sector_id: string;
    direction_deg: number | null;
    field_of_view_deg: number;
    range_m: number;
    purposes: Purpose[];
    kind: CameraKind;
    since: Date;
    reason: string | null;
    retention_hours: number;
    dpia_reference: string | null;
    host: string | null;
    port: number | null;
    main_path: string | null;
    sub_path: string | null;
    record: boolean;
  };
  camera_secret: { camera_id: string; sealed: Buffer };
  camera_connection: {
    camera_id: string;
    state: string;
    since: Date;
    cause: string | null;
    clock_offset_ms: number | null;
    lost_taken_by: string | null;
    lost_taken_at: Date | null;
    is_recorded: boolean | null;
    recording_since: Date | null;
    recording_cause: string | null;
    missed_since: Date | null;
  };
};

export type CameraRecord = CameraTables["camera"];

/** Objects travel to jsonb columns as text; kysely would send an array as a PostgreSQL array. */
type Written<T> = { [K in keyof T]: T[K] extends Text3 ? string : T[K] };
const written = <T extends { names: Text3 }>(row: T) => ({ ...row, names: JSON.stringify(row.names) });

export const cameraTables = (tx: Tx) => tx.withTables<CameraTables>();
const writing = (tx: Tx) => tx.withTables<{ [K in "phase" | "site" | "camera"]: Written<CameraTables[K]> }>();

export async function insertSite(tx: Tx, row: CameraTables["site"]): Promise<void> {
  await writing(tx).insertInto("site").values(written(row)).execute();
}

export const siteOf = (row: CameraTables["site"]): Site => ({
  siteId: row.site_id,
  code: row.code,
  names: row.names,
  place: { lat: row.lat, lon: row.lon },
  sectorId: row.sector_id,
  phase: row.phase,
});

/** Locks a site for a change; null outside the caller's scope. */
export async function lockSite(tx: Tx, siteId: string): Promise<Site | null> {
  const row = await cameraTables(tx).selectFrom("site").selectAll().where("site_id", "=", siteId).forUpdate().executeTakeFirst();
  return row ? siteOf(row) : null;
}

/** A site that stays as it is until the transaction ends, so that a camera put there stands in its sector; null outside the scope. */
export async function lockSiteForShare(tx: Tx, siteId: string): Promise<Site | null> {
  const row = await cameraTables(tx).selectFrom("site").selectAll().where("site_id", "=", siteId).forShare().executeTakeFirst();
  return row ? siteOf(row) : null;
}

export async function updateSite(tx: Tx, { siteId, names, place, sectorId, phase }: Site): Promise<void> {
  const change = { names: JSON.stringify(names), lat: place.lat, lon: place.lon, sector_id: sectorId, phase };
  await writing(tx).updateTable("site").set(change).where("site_id", "=", siteId).execute();
}

export type CameraOfSite = { readonly cameraId: string; readonly code: string };

/** The cameras of a site by code, retired ones too, taken for a change. */
export const camerasOfSite = (tx: Tx, siteId: string): Promise<CameraOfSite[]> =>
  cameraTables(tx)
    .selectFrom("camera")
    .select(["camera_id as cameraId", "code"])
    .where("site_id", "=", siteId)
    .orderBy("code")
    .forUpdate()
    .execute();

export async function moveCamerasOfSite(tx: Tx, siteId: string, sectorId: string): Promise<void> {
  await cameraTables(tx).updateTable("camera").set({ sector_id: sectorId }).where("site_id", "=", siteId).execute();
}

/** Makes a phase, or changes the one of its number; true if it was made. */
export async function upsertPhase(tx: Tx, row: CameraTables["phase"]): Promise<boolean> {
  const made = await writing(tx)
    .insertInto("phase")
    .values(written(row))
    .onConflict((conflict) => conflict.column("number").doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows === 1n) return true;
  await writing(tx).updateTable("phase").set(written(row)).where("number", "=", row.number).execute();
  return false;
}

export async function insertCamera(tx: Tx, row: CameraRecord): Promise<void> {
  await writing(tx).insertInto("camera").values(written(row)).execute();
}

/** Locks a camera for a change; undefined outside the caller's scope. */
export const lockCamera = (tx: Tx, cameraId: string): Promise<CameraRecord | undefined> =>
  cameraTables(tx).selectFrom("camera").selectAll().where("camera_id", "=", cameraId).forUpdate().executeTakeFirst();

export async function updateCamera(tx: Tx, row: CameraRecord): Promise<void> {
  await writing(tx).updateTable("camera").set(written(row)).where("camera_id", "=", row.camera_id).execute();
}

/** Inserts or updates sealed credentials. In the room's own scope: no other may even see that the row is there. */
export async function upsertSecret(tx: Tx, cameraId: string, sealed: Buffer): Promise<void> {
  await cameraTables(tx)
    .insertInto("camera_secret")
    .values({ camera_id: cameraId, sealed })
    .onConflict((conflict) => conflict.column("camera_id").doUpdateSet({ sealed }))
    .execute();
}

/** Forgets sealed credentials; false when there were none. In the room's own scope. */
export async function deleteSecret(tx: Tx, cameraId: string): Promise<boolean> {
  const deleted = await cameraTables(tx).deleteFrom("camera_secret").where("camera_id", "=", cameraId).executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}

/**
 * Stores a connection state from the recorder; returns the sector of the camera, null when nothing changed or it is gone. Another cause of
 * the same state begins no new one. A lost camera stays lost since the same moment, and whoever took its loss keeps it.
 */
export async function upsertConnection(
  tx: Tx,
  row: Pick<CameraTables["camera_connection"], "camera_id" | "state" | "since" | "cause">,
): Promise<string | null> {
  const { rows } = await sql<{ sector_id: string }>`
    with kept as (
      insert into camera_connection as c (camera_id, state, since, cause)
      select camera_id, ${row.state}, ${row.since}, ${row.cause} from camera where camera_id = ${row.camera_id}
      on conflict (camera_id) do update set state = excluded.state, cause = excluded.cause,
        since = case when c.state = excluded.state then c.since else excluded.since end,
        lost_taken_by = case when c.state = excluded.state then c.lost_taken_by end,
        lost_taken_at = case when c.state = excluded.state then c.lost_taken_at end
      where (c.state, c.since, c.cause) is distinct from (excluded.state, excluded.since, excluded.cause)
      returning camera_id
    ) select sector_id from camera join kept using (camera_id)`.execute(tx);
  return rows[0]?.sector_id ?? null;
}

/** Marks the alarm of the current loss as taken; false if it was. By no clock: one that was put back makes no loss untakable. */
export async function markLossTaken(tx: Tx, cameraId: string, by: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update camera_connection set lost_taken_by = ${by}, lost_taken_at = ${at}
    where camera_id = ${cameraId} and state = 'lost' and lost_taken_at is null returning camera_id`.execute(tx);
  return rows.length > 0;
}

/** Largest offset that the column holds, ms: 24 days. A camera with an empty battery begins in 1970. */
const MOST_OFFSET_MS = 2_147_483_647;

/** Sets the offset of a camera's clock from ours, in ms. A larger one than the column holds is stored as the largest. */
export async function setClockOffset(tx: Tx, cameraId: string, offsetMs: number): Promise<void> {
  const held = Math.max(-MOST_OFFSET_MS, Math.min(MOST_OFFSET_MS, Math.round(offsetMs)));
  await sql`update camera_connection set clock_offset_ms = ${held} where camera_id = ${cameraId}`.execute(tx);
}

/** Whether the main stream of a camera goes to disk, since when, and the cause of a gap. */
export type RecordingNow = { readonly cameraId: string; readonly isRecorded: boolean; readonly since: Date; readonly cause: string | null };

/** Time by which a gap may begin before the recording that it ends: the end of the last picture lies ahead of the clock. */
const GAP_AHEAD = sql`interval '2 s'`;
/** A recording shorter than this between two gaps is none: another cause has taken over. */
const BRIDGED = sql`interval '1 s'`;
/** Latest moment that a stored state can have. A later one is from a clock that was put back since, and makes no event history. */
const latestAt = (at: number): Date => new Date(at + STEP_MS);

/**
 * Stores that a camera is recorded; returns its sector, null when nothing changed or it is gone. A recording of before the gap that is open is
 * history.
 */
async function upsertRecorded(tx: Tx, { cameraId, since }: RecordingNow, at: number): Promise<string | null> {
  const { rows } = await sql<{ sector_id: string }>`
    with kept as (
      update camera_connection c set is_recorded = true, recording_since = ${since}, recording_cause = null
      where c.camera_id = ${cameraId} and c.is_recorded is distinct from true and (c.recording_since is null or c.recording_since <= ${since} or c.recording_since > ${latestAt(at)})
      returning camera_id
    ) select sector_id from camera join kept using (camera_id)`.execute(tx);
  return rows[0]?.sector_id ?? null;
}

/**
 * Stores that a camera is not recorded; returns as `upsertRecorded`. A gap of before the recording that goes on is history. Another cause, or a
 * gap that follows the last one at once, begins no new time without recording; one that follows a gap that a person wanted does.
 */
async function upsertMissed(tx: Tx, { cameraId, since, cause }: RecordingNow, at: number): Promise<string | null> {
  // A gap may be told before the first word about the connection.
  await sql`
    insert into camera_connection (camera_id, state, since) select camera_id, 'connecting', ${since} from camera where camera_id = ${cameraId}
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ sector_id: string }>`
    with kept as (
      update camera_connection c set is_recorded = false, recording_cause = ${cause},
        recording_since = case when goes_on then missed_since else ${since}::timestamptz end,
        missed_since = case when ${isWantedGap(cause)} then null when goes_on then missed_since else ${since}::timestamptz end
      from (select camera_id, missed_since is not null and (is_recorded = false
          or recording_since + ${BRIDGED} > ${since} and recording_since <= ${latestAt(at)}) as goes_on
        from camera_connection) o
      where c.camera_id = ${cameraId} and o.camera_id = c.camera_id
        and (c.is_recorded, c.recording_cause) is distinct from (false, ${cause})
        and (c.recording_since is null or c.recording_since <= ${since}::timestamptz + ${GAP_AHEAD} or c.recording_since > ${latestAt(at)})
      returning c.camera_id
    ) select sector_id from camera join kept using (camera_id)`.execute(tx);
  return rows[0]?.sector_id ?? null;
}

/** Stores whether a camera is recorded, as told at `at`; returns its sector, null when nothing changed or it is gone. */
export const upsertRecording = (tx: Tx, now: RecordingNow, at: number): Promise<string | null> =>
  now.isRecorded ? upsertRecorded(tx, now, at) : upsertMissed(tx, now, at);

/** Notes that a recorder lives, by the clock of the database, which all processes share. In the room's own scope. */
export async function upsertRecorderSeen(tx: Tx): Promise<void> {
  await sql`insert into recorder_seen (at) values (now()) on conflict (is_only) do update set at = now()`.execute(tx);
}
