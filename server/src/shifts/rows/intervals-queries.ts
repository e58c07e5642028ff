import type { IntervalRow } from "@amaliyat/contract/shifts";
import { INTERVALS, PERCENTILES, type IntervalCode, type IntervalGroup } from "@amaliyat/domain/shifts";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Algeria is one hour ahead of UTC all year (`domain/calendar`). */
const KEYS: Readonly<Record<IntervalGroup, RawBuilder<string>>> = {
  all: sql`''`,
  sector: sql`coalesce(i.sector_id, '?')`,
  category: sql`i.category`,
  hour: sql`to_char(i.opened_at at time zone 'UTC' + interval '1 hour', 'HH24')`,
};

/** Interventions that were worked in this room: neither merged nor cancelled nor imported. */
export const counted = (from: Date, to: Date): RawBuilder<unknown> => sql`
  i.kind in ('open','closed') and i.import_id is null and i.opened_at >= ${from} and i.opened_at < ${to}`;

/**
 * The intervals of the interventions that were opened in a span, of the caller's scope. Each stamp is the first of its kind, of
 * whichever unit; percentiles as `percentile` of the domain.
 */
export async function intervalRows(tx: Tx, by: IntervalGroup, from: Date, to: Date): Promise<IntervalRow[]> {
  type Row = Omit<IntervalRow, "interval" | "p50" | "p90" | "p95"> & { code: IntervalCode; parts: (number | null)[] | null };
  const { rows } = await sql<Row>`
    with stamps as (
      select ${KEYS[by]} as key, i.kind = 'open' as is_open, i.opened_at, a.assigned_at, a.accepted_at,
        coalesce(i.on_scene_at, a.on_scene_at) as on_scene_at, i.closed_at
      from intervention_now i left join lateral (
        select min(assigned_at) as assigned_at, min(accepted_at) as accepted_at, min(on_scene_at) as on_scene_at
        from assignment_steps s where s.intervention_id = i.intervention_id
      ) a on true
      where ${counted(from, to)}
    ), pairs as (
      select s.key, s.is_open, p.code, extract(epoch from p.ends - p.begins)::double precision as seconds
      from stamps s cross join lateral (values
        ('opened_assigned', s.opened_at, s.assigned_at), ('assigned_accepted', s.assigned_at, s.accepted_at),
        ('accepted_on_scene', s.accepted_at, s.on_scene_at), ('on_scene_closed', s.on_scene_at, s.closed_at),
        ('opened_on_scene', s.opened_at, s.on_scene_at)) as p (code, begins, ends)
    )
    select key, code, count(*) filter (where seconds >= 0)::int as sample,
      percentile_cont(${[...PERCENTILES]}::double precision[]) within group (order by seconds) filter (where seconds >= 0) as parts,
      count(*) filter (where seconds < 0)::int as negative,
      count(*) filter (where seconds is null and not is_open)::int as missing,
      count(*) filter (where seconds is null and is_open)::int as pending
    from pairs group by key, code`.execute(tx);
  const shown = rows.map(({ code, parts, ...row }) => ({
    ...row,
    interval: code,
    p50: parts?.[0] ?? null,
    p90: parts?.[1] ?? null,
    p95: parts?.[2] ?? null,
  }));
  const rank = (row: IntervalRow): number => INTERVALS.indexOf(row.interval);
  return shown.toSorted((a, b) => (a.key === b.key ? rank(a) - rank(b) : a.key < b.key ? -1 : 1));
}

/** Number of interventions that the figures are based on. */
export async function countedIn(tx: Tx, from: Date, to: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from intervention_now i where ${counted(from, to)}`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}
