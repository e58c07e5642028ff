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

/** The segment that holds a moment, or the first that begins after it and before `until`. */
export async function segmentAt(tx: Tx, cameraId: string, at: Date, until: Date): Promise<SegmentRecord | null> {
  const { rows } = await sql<SegmentRecord>`
    (select * from segment where camera_id = ${cameraId} and started_at <= ${at} and coalesce(ended_at, 'infinity') > ${at}
      order by started_at desc limit 1)
    union all
    (select * from segment where camera_id = ${cameraId} and started_at > ${at} and started_at < ${until} order by started_at limit 1)
    limit 1`.execute(tx);
  return rows[0] ?? null;
}

export async function segmentById(tx: Tx, segmentId: string): Promise<SegmentRecord | null> {
  return (await recordingTables(tx).selectFrom("segment").selectAll().where("segment_id", "=", segmentId).executeTakeFirst()) ?? null;
}

/** A view that is still open, with its camera's state; null when it ended or belongs to another session. */
export async function openViewOf(tx: Tx, viewId: string, sessionId: string) {
  const { rows } = await sql<RecordingTables["live_view"] & { kind: string; sector_id: string }>`
    select v.*, c.kind, c.sector_id from live_view v join camera c using (camera_id)
    where v.view_id = ${viewId} and v.session_id = ${sessionId} and v.ended_at is null`.execute(tx);
  return rows[0] ?? null;
}

/** A replay of this session that has not run out at `at`. */
export async function replayOf(tx: Tx, replayId: string, sessionId: string, at: Date) {
  const { rows } = await sql<RecordingTables["replay"] & { sector_id: string }>`
    select r.*, c.sector_id from replay r join camera c using (camera_id)
    where r.replay_id = ${replayId} and r.session_id = ${sessionId} and r.expires_at > ${at}`.execute(tx);
  return rows[0] ?? null;
}

/** Of some sessions those that have ended or run out at `at`. */
export async function endedAmong(tx: Tx, sessionIds: readonly string[], at: Date): Promise<string[]> {
  const { rows } = await sql<{ session_id: string }>`
    select session_id from session where session_id = any(${[...sessionIds]}::uuid[]) and (ended_at is not null or expires_at <= ${at})`.execute(
    tx,
  );
  return rows.map((row) => row.session_id);
}

/** Closed segments past their camera's retention that no kept clip touches, oldest first. In the room's own scope. */
export async function expiredSegments(tx: Tx, at: Date, limit: number) {
  const { rows } = await sql<SegmentRecord & { sector_id: string; code: string }>`
    select s.*, c.sector_id, c.code from segment s join camera c using (camera_id)
    where s.ended_at < ${at}::timestamptz - make_interval(hours => c.retention_hours)
      and not exists (
        select from clip k where k.camera_id = s.camera_id and k.kept_until > ${at} and k.from_at < s.ended_at and k.to_at > s.started_at
      )
    order by s.started_at limit ${limit}`.execute(tx);
  return rows;
}

/** An open intervention of the caller's scope that a view may be bound to. */
export async function workItem(tx: Tx, interventionId: string): Promise<{ reference: string; category: string } | null> {
  const { rows } = await sql<{ reference: string; category: string }>`
    select reference, category from intervention where intervention_id = ${interventionId}`.execute(tx);
  return rows[0] ?? null;
}
