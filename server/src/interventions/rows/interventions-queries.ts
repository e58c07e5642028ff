import type { interventions, InterventionCard, InterventionRow } from "@amaliyat/contract/interventions";
import { referenceOfDigits, type InterventionKind, type Relation, type SubcategoryCode } from "@amaliyat/domain/interventions";
import { id, instant, type QueryOf } from "@amaliyat/contract/route";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { clipsOf, logsOf, mergedBelow } from "./merged-queries.ts";
import { rowColumns, shownRow, type RowRecord } from "./row-queries.ts";

type Filter = QueryOf<typeof interventions.list>;

/** A place in the list: the last row seen. */
const cursorOf = (row: InterventionRow): string => Buffer.from(`${row.openedAt} ${row.interventionId}`).toString("base64url");

type Place = { readonly at: Date; readonly id: string };

/** Null for a text that was not made by `cursorOf`. */
function placeOfCursor(cursor: string): Place | null {
  const [at = "", seen = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  return instant.safeParse(at).success && id.safeParse(seen).success ? { at: new Date(at), id: seen } : null;
}

/** Filter values by column; a value that was not given is undefined. */
const columnsOf = ({ state, category, subcategory, origin, priority, sectorId }: Filter) => {
  return { kind: state, category, subcategory, origin, priority, sector_id: sectorId === "" ? undefined : sectorId };
};

/** The rows that a text search leaves, found by the database past row-level security and within the caller's sectors. */
function conditionOfText(filter: Filter, after: Place | null): RawBuilder<unknown> | null {
  if (filter.q === undefined || filter.q === "") return null;
  const asked = { ...columnsOf(filter), from: filter.from, to: filter.to, after_at: after?.at, after_id: after?.id };
  const found = sql`amaliyat_find_interventions(${referenceOfDigits(filter.q) ?? filter.q}, ${JSON.stringify(asked)}::jsonb, ${filter.size + 1})`;
  return sql`i.intervention_id = any (array(select ${found}))`;
}

function conditionsOf(filter: Filter): RawBuilder<unknown>[] {
  const after = filter.cursor === undefined ? null : placeOfCursor(filter.cursor);
  const columns = Object.entries(columnsOf(filter)).filter(([, value]) => value !== undefined);
  const all = [
    ...columns.map(([name, value]) => sql`${sql.ref(`i.${name}`)} = ${value}`),
    filter.from === undefined ? null : sql`i.opened_at >= ${new Date(filter.from)}`,
    filter.to === undefined ? null : sql`i.opened_at < ${new Date(filter.to)}`,
    after === null ? null : sql`(i.opened_at, i.intervention_id) < (${after.at}, ${after.id}::uuid)`,
    conditionOfText(filter, after),
  ];
  return all.filter((each) => each !== null);
}

type Page = { readonly rows: InterventionRow[]; readonly next: string | null };

/**
 * A page of the caller's interventions, newest first, by keyset. `covers` are the caller's sectors. Its ids are chosen first, from an
 * index alone, and only their rows are read.
 */
export async function interventionPage(tx: Tx, filter: Filter, covers: readonly string[]): Promise<Page> {
  // Row-level security would find nothing either, after it had looked at every row of that sector.
  if (filter.sectorId !== undefined && filter.sectorId !== "" && !covers.includes(filter.sectorId)) return { rows: [], next: null };
  const conditions = [sql`true`, ...conditionsOf(filter)];
  const { rows } = await sql<RowRecord>`
    select ${rowColumns} from intervention i where i.intervention_id = any (array(
      select i.intervention_id from intervention i where ${sql.join(conditions, sql` and `)}
      order by i.opened_at desc, i.intervention_id desc limit ${filter.size + 1}))
    order by i.opened_at desc, i.intervention_id desc`.execute(tx);
  const shown = rows.slice(0, filter.size).map(shownRow);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > filter.size && last ? cursorOf(last) : null };
}

/** One intervention with its log, clips, all that was merged into it and what it is related to; null outside the caller's scope. */
export async function interventionCard(tx: Tx, interventionId: string): Promise<InterventionCard | null> {
  type Extra = { outcome: string | null; reason: string | null };
  const found = await sql<RowRecord & Extra>`
    select ${rowColumns}, i.outcome, i.reason from intervention i where i.intervention_id = ${interventionId}`.execute(tx);
  const row = found.rows[0];
  if (row === undefined) return null;
  const related = await sql<{
    relation: Relation;
    intervention_id: string;
    reference: string;
    kind: InterventionKind;
    subcategory: SubcategoryCode;
  }>`
    select case when r.kind = 'parent' and r.one_id = ${interventionId} then 'child' else r.kind end as relation,
      i.intervention_id, i.reference, i.kind, i.subcategory
    from intervention_relation r
    join intervention i on i.intervention_id = case when r.one_id = ${interventionId} then r.other_id else r.one_id end
    where r.undone_at is null and ${interventionId}::uuid in (r.one_id, r.other_id) order by r.made_at`.execute(tx);
  return {
    ...shownRow(row),
    outcome: row.outcome,
    cancelReason: row.reason,
    events: (await logsOf(tx, [interventionId])).get(interventionId) ?? [],
    clips: (await clipsOf(tx, [interventionId])).get(interventionId) ?? [],
    merged: await mergedBelow(tx, interventionId),
    related: related.rows.map((each) => ({
      relation: each.relation,
      interventionId: each.intervention_id,
      reference: each.reference,
      state: each.kind,
      subcategory: each.subcategory,
    })),
  };
}

/** Patrol users who are told of an intervention besides the room: those who speak now for a unit that is bound to it. */
export async function patrolsOf(tx: Tx, interventionId: string): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    select distinct s.user_id::text from assignment_steps a, unnest(amaliyat_speakers(a.unit_id, now())) s (user_id)
    where a.intervention_id = ${interventionId} and a.kind in ('assigned','accepted','en_route','on_scene')`.execute(tx);
  return rows.map((row) => row.user_id);
}
