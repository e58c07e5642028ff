import type { InterventionRow } from "@amaliyat/contract/interventions";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { chosenColumns, chosenOfColumns, type ChosenColumns } from "./chosen-queries.ts";
import type { InterventionRecord } from "./interventions-tables.ts";

/** Columns of an intervention that a list shows; its units come in the same statement. */
export type RowRecord = Pick<
  InterventionRecord,
  | keyof ChosenColumns
  | "intervention_id"
  | "reference"
  | "version"
  | "kind"
  | "origin"
  | "channel"
  | "sector_id"
  | "lat"
  | "lon"
  | "place_text"
  | "site_id"
  | "camera_id"
  | "opened_at"
  | "opened_by"
  | "closed_at"
  | "disposition"
  | "merged_into"
  | "needs_review"
  | "taken_up_by"
  | "taken_up_at"
> & { readonly opened_by_name: string | null; readonly taken_up_by_name: string | null; readonly units: InterventionRow["units"] };

/** Stamps of an assignment as the wire has them: ISO 8601 in UTC with milliseconds. */
const iso = (column: string): RawBuilder<string | null> =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/**
 * True while the crew of an assignment `a` has not read of a danger: those who speak for its unit now. Of work that ended, anybody's reading counts.
 */
const isUnread = sql.raw(`case when a.told_seq > 0 then a.told_seq > case
  when a.kind in ('assigned','accepted','en_route','on_scene') then amaliyat_read_up_to(a.read_by, amaliyat_speakers(a.unit_id, now()))
  else a.read_seq end end`);

/** One assignment as JSON; `a` is the assignment, `by` the user who sent it. Its unit may lie outside the caller's sectors. */
export const assignmentJson = sql`jsonb_build_object(
  'assignmentId', a.assignment_id, 'interventionId', a.intervention_id, 'unitId', a.unit_id, 'unitCode', amaliyat_unit_code(a.unit_id), 'state', a.kind,
  'assignedAt', ${iso("a.assigned_at")}, 'assignedBy', coalesce(by.name, ''), 'assignedById', a.assigned_by,
  'acceptedAt', ${iso("a.accepted_at")}, 'enRouteAt', ${iso("a.en_route_at")}, 'onSceneAt', ${iso("a.on_scene_at")},
  'clearedAt', ${iso("a.cleared_at")}, 'endedAt', ${iso("coalesce(a.cleared_at, a.refused_at, a.withdrawn_at)")}, 'reason', a.reason,
  'unreadSince', case when ${isUnread} then ${iso("a.told_at")} end, 'readAt', ${iso("a.read_at")}, 'movedFrom', a.moved_from)`;

/** The columns of a row; the caller adds from, where and order over `intervention i`. */
export const rowColumns = sql`
  i.intervention_id, i.reference, i.version, i.kind, i.origin, i.channel, ${chosenColumns}, i.sector_id, i.lat, i.lon,
  i.place_text, i.site_id, i.camera_id, i.opened_at, i.opened_by, i.closed_at, i.disposition, i.merged_into, i.needs_review,
  i.taken_up_by, i.taken_up_at, case when i.taken_up_by is not null then (select name from person where user_id = i.taken_up_by) end as taken_up_by_name,
  (select name from person where user_id = i.opened_by) as opened_by_name,
  coalesce((select jsonb_agg(${assignmentJson} order by a.assigned_at) from assignment_steps a
    left join person by on by.user_id = a.assigned_by where a.intervention_id = i.intervention_id), '[]') as units`;

export const shownRow = (row: RowRecord): InterventionRow => ({
  interventionId: row.intervention_id,
  reference: row.reference,
  version: row.version,
  state: row.kind,
  origin: row.origin,
  channel: row.channel,
  ...chosenOfColumns(row),
  sectorId: row.sector_id,
  place: row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon },
  placeText: row.place_text,
  siteId: row.site_id,
  cameraId: row.camera_id,
  openedAt: row.opened_at.toISOString(),
  openedBy: row.opened_by_name ?? "",
  openedById: row.opened_by,
  closedAt: row.closed_at?.toISOString() ?? null,
  disposition: row.disposition,
  mergedInto: row.merged_into,
  needsReview: row.needs_review,
  takenUp: row.taken_up_at === null ? null : { by: row.taken_up_by_name ?? "", at: row.taken_up_at.toISOString() },
  units: row.units,
});

/** One row; null outside the caller's scope. */
export async function interventionRow(tx: Tx, interventionId: string): Promise<InterventionRow | null> {
  const { rows } = await sql<RowRecord>`select ${rowColumns} from intervention i where i.intervention_id = ${interventionId}`.execute(tx);
  return rows[0] ? shownRow(rows[0]) : null;
}
