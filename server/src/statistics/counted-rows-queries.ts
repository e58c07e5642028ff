import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** Kinds of rows that the figures count. */
export const COUNTED_KINDS = ["intervention", "call", "report"] as const;
export type CountedKind = (typeof COUNTED_KINDS)[number];

/** One row as it is counted; `by` is what else may explain a change of it: the import that brought it, the wave that a person closed. */
export type Counted = { readonly id: string; readonly digest: string; readonly by: readonly string[] };

const VIEWS = { intervention: sql`intervention_now`, call: sql`call_now`, report: sql`report_now` } as const;
const BEGINS = { intervention: sql.ref("opened_at"), call: sql.ref("arrived_at"), report: sql.ref("received_at") } as const;

const COUNTED = {
  intervention: sql`intervention_id::text as id, array_remove(array[import_id::text], null) as "by", concat_ws('|', kind, origin, category,
    subcategory, coalesce(disposition, '-'), coalesce(sector_id, '-'), extract(epoch from opened_at), extract(epoch from closed_at)) as said`,
  call: sql`call_id::text as id, array_remove(array[import_id::text], null) as "by", concat_ws('|', direction, line, coalesce(nature, '-'),
    coalesce(ending, '-'), answered_at is not null, coalesce(back_of::text, '-'), extract(epoch from arrived_at)) as said`,
  report: sql`report_id::text as id, array_remove(array[import_id::text, wave_id::text], null) as "by", concat_ws('|', channel,
    coalesce(nature, '-'), coalesce(kind, '-'), coalesce(sort, '-'), coalesce(language, '-'), intervention_id is not null,
    extract(epoch from received_at)) as said`,
} as const;

/** Months, in UTC, in which rows of a kind begin. */
export async function countedMonths(tx: Tx, kind: CountedKind): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(${BEGINS[kind]} at time zone 'UTC', 'YYYY-MM') as month from ${VIEWS[kind]} order by month`.execute(tx);
  return rows.map(({ month }) => month);
}

/** Every row of a kind that begins in a month. */
export async function countedRows(tx: Tx, kind: CountedKind, month: string): Promise<Counted[]> {
  const from = new Date(`${month}-01T00:00:00Z`);
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
  const { rows } = await sql<Counted>`
    select id, "by", left(md5(said), 20) as digest from (
      select ${COUNTED[kind]} from ${VIEWS[kind]} where ${BEGINS[kind]} >= ${from} and ${BEGINS[kind]} < ${to}) as counted`.execute(tx);
  return rows;
}
