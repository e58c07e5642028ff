import type { LoadFigures } from "@amaliyat/contract/shifts";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { counted } from "./intervals-queries.ts";

type HourRow = { from_at: Date; opened: number; calls: number; desks: number; crews: number };

/** Each hour of a span with what came in it, of the caller's scope, and the seats of the roster that were taken at its middle: a person has one. */
export async function loadHours(tx: Tx, from: Date, to: Date): Promise<LoadFigures["hours"]> {
  const { rows } = await sql<HourRow>`
    with hours as (
      select from_at, from_at + interval '1 hour' as to_at
      from generate_series(${from}::timestamptz, ${to}::timestamptz - interval '1 millisecond', interval '1 hour') as from_at
    ), opened as (
      select floor(extract(epoch from i.opened_at - ${from}::timestamptz) / 3600) as nth, count(*)::int as count
      from intervention_now i where ${counted(from, to)} group by nth
    ), came as (
      select floor(extract(epoch from c.arrived_at - ${from}::timestamptz) / 3600) as nth, count(*)::int as count
      from call_now c
      where c.direction = 'in' and c.import_id is null and c.arrived_at >= ${from} and c.arrived_at < ${to} group by nth
    ), seats as (
      select h.from_at, count(*) filter (where r.kind = 'desk')::int as desks,
        count(*) filter (where r.kind = 'crew')::int as crews
      from hours h join roster_line r on r.from_at <= h.from_at + interval '30 minutes' and r.to_at > h.from_at + interval '30 minutes'
      where r.from_at < ${to} and r.to_at > ${from} group by h.from_at
    )
    select h.from_at, coalesce(o.count, 0) as opened, coalesce(c.count, 0) as calls, coalesce(s.desks, 0) as desks, coalesce(s.crews, 0) as crews
    from hours h
    left join opened o on o.nth = floor(extract(epoch from h.from_at - ${from}::timestamptz) / 3600)
    left join came c on c.nth = floor(extract(epoch from h.from_at - ${from}::timestamptz) / 3600)
    left join seats s on s.from_at = h.from_at
    order by h.from_at`.execute(tx);
  return rows.map(({ from_at, ...row }) => ({ from: from_at.toISOString(), ...row }));
}
