import type { ImportJob } from "@amaliyat/contract/statistics";
import { monthsOf, spanOf, startOfDay, type Period } from "@amaliyat/domain/calendar";
import type { CallCell, ImportKind, InterventionCell, ReportCell, RowProblem } from "@amaliyat/domain/statistics";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../platform/database/index.ts";

type ImportRecord = {
  import_id: string;
  kind: ImportKind;
  file_name: string;
  state: ImportJob["state"];
  rows: number;
  read: number;
  source: string | null;
  taken: number;
  corrected: number;
  closed: number;
  unchanged: number;
  refused: number;
  started_by: string;
  started_at: Date;
  ended_at: Date | null;
  code: string | null;
};

const shown = ({ import_id, file_name, started_by, started_at, ended_at, ...row }: ImportRecord): ImportJob => ({
  ...row,
  importId: import_id,
  fileName: file_name,
  startedBy: started_by,
  startedAt: started_at.toISOString(),
  endedAt: ended_at?.toISOString() ?? null,
});

async function importsWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<ImportJob[]> {
  const { rows } = await sql<ImportRecord>`
    select j.import_id, j.kind, j.file_name, j.source, j.state, j.rows, j.read, j.taken, j.corrected, j.closed, j.unchanged,
      j.refused, u.name as started_by, j.started_at, j.ended_at, j.code
    from import_job j join person u on u.user_id = j.started_by where ${condition} order by j.started_at desc limit 200`.execute(tx);
  return rows.map(shown);
}

/** The last 200 imports, newest first. */
export const listImports = (tx: Tx): Promise<ImportJob[]> => importsWhere(tx, sql`true`);

export async function importById(tx: Tx, importId: string): Promise<ImportJob | null> {
  return (await importsWhere(tx, sql`j.import_id = ${importId}`))[0] ?? null;
}

/** Whether a person handed in the file of an import. */
export async function isAuthor(tx: Tx, importId: string, userId: string): Promise<boolean> {
  return (await sql`select from import_job where import_id = ${importId} and started_by = ${userId}`.execute(tx)).rows.length > 0;
}

/** Refused rows of an import in the order of the file, by page of `limit` after `(line, nth)`. */
export async function importErrors(tx: Tx, importId: string, after: { line: number; nth: number }, limit: number) {
  const { rows } = await sql<RowProblem & { nth: number; raw: string }>`
    select line, nth, column_name as "column", code, params, raw from import_error
    where import_id = ${importId} and (line, nth) > (${after.line}, ${after.nth}) order by line, nth limit ${limit}`.execute(tx);
  return rows;
}

/** Algeria is one hour ahead of UTC all year (`domain/calendar`). */
const month = (column: string): RawBuilder<string> => sql.raw(`to_char(${column} at time zone 'UTC' + interval '1 hour', 'YYYY-MM')`);

const within = (column: string, period: Period): RawBuilder<unknown> => {
  const span = spanOf(period);
  return sql`${sql.raw(column)} >= ${new Date(span.from)} and ${sql.raw(column)} < ${new Date(span.to)}`;
};

/** The parts of a period by local month: their names and where they begin and end. */
function monthSpans(period: Period) {
  const months = monthsOf(period);
  const { from, to } = spanOf(period);
  const starts = months.map((name, nth) => (nth === 0 ? from : startOfDay(`${name}-01`)));
  return { months, starts: starts.map((at) => new Date(at)), ends: [...starts.slice(1), to].map((at) => new Date(at)) };
}

/**
 * Counted interventions of a period: open and closed ones, not those cancelled or merged into another. Month by month, each from the index
 * alone. One pass that wrote a month for every row took twice as long (290 and 130 ms of 160,000 rows). Each split is counted again by
 * itself: all combinations of a large history are 100,000 cells, which held the event loop for 500 ms.
 */
export async function interventionCells(tx: Tx, period: Period): Promise<InterventionCell[]> {
  const { months, starts, ends } = monthSpans(period);
  const { rows } = await sql<Omit<InterventionCell, "sectorId"> & { sector_id: string | null }>`
    with counted as (
      select cell.*, span.month from unnest(${months}::text[], ${starts}::timestamptz[], ${ends}::timestamptz[]) as span (month, begins, ends)
      cross join lateral (
        select subcategory, origin, sector_id, lat is not null as placed,
          case when kind = 'open' then 'open' when closed_at is null then 'time_unknown' else 'closed' end as ending, count(*) as count
        from intervention_now
        where opened_at >= span.begins and opened_at < span.ends and kind in ('open', 'closed') group by 1, 2, 3, 4, 5
      ) cell
    )
    select subcategory, origin, sector_id, coalesce(placed, false) as placed, coalesce(ending, 'closed') as ending,
      coalesce(month, ${months[0] ?? ""}) as month, sum(count)::int as count,
      case when grouping(subcategory) = 0 then 'subcategory' when grouping(sector_id) = 0 then 'sector'
        when grouping(placed) = 0 then 'place' when grouping(ending) = 0 then 'ending' else 'month' end as per
    from counted group by grouping sets ((origin, subcategory), (origin, sector_id), (origin, placed), (origin, ending), (origin, month))`.execute(
    tx,
  );
  return rows.map(({ sector_id, ...row }) => ({ ...row, sectorId: sector_id }));
}

/**
 * Calls of citizens, imported and live, each once. Unanswered live calls are counted apart; an unclassified call is «other». A call-back
 * request counts with the nature of the answered call back.
 */
export async function callCells(tx: Tx, period: Period): Promise<CallCell[]> {
  const { rows } = await sql<CallCell>`
    select line, coalesce(nature, case when answered_at is not null then 'OTH' when ending = 'call_back' then
        (select coalesce(b.nature, 'OTH') from call_now b where b.back_of = call_now.call_id and b.answered_at is not null order by b.arrived_at limit 1)
      end, 'ABN') as nature, ${month("arrived_at")} as month,
      count(*)::int as count
    from call_now where ${within("arrived_at", period)} and direction = 'in' group by 1, 2, 3`.execute(tx);
  return rows;
}

/** Reports of citizens. History has no state, and nothing of what a live report tells. */
export async function reportCells(tx: Tx, period: Period): Promise<ReportCell[]> {
  const { rows } = await sql<Omit<ReportCell, "live"> & { isLive: boolean; kind: string; sort: string; language: string; joined: boolean }>`
    select channel, nature, ${month("received_at")} as month, state is not null as "isLive", kind, sort, language,
      intervention_id is not null as joined, count(*)::int as count
    from report_now where ${within("received_at", period)} group by 1, 2, 3, 4, 5, 6, 7, 8`.execute(tx);
  return rows.map(({ isLive, kind, sort, language, joined, ...row }) => ({
    ...row,
    live: isLive ? { kind, sort, language, joined } : null,
  }));
}

/** Ids of the sectors that a bulletin prints even at 0: those without sectors below them, in order. */
export async function leafSectors(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ sector_id: string }>`
    select sector_id from sector_tree s where not exists (select from sector_tree c where c.parent_id = s.sector_id) order by sector_id`.execute(
    tx,
  );
  return rows.map((row) => row.sector_id);
}

export async function allSectors(tx: Tx): Promise<{ sectorId: string; names: { ar: string; fr: string; en: string } }[]> {
  const { rows } = await sql<{ sectorId: string; names: { ar: string; fr: string; en: string } }>`
    select sector_id as "sectorId", names from sector_tree order by sector_id`.execute(tx);
  return rows;
}
