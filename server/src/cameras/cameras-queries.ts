import type { Camera, CameraSettings, Connection, Phase, Site } from "@amaliyat/contract/cameras";
import type { Point, Text3 } from "@amaliyat/domain/kernel";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { siteOf, type CameraRecord, type CameraTables } from "./cameras-store.ts";

type Found = CameraRecord & {
  site_names: Text3;
  lat: number;
  lon: number;
  connection_state: Connection["state"] | null;
  connection_since: Date | null;
  connection_cause: string | null;
  lost_taken_at: Date | null;
  lost_taken_by_name: string | null;
  is_recorded: boolean | null;
  recording_since: Date | null;
  recording_cause: string | null;
  clock_offset_ms: number | null;
};

/** Settings as far as the caller's scope shows them. */
export type SettingsInScope = Omit<CameraSettings, "hasCredentials">;

function recordingOf({ record, is_recorded, recording_since, recording_cause }: Found): Connection["recording"] {
  if (!record || is_recorded === null || recording_since === null) return null;
  return { isRecorded: is_recorded, since: recording_since.toISOString(), cause: recording_cause };
}

/** A camera that is not in service is not connected to, whatever its last connection was. */
function connectionOf(row: Found): Connection {
  if (row.kind !== "in_service" || row.connection_state === null)
    return { state: "off", since: row.since.toISOString(), cause: null, takenUp: null, recording: null, clockOffsetMs: null };
  const since = row.connection_since ?? row.since;
  const taken = row.connection_state === "lost" ? row.lost_taken_at : null;
  return {
    state: row.connection_state,
    since: since.toISOString(),
    cause: row.connection_cause,
    takenUp: taken === null ? null : { by: row.lost_taken_by_name ?? "", at: taken.toISOString() },
    recording: recordingOf(row),
    clockOffsetMs: row.clock_offset_ms,
  };
}

const shown = (row: Found): Camera => ({
  cameraId: row.camera_id,
  code: row.code,
  names: row.names,
  siteId: row.site_id,
  siteNames: row.site_names,
  sectorId: row.sector_id,
  place: { lat: row.lat, lon: row.lon },
  directionDeg: row.direction_deg,
  fieldOfViewDeg: row.field_of_view_deg,
  rangeM: row.range_m,
  purposes: row.purposes,
  state: row.kind,
  stateSince: row.since.toISOString(),
  stateReason: row.reason,
  retentionHours: row.retention_hours,
  hasSub: row.sub_path !== null,
  connection: connectionOf(row),
});

const settingsOf = (row: Found): SettingsInScope => ({
  ...shown(row),
  address:
    row.host === null || row.port === null || row.main_path === null
      ? null
      : { host: row.host, port: row.port, mainPath: row.main_path, subPath: row.sub_path },
  dpiaReference: row.dpia_reference,
  record: row.record,
});

async function camerasWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select c.*, s.names as site_names, s.lat, s.lon, n.state as connection_state, n.since as connection_since, n.cause as connection_cause,
      n.is_recorded, n.recording_since, n.recording_cause, n.clock_offset_ms,
      n.lost_taken_at, case when n.lost_taken_by is not null then (select name from person where user_id = n.lost_taken_by) end as lost_taken_by_name
    from camera c join site s using (site_id) left join camera_connection n using (camera_id)
    where ${condition} order by c.code`.execute(tx);
  return rows;
}

/** Cameras of the caller's scope by code; retired ones too, because their recordings outlive them. */
export async function listCameras(tx: Tx): Promise<Camera[]> {
  return (await camerasWhere(tx, sql`true`)).map(shown);
}

/** Some cameras; those outside the caller's scope are missing. */
export async function camerasByIds(tx: Tx, cameraIds: readonly string[]): Promise<Camera[]> {
  return (await camerasWhere(tx, sql`c.camera_id = any (${[...cameraIds]}::uuid[])`)).map(shown);
}

/** One camera; null outside the caller's scope. */
export async function cameraById(tx: Tx, cameraId: string): Promise<Camera | null> {
  const [row] = await camerasWhere(tx, sql`c.camera_id = ${cameraId}`);
  return row ? shown(row) : null;
}

export async function cameraSettings(tx: Tx, cameraId: string): Promise<SettingsInScope | null> {
  const [row] = await camerasWhere(tx, sql`c.camera_id = ${cameraId}`);
  return row ? settingsOf(row) : null;
}

/** Whether a login of a camera is in the vault. In the room's own scope. */
export async function hasSecret(tx: Tx, cameraId: string): Promise<boolean> {
  return (await sql`select from camera_secret where camera_id = ${cameraId}`.execute(tx)).rows.length > 0;
}

/** Place of a camera; null outside the caller's scope. */
export async function placeOfCamera(tx: Tx, cameraId: string): Promise<{ siteId: string; sectorId: string; place: Point } | null> {
  const camera = await cameraById(tx, cameraId);
  return camera && { siteId: camera.siteId, sectorId: camera.sectorId, place: camera.place };
}

/** Sources for the recorder: cameras in service with an address, their secrets still sealed. Read in the room's own scope. */
export async function sealedSources(tx: Tx) {
  const { rows } = await sql<
    Pick<CameraRecord, "camera_id" | "site_id" | "sub_path" | "record"> & {
      host: string;
      port: number;
      main_path: string;
      sealed: Buffer | null;
    }
  >`
    select camera_id, site_id, host, port, main_path, sub_path, record, sealed from camera left join camera_secret using (camera_id)
    where kind = 'in_service' and host is not null and port is not null and main_path is not null order by code`.execute(tx);
  return rows;
}

/** The same for one camera whatever its state, for a test of its address. */
export async function sealedSource(tx: Tx, cameraId: string) {
  type Row = Pick<CameraRecord, "camera_id" | "host" | "port" | "main_path" | "sub_path" | "sector_id"> & { sealed: Buffer | null };
  const { rows } = await sql<Row>`
    select camera_id, host, port, main_path, sub_path, sector_id, sealed from camera left join camera_secret using (camera_id)
    where camera_id = ${cameraId}`.execute(tx);
  return rows[0] ?? null;
}

export async function listSites(tx: Tx): Promise<Site[]> {
  const { rows } = await sql<CameraTables["site"]>`select * from site order by code`.execute(tx);
  return rows.map(siteOf);
}

export async function listPhases(tx: Tx): Promise<Phase[]> {
  const { rows } = await sql<{ number: number; names: Text3; in_service_on: string | null }>`
    select number, names, to_char(in_service_on, 'YYYY-MM-DD') as in_service_on from phase order by number`.execute(tx);
  return rows.map(({ in_service_on, ...row }) => ({ ...row, inServiceOn: in_service_on }));
}
