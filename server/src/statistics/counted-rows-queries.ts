import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** One intervention as it is counted; `importId` where a file brought it. */
export type Counted = { readonly id: string; readonly digest: string; readonly importId: string | null };

/** Months, in UTC, in which interventions were opened. */
export async function countedMonths(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(opened_at at time zone 'UTC', 'YYYY-MM') as month from intervention order by month`.execute(tx);
  return rows.map(({ month }) => month);
}

/** Every intervention of a month. */
export async function countedRows(tx: Tx, month: string): Promise<Counted[]> {
  const from = new Date(`${month}-01T00:00:00Z`);
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
  const { rows } = await sql<Counted>`
    select intervention_id::text as id, import_id::text as "importId", left(md5(concat_ws('|', kind, origin, category, subcategory,
      coalesce(disposition, '-'), coalesce(sector_id, '-'), extract(epoch from opened_at), extract(epoch from closed_at))), 20) as digest
    from intervention where opened_at >= ${from} and opened_at < ${to}`.execute(tx);
  return rows;
}
