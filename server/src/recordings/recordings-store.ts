import type { Interval } from "@amaliyat/domain/kernel";
import type { TrustedTime } from "@amaliyat/domain/recordings";
import { sql, type Generated } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** Tables of this feature, as kysely sees them. */
export type RecordingTables = {
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

/** Time by which a gap that is told later may begin before one that is open, s: the end of the last picture lies ahead of the clock. */
const AHEAD = "2 s";

/**
 * Stores a gap, or its end, by its camera and beginning. Told twice, or its beginning after its end, it is stored once, and an end that is known
 * stays. A gap whose end is not known ends where the next one of its camera begins: recording was off, or its end was lost.
 */
export async function upsertGap(tx: Tx, { camera_id, from_at, to_at, cause }: RecordingTables["gap"]): Promise<void> {
  // Only at the first telling: one that is told again ends nothing that began since.
  await sql`
    update gap g set to_at = greatest(g.from_at, ${from_at})
    where g.camera_id = ${camera_id} and g.from_at <> ${from_at}
      and not exists (select from gap same where same.camera_id = g.camera_id and same.from_at = ${from_at})
      and (g.to_at is null and g.from_at < ${from_at}::timestamptz + ${AHEAD}::interval
        or g.from_at < ${from_at} and g.to_at > ${from_at}
          and exists (select from gap next where next.camera_id = g.camera_id and next.from_at = g.to_at))`.execute(tx);
  await sql`
    insert into gap as g (camera_id, from_at, to_at, cause)
    select camera_id, ${from_at}, coalesce(${to_at}::timestamptz, (select min(next.from_at) from gap next
      where next.camera_id = camera_now.camera_id and next.from_at >= ${from_at}::timestamptz + ${AHEAD}::interval)), ${cause}
    from camera_now where camera_id = ${camera_id}
    on conflict (camera_id, from_at) do update set
      -- A gap without length says nothing of another that began at the same moment.
      to_at = case when g.cause <> ${cause} and g.to_at = g.from_at then ${to_at}
        when g.cause <> ${cause} and ${to_at} = g.from_at then g.to_at
        else coalesce(${to_at}, g.to_at) end,
      cause = case when g.cause <> ${cause} and g.to_at <> g.from_at and (${to_at}::timestamptz is null or ${to_at} = g.from_at) then g.cause
        else ${cause} end`.execute(tx);
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

/** Stores that retention deleted a span of a camera (ms since epoch): the gap that ends where the span begins goes on. */
export async function extendExpired(tx: Tx, cameraId: string, { from, to }: Interval): Promise<void> {
  const { numAffectedRows = 0n } = await sql`
    update gap set to_at = ${new Date(to)}
    where camera_id = ${cameraId} and cause = 'retention_expired' and to_at = ${new Date(from)}`.execute(tx);
  if (numAffectedRows === 0n)
    await upsertGap(tx, { camera_id: cameraId, from_at: new Date(from), to_at: new Date(to), cause: "retention_expired" });
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
