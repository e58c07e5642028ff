import type { QueryOf } from "@amaliyat/contract/route";
import type { QueueCounts, QueueRow, ReportRow, ReportWave, reports } from "@amaliyat/contract/reports";
import { CALM_FROM, reportKind, WAVE_URGENCY } from "@amaliyat/domain/reports";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { reportsById, reportsWhere } from "./reports-queries.ts";

/** Reports that wait, are worked on, or were answered by their author. The indexes of the queue have the same condition. */
const IN_QUEUE = sql`(r.state in ('waiting','taken') or r.answered)`;

/** Waves of what is calm stand behind all that stands by itself. */
const CALM_WAVE_URGENCY = CALM_FROM + 10 * (reportKind("other").rank + 4);

/** Each wave of which something waits: the place of its row in the queue, and the report under which it stands. */
const heads = (condition: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select head.report_id, case when w.danger then ${WAVE_URGENCY}::int else ${CALM_WAVE_URGENCY}::int end as urgency, head.received_at, w.wave_id
  from report_wave w, lateral (select r.report_id, r.received_at from report r where r.wave_id = w.wave_id and ${IN_QUEUE}
    order by r.received_at, r.report_id limit 1) head where ${condition}`;

type WaveRow = Omit<ReportWave, "firstAt" | "lastAt"> & { readonly firstAt: Date; readonly lastAt: Date };

/** Waves by their id, those of which something waits. */
async function wavesById(tx: Tx, waveIds: readonly string[]): Promise<ReadonlyMap<string, ReportWave>> {
  if (waveIds.length === 0) return new Map();
  const { rows } = await sql<WaveRow>`
    /* kept */ select w.wave_id as "waveId", w.danger, n.waiting, n.first_at as "firstAt", n.last_at as "lastAt", w.alike,
      w.address is not null as "oneAddress"
    from report_wave w, lateral (select count(*)::int as waiting, min(r.received_at) as first_at, max(r.received_at) as last_at
      from report r where r.wave_id = w.wave_id and ${IN_QUEUE}) n
    where w.wave_id = any(${[...waveIds]}::uuid[]) and n.waiting > 0`.execute(tx);
  return new Map(rows.map((row) => [row.waveId, { ...row, firstAt: row.firstAt.toISOString(), lastAt: row.lastAt.toISOString() }]));
}

type Key = { readonly id: string; readonly urgency: number; readonly waveId: string | null };

async function rowsOf(tx: Tx, now: number, keys: readonly Key[]): Promise<QueueRow[]> {
  const rows = new Map(
    (
      await reportsById(
        tx,
        now,
        keys.map(({ id }) => id),
      )
    ).map((row) => [row.reportId, row]),
  );
  const waves = await wavesById(
    tx,
    keys.flatMap(({ waveId }) => (waveId === null ? [] : [waveId])),
  );
  return keys.flatMap(({ id, urgency, waveId }) => {
    const row = rows.get(id);
    return row === undefined ? [] : [{ ...row, urgency, wave: waveId === null ? null : (waves.get(waveId) ?? null) }];
  });
}

/** Some waves as rows of the queue; those of which nothing waits are not there. */
export async function wavesShown(tx: Tx, now: number, waveIds: readonly string[]): Promise<QueueRow[]> {
  const { rows } = await sql<Key>`
    /* kept */ select h.report_id as id, h.urgency, h.wave_id as "waveId" from (${heads(sql`w.wave_id = any(${[...waveIds]}::uuid[])`)}) h`.execute(
    tx,
  );
  return rowsOf(tx, now, rows);
}

/** Urgency, moment and id of the last row of a page: `90_1774000000000_<id>`. */
function cursorOf(cursor: string | undefined): { readonly urgency: number; readonly at: Date; readonly id: string } | null {
  const [urgency = "", at = "", id = ""] = cursor?.split("_") ?? [];
  const isCursor = /^\d{1,3}$/.test(urgency) && /^\d{1,15}$/.test(at) && /^[0-9a-f-]{36}$/.test(id);
  return isCursor ? { urgency: Number(urgency), at: new Date(Number(at)), id } : null;
}

/** Moments travel in milliseconds: a page begins behind the millisecond of the last row and its id. */
const behind = (cursor: ReturnType<typeof cursorOf>, of: RawBuilder<unknown>): RawBuilder<unknown> =>
  cursor === null
    ? sql`true`
    : sql`(${of}.urgency, date_trunc('milliseconds', ${of}.received_at), ${of}.report_id) > (${cursor.urgency}::int, ${cursor.at}::timestamptz, ${cursor.id}::uuid)`;

/** A page of the queue, the most urgent first: single reports in the order of their index, waves among them as one row each. */
export async function reportQueue(tx: Tx, now: number, { size, cursor }: QueryOf<typeof reports.queue>): Promise<QueueRow[]> {
  const after = cursorOf(cursor);
  // The first part lets the index begin at the page; the rest of the key parts what is at the same place.
  const from = after === null ? sql`true` : sql`r.urgency >= ${after.urgency}::int`;
  const { rows } = await sql<Key>`
    select report_id as id, urgency, wave_id as "waveId" from (
      (select r.report_id, r.urgency::int as urgency, r.received_at, r.wave_id from report r
        where ${IN_QUEUE} and r.wave_id is null and ${from} and ${behind(after, sql`r`)}
        order by r.urgency, r.received_at, r.report_id limit ${size})
      union all
      select h.report_id, h.urgency, h.received_at, h.wave_id from (${heads(sql`true`)}) h where ${behind(after, sql`h`)}) every_row
    order by urgency, received_at, report_id limit ${size}`.execute(tx);
  return rowsOf(tx, now, rows);
}

type Counted = Omit<QueueCounts, "oldestAt"> & { readonly oldestAt: Date | null };

/** Counts of the whole queue. Counted by wave first: a flood is a few groups, and nothing is sorted. */
export async function queueCounts(tx: Tx): Promise<QueueCounts> {
  const { rows } = await sql<Counted>`
    with by_wave as (
      select r.wave_id, r.danger, count(*) as n, count(*) filter (where r.read_at is null or r.answered) as unread,
        count(*) filter (where r.state = 'waiting' or r.answered) as waiting,
        min(r.received_at) filter (where r.state = 'waiting' or r.answered) as oldest
      from report r where ${IN_QUEUE} group by r.wave_id, r.danger),
    rows_of as (select *, case when wave_id is null then unread else least(unread, 1) end as unread_rows from by_wave)
    select coalesce(sum(n) filter (where danger), 0)::int as danger, coalesce(sum(n) filter (where not danger), 0)::int as calm,
      coalesce(sum(n) filter (where wave_id is not null), 0)::int as "inWaves", count(wave_id)::int as waves,
      coalesce(sum(unread_rows), 0)::int as unread, coalesce(sum(unread_rows) filter (where danger), 0)::int as "unreadDanger",
      coalesce(sum(waiting), 0)::int as waiting, coalesce(sum(waiting) filter (where danger), 0)::int as "waitingDanger",
      min(oldest) as "oldestAt"
    from rows_of`.execute(tx);
  const [counted] = rows;
  if (counted === undefined) throw new Error("nothing was counted");
  return { ...counted, oldestAt: counted.oldestAt?.toISOString() ?? null };
}

/** A page of the reports of a wave that wait, oldest first. */
export async function waveMembers(
  tx: Tx,
  now: number,
  waveId: string,
  { size, cursor }: QueryOf<typeof reports.waveMembers>,
): Promise<{ rows: ReportRow[]; next: string | null }> {
  const after = cursorOf(cursor === undefined ? undefined : `0_${cursor}`);
  const begins =
    after === null
      ? sql`true`
      : sql`(date_trunc('milliseconds', r.received_at), r.report_id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
  const found = await reportsWhere(
    tx,
    now,
    sql`r.wave_id = ${waveId} and ${IN_QUEUE} and ${begins}`,
    sql`order by r.received_at, r.report_id limit ${size + 1}`,
  );
  const last = found.length > size ? found[size - 1] : undefined;
  return { rows: found.slice(0, size), next: last === undefined ? null : `${Date.parse(last.receivedAt)}_${last.reportId}` };
}
