import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { recordingTables, type RecordingTables } from "./recordings-store.ts";

export type SegmentRecord = RecordingTables["segment"];

/** Segments and gaps of a camera that touch `[from, to)`, in order; null outside the caller's scope. */
export async function spansOf(tx: Tx, cameraId: string, from: Date, to: Date) {
  const segments = recordingTables(tx)
    .selectFrom("segment")
    .select(["started_at", "ended_at"])
    .where("camera_id", "=", cameraId)
    .where("started_at", "<", to)
    .where((by) => by.or([by("ended_at", "is", null), by("ended_at", ">", from)]))
    .orderBy("started_at")
    .execute();
  const gaps = recordingTables(tx)
    .selectFrom("gap")
    .select(["from_at", "to_at", "cause"])
    .where("camera_id", "=", cameraId)
    .where("from_at", "<", to)
    .where((by) => by.or([by("to_at", "is", null), by("to_at", ">", from)]))
    .orderBy("from_at")
    .execute();
  return { segments: await segments, gaps: await gaps };
}

/** Paths of a camera's segments that began in `[from, to)`. */
export async function segmentsOfDay(tx: Tx, cameraId: string, from: Date, to: Date): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    select path from segment where camera_id = ${cameraId} and started_at >= ${from} and started_at < ${to}`.execute(tx);
  return rows.map(({ path }) => path);
}

/** Paths of a camera's segments whose end is not known, oldest first. */
export async function openSegments(tx: Tx, cameraId: string): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    select path from segment where camera_id = ${cameraId} and ended_at is null order by started_at`.execute(tx);
  return rows.map(({ path }) => path);
}

/** The segment that holds a moment, or the first that begins after it and before `until`. */
export async function segmentAt(tx: Tx, cameraId: string, at: Date, until: Date): Promise<SegmentRecord | null> {
  const { rows } = await sql<SegmentRecord>`
    (select * from segment where camera_id = ${cameraId} and started_at <= ${at} and coalesce(ended_at, 'infinity') > ${at}
      order by started_at desc limit 1)
    union all
    (select * from segment where camera_id = ${cameraId} and started_at > ${at} and started_at < ${until}
      and (ended_at is null or ended_at > started_at) order by started_at limit 1)
    limit 1`.execute(tx);
  return rows[0] ?? null;
}

export async function segmentById(tx: Tx, segmentId: string): Promise<SegmentRecord | null> {
  return (await recordingTables(tx).selectFrom("segment").selectAll().where("segment_id", "=", segmentId).executeTakeFirst()) ?? null;
}

/** A replay of this session that has not run out at `at`. */
export async function replayOf(tx: Tx, replayId: string, sessionId: string, at: Date) {
  const { rows } = await sql<RecordingTables["replay"] & { sector_id: string }>`
    select r.*, c.sector_id from replay r join camera_now c using (camera_id)
    where r.replay_id = ${replayId} and r.session_id = ${sessionId} and r.expires_at > ${at}`.execute(tx);
  return rows[0] ?? null;
}

/**
 * Segments past their camera's retention that no kept clip touches, oldest first, by page of `limit` after the last one seen. One whose
 * end was never told, because the recorder died, is taken to have ended after an hour: no file is longer. In the room's own scope.
 */
export async function expiredSegments(tx: Tx, at: Date, after: Pick<SegmentRecord, "started_at" | "segment_id">, limit: number) {
  const { rows } = await sql<SegmentRecord & { ended_at: Date; sector_id: string; code: string }>`
    select s.segment_id, s.camera_id, s.path, s.started_at, e.ended_at, s.bytes, s.frames, c.sector_id, c.code
    from segment s join camera_now c using (camera_id)
    cross join lateral (select coalesce(s.ended_at, s.started_at + interval '1 hour') as ended_at) e
    where e.ended_at < ${at}::timestamptz - make_interval(hours => c.retention_hours)
      and (s.started_at, s.segment_id) > (${after.started_at}::timestamptz, ${after.segment_id}::uuid)
      and not exists (
        select from clip_kept k where k.camera_id = s.camera_id and k.kept_until > ${at} and k.from_at < e.ended_at and k.to_at > s.started_at
      )
    order by s.started_at, s.segment_id limit ${limit}`.execute(tx);
  return rows;
}

type ViewState = {
  readonly view_id: string;
  readonly ended: boolean;
  readonly in_service: boolean;
  readonly covered: boolean;
  /** End of the intervention that is the reason of the view; null while it is open, and for a view that has none. */
  readonly case_ended_at: Date | null;
};

/** Views, by their ids: their own end, that of their intervention, the service of their camera, the sectors of their viewer. In the room's own scope. */
export async function viewStates(tx: Tx, viewIds: readonly string[]): Promise<ViewState[]> {
  const { rows } = await sql<ViewState>`
    with recursive shown as (
      select view_id, user_id, camera_id, intervention_id, ended_at from live_view where view_id = any (${[...viewIds]}::uuid[])
    ), covered as (
      select user_id, sector_id from person_sector where user_id in (select user_id from shown)
      union
      select covered.user_id, child.sector_id from sector_tree child join covered on child.parent_id = covered.sector_id
    )
    select v.view_id, v.ended_at is not null as ended, c.kind = 'in_service' as in_service,
      exists (select from covered o where o.user_id = v.user_id and o.sector_id = c.sector_id) as covered,
      case when i.kind <> 'open' then coalesce(i.closed_at, i.cancelled_at, i.merged_at, i.opened_at) end as case_ended_at
    from shown v join camera_now c using (camera_id) left join intervention_now i on i.intervention_id = v.intervention_id`.execute(tx);
  return rows;
}

type WorkItem = {
  readonly reference: string;
  readonly category: string;
  readonly kind: string;
  readonly ended: Date | null;
  readonly imported: boolean;
};

/** An intervention of the caller's scope, as far as it may be the reason of a view. */
export async function workItem(tx: Tx, interventionId: string): Promise<WorkItem | null> {
  const { rows } = await sql<WorkItem>`
    select reference, category, kind, closed_at as ended, import_id is not null as imported
    from intervention_now where intervention_id = ${interventionId}`.execute(tx);
  return rows[0] ?? null;
}

/** Bytes of all files that were recorded and are still kept. */
export async function recordedBytes(tx: Tx): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`select coalesce(sum(bytes), 0)::text as bytes from segment`.execute(tx);
  return Number(rows[0]?.bytes ?? 0);
}
