import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { recordingTables, type RecordingTables } from "./recordings-store.ts";
import { segmentsWithin } from "./segments/segments-queries.ts";

/** Segments and gaps of a camera that touch `[from, to)`, in order; none outside the caller's scope. */
export async function spansOf(tx: Tx, cameraId: string, from: Date, to: Date) {
  const segments = segmentsWithin(tx, cameraId, from, to);
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

/** A replay of this session that has not run out at `at`. */
export async function replayOf(tx: Tx, replayId: string, sessionId: string, at: Date) {
  const { rows } = await sql<RecordingTables["replay"] & { sector_id: string }>`
    select r.*, c.sector_id from replay r join camera_now c using (camera_id)
    where r.replay_id = ${replayId} and r.session_id = ${sessionId} and r.expires_at > ${at}`.execute(tx);
  return rows[0] ?? null;
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
