import type { interventions, InterventionCard, InterventionRow } from "@amaliyat/contract/interventions";
import type { QueryOf } from "@amaliyat/contract/route";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { rowColumns, shownRow, type RowRecord } from "./row-queries.ts";

type Filter = QueryOf<typeof interventions.list>;

/** A place in the list: the last row seen. */
const cursorOf = (row: InterventionRow): string => Buffer.from(`${row.openedAt} ${row.interventionId}`).toString("base64url");

function conditionOfCursor(cursor: string): RawBuilder<unknown> | null {
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id)) return null;
  return sql`(i.opened_at, i.intervention_id) < (${new Date(at)}, ${id}::uuid)`;
}

/** The condition of a filter that was given. */
const given = <T>(value: T | undefined, condition: (value: T) => RawBuilder<unknown> | null): RawBuilder<unknown> | null =>
  value === undefined || value === "" ? null : condition(value);

function conditionsOf(filter: Filter): RawBuilder<unknown>[] {
  const all = [
    given(filter.state, (state) => sql`i.kind = ${state}`),
    given(filter.category, (category) => sql`i.category = ${category}`),
    given(filter.subcategory, (subcategory) => sql`i.subcategory = ${subcategory}`),
    given(filter.origin, (origin) => sql`i.origin = ${origin}`),
    given(filter.priority, (priority) => sql`i.priority = ${priority}`),
    given(filter.sectorId, (sectorId) => sql`i.sector_id = ${sectorId}`),
    given(filter.from, (from) => sql`i.opened_at >= ${new Date(from)}`),
    given(filter.to, (to) => sql`i.opened_at < ${new Date(to)}`),
    given(filter.q, (q) => sql`amaliyat_fold(coalesce(i.place_text, '') || ' ' || i.reference) like '%' || amaliyat_fold(${q}) || '%'`),
    given(filter.cursor, conditionOfCursor),
  ];
  return all.filter((each) => each !== null);
}

/** A page of the caller's interventions, newest first, by keyset. */
export async function interventionPage(tx: Tx, filter: Filter): Promise<{ rows: InterventionRow[]; next: string | null }> {
  const conditions = [sql`true`, ...conditionsOf(filter)];
  const { rows } = await sql<RowRecord>`
    select ${rowColumns} from intervention i where ${sql.join(conditions, sql` and `)}
    order by i.opened_at desc, i.intervention_id desc limit ${filter.size + 1}`.execute(tx);
  const shown = rows.slice(0, filter.size).map(shownRow);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > filter.size && last ? cursorOf(last) : null };
}

/** One intervention with its log, clips and what was merged into it; null outside the caller's scope. */
export async function interventionCard(tx: Tx, interventionId: string): Promise<InterventionCard | null> {
  type Extra = { outcome: string | null; reason: string | null };
  const found = await sql<RowRecord & Extra>`
    select ${rowColumns}, i.outcome, i.reason from intervention i where i.intervention_id = ${interventionId}`.execute(tx);
  const row = found.rows[0];
  if (row === undefined) return null;
  const events = await sql<{ seq: number; at: Date; by: string | null; kind: string; data: Record<string, unknown> }>`
    select e.seq, e.at, u.name as by, e.kind, e.data from intervention_event e left join users u on u.user_id = e.by
    where e.intervention_id = ${interventionId} order by e.seq`.execute(tx);
  const clips = await sql<{ clip_id: string; camera_id: string; from_at: Date; to_at: Date; kept_until: Date }>`
    select clip_id, camera_id, from_at, to_at, kept_until from clip where intervention_id = ${interventionId} order by from_at`.execute(tx);
  const merged = await sql<{ intervention_id: string; reference: string }>`
    select intervention_id, reference from intervention where merged_into = ${interventionId} order by merged_at`.execute(tx);
  return {
    ...shownRow(row),
    outcome: row.outcome,
    cancelReason: row.reason,
    events: events.rows.map((event) => ({ ...event, at: event.at.toISOString(), by: event.by ?? "" })),
    clips: clips.rows.map((clip) => ({
      clipId: clip.clip_id,
      cameraId: clip.camera_id,
      from: clip.from_at.toISOString(),
      to: clip.to_at.toISOString(),
      keptUntil: clip.kept_until.toISOString(),
    })),
    merged: merged.rows.map((each) => ({ interventionId: each.intervention_id, reference: each.reference })),
  };
}

/** Patrol users who are told of an intervention besides the room: those it is given to. */
export async function patrolsOf(tx: Tx, interventionId: string): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    select distinct u.user_id::text from assignment a join unit u using (unit_id)
    where a.intervention_id = ${interventionId} and u.user_id is not null`.execute(tx);
  return rows.map((row) => row.user_id);
}
