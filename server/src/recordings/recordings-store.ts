import type { TrustedTime } from "@amaliyat/domain/recordings";
import { sql, type Generated } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** Tables of this feature, as kysely sees them. */
export type RecordingTables = {
  segment: { segment_id: string; camera_id: string; path: string; started_at: Date; ended_at: Date | null; bytes: number; frames: number };
  gap: { camera_id: string; from_at: Date; to_at: Date | null; cause: string };
  live_view: {
    view_id: string;
    session_id: string;
    user_id: string;
    camera_id: string;
    stream: "main" | "sub";
    purpose: string;
    intervention_id: string | null;
    opened_at: Date;
    watched_at: Date | null;
    node_id: string | null;
    ended_at: Date | null;
  };
  replay: {
    replay_id: string;
    session_id: string;
    user_id: string;
    camera_id: string;
    from_at: Date;
    to_at: Date;
    purpose: string;
    intervention_id: string | null;
    opened_at: Date;
    expires_at: Date;
  };
  trusted_time: { one: Generated<boolean>; at: Date; doubted: boolean };
};

export const recordingTables = (tx: Tx) => tx.withTables<RecordingTables>();

/** Inserts or updates a segment by its path: opened, then closed; told twice after a crash, it is stored once. A camera that is gone has none. */
export async function upsertSegment(tx: Tx, row: RecordingTables["segment"]): Promise<void> {
  await sql`
    insert into segment (segment_id, camera_id, path, started_at, ended_at, bytes, frames)
    select ${row.segment_id}, camera_id, ${row.path}, ${row.started_at}, ${row.ended_at}, ${row.bytes}, ${row.frames}
    from camera_now where camera_id = ${row.camera_id}
    on conflict (path) do update set ended_at = coalesce(excluded.ended_at, segment.ended_at),
      bytes = greatest(excluded.bytes, segment.bytes), frames = greatest(excluded.frames, segment.frames)`.execute(tx);
}

/** Ends a segment whose file is gone at its beginning: it holds nothing. Nothing for one that has an end. */
export async function endSegment(tx: Tx, path: string): Promise<void> {
  await sql`update segment set ended_at = started_at where path = ${path} and ended_at is null`.execute(tx);
}

/** Inserts or updates a gap by its camera and beginning; its end comes later. */
/**
 * Stores a gap, or its end. An older one of the camera without an end ends where this one begins: recording was off, or its end was lost. The
 * older one may begin a little later, with the end of the last picture, which lies ahead of the clock.
 */
export async function upsertGap(tx: Tx, row: RecordingTables["gap"]): Promise<void> {
  await sql`
    update gap set to_at = greatest(from_at, ${row.from_at})
    where camera_id = ${row.camera_id} and to_at is null and from_at <> ${row.from_at} and from_at < ${row.from_at}::timestamptz + interval '2 s'`.execute(
    tx,
  );
  await sql`
    insert into gap (camera_id, from_at, to_at, cause)
    select camera_id, ${row.from_at}, ${row.to_at}, ${row.cause} from camera_now where camera_id = ${row.camera_id}
    on conflict (camera_id, from_at) do update set to_at = excluded.to_at, cause = excluded.cause`.execute(tx);
}

export async function insertLiveView(
  tx: Tx,
  row: Omit<RecordingTables["live_view"], "watched_at" | "node_id" | "ended_at">,
): Promise<void> {
  await recordingTables(tx)
    .insertInto("live_view")
    .values({ ...row, watched_at: null, node_id: null, ended_at: null })
    .execute();
}

export type ClaimedView = RecordingTables["live_view"] & { readonly sector_id: string };

/** A view that no socket took up within this was opened for nothing. */
export const CLAIMED_WITHIN_MS = 60_000;

/** Claim of a view: by the socket of a session, at a node. */
export type Claim = { readonly viewId: string; readonly sessionId: string; readonly nodeId: string };

/**
 * Gives an open view to the one socket that asks first, soon after it was opened, while its camera is in service; null to every other,
 * and to another session.
 */
export async function claimLiveView(tx: Tx, { viewId, sessionId, nodeId }: Claim, at: Date): Promise<ClaimedView | null> {
  const { rows } = await sql<ClaimedView>`
    update live_view v set watched_at = ${at}, node_id = ${nodeId} from camera_now c
    where v.view_id = ${viewId} and v.session_id = ${sessionId} and v.watched_at is null and v.ended_at is null
      and v.opened_at > ${new Date(at.getTime() - CLAIMED_WITHIN_MS)} and c.camera_id = v.camera_id and c.kind = 'in_service'
    returning v.*, c.sector_id`.execute(tx);
  return rows[0] ?? null;
}

/** Ends a view; false when it had ended already. */
export async function endLiveView(tx: Tx, viewId: string, at: Date): Promise<boolean> {
  const ended = recordingTables(tx).updateTable("live_view").set({ ended_at: at }).where("view_id", "=", viewId);
  return (await ended.where("ended_at", "is", null).executeTakeFirst()).numUpdatedRows > 0n;
}

export async function insertReplay(tx: Tx, row: RecordingTables["replay"]): Promise<void> {
  await recordingTables(tx).insertInto("replay").values(row).execute();
}

/** Forgets segments whose files were deleted. */
export async function deleteSegments(tx: Tx, segmentIds: readonly string[]): Promise<void> {
  if (segmentIds.length === 0) return;
  await recordingTables(tx)
    .deleteFrom("segment")
    .where("segment_id", "in", [...segmentIds])
    .execute();
}

/** The trusted time, for a change; null before the first. In the room's own scope. */
export async function lockTrustedTime(tx: Tx): Promise<TrustedTime | null> {
  const row = await recordingTables(tx).selectFrom("trusted_time").select(["at", "doubted"]).forUpdate().executeTakeFirst();
  return row === undefined ? null : { at: row.at.getTime(), doubted: row.doubted };
}

export async function upsertTrustedTime(tx: Tx, { at, doubted }: TrustedTime): Promise<void> {
  const row = { at: new Date(at), doubted };
  await recordingTables(tx)
    .insertInto("trusted_time")
    .values(row)
    .onConflict((conflict) => conflict.column("one").doUpdateSet(row))
    .execute();
}
