import { logTypesOf, type LogFilter, type LogRow } from "@amaliyat/contract/audit";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { LogAlarm } from "./folder/log-alarm.ts";
import { erasureOf, readOrder, type Erasure, type ErasureOrder } from "./erasure-order.ts";
import { exportLine, faultOfEntry, selectEntries, type StoredEntry } from "./log-rows-queries.ts";
import { witnessOf } from "./witness/log-witness.ts";
import { withWords } from "./log-words-store.ts";

const BATCH = 2_000;

/** `%` and `_` typed by a person mean themselves. */
const anywhere = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;

function conditionsOf(filter: LogFilter): RawBuilder<unknown>[] {
  const types = [...(filter.types ?? []), ...(filter.groups ?? []).flatMap(logTypesOf)];
  const conditions: RawBuilder<unknown>[] = [];
  if (types.length > 0) conditions.push(sql`type = any(${types}::text[])`);
  if (filter.actorId !== undefined) conditions.push(sql`actor_id = ${filter.actorId}`);
  if (filter.subjectKind !== undefined) conditions.push(sql`subject_kind = ${filter.subjectKind}`);
  if (filter.subjectId !== undefined) conditions.push(sql`subject_id = ${filter.subjectId}`);
  if (filter.sectorId !== undefined) conditions.push(sql`sector_id = ${filter.sectorId}`);
  if (filter.outcome !== undefined) conditions.push(sql`outcome = ${filter.outcome}`);
  if (filter.from !== undefined) conditions.push(sql`log_entry.at >= ${filter.from}::timestamptz`);
  if (filter.to !== undefined) conditions.push(sql`log_entry.at < ${filter.to}::timestamptz`);
  if (filter.text !== undefined) {
    const like = anywhere(filter.text);
    conditions.push(
      sql`(actor_name ilike ${like} or actor_id in (select user_id::text from person where name_latin ilike ${like}) or subject_id ilike ${like} or work_item ilike ${like} or refusal_code ilike ${like} or detail::text ilike ${like})`,
    );
  }
  return conditions;
}

const all = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);

const shown = ({ index, fields, salt }: StoredEntry): LogRow => ({
  ...fields,
  outcome: fields.outcome === "refused" ? "refused" : "done",
  index,
  erased: salt === null,
});

/** A page of the log, newest first. `next` is the `before` of the page after it, null on the last. */
export async function logPage(
  tx: Tx,
  filter: LogFilter,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<{ rows: LogRow[]; next: number | null }> {
  const conditions = conditionsOf(filter);
  if (before !== undefined) conditions.push(sql`log_entry.index < ${before}`);
  const found = await selectEntries(tx, all(conditions), limit + 1, true);
  const page = found.slice(0, limit).map(shown);
  const details = await withWords(
    tx,
    page.map(({ index }, nth) => ({ index, detail: found[nth]?.fields.detail ?? null })),
  );
  const rows = page.map((row, nth) => ({ ...row, detail: details[nth] }));
  return { rows, next: found.length > limit ? (rows.at(-1)?.index ?? null) : null };
}

export type LogCount = { readonly type: string; readonly outcome: "done" | "refused"; readonly count: number };

/** Counts entries of the filter by type and outcome, most frequent first. */
export async function countLog(tx: Tx, filter: LogFilter): Promise<LogCount[]> {
  const found = await sql<{ type: string; outcome: "done" | "refused"; count: string }>`
    select type, outcome, count(*)::text as count from log_entry where ${all(conditionsOf(filter))}
    group by type, outcome order by count(*) desc, type, outcome`.execute(tx);
  return found.rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }));
}

/** Runs a read in a transaction of the reader's own scope. */
export type Read = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/**
 * The entries of a filter as lines for a verifier (see `exportLine`), rising. Each batch is a transaction of its own, so that a
 * slow reader holds nothing open; entries appended after the start are not part of it.
 */
export async function* exportLog(read: Read, filter: LogFilter): AsyncGenerator<string> {
  const end = await read(logSize);
  for (let from = 0; from < end;) {
    const conditions = [...conditionsOf(filter), sql`log_entry.index >= ${from}`, sql`log_entry.index < ${end}`];
    const found = await read((tx) => selectEntries(tx, all(conditions), BATCH));
    yield found.map(exportLine).join("");
    const last = found.at(-1);
    if (!last || found.length < BATCH) return;
    from = last.index + 1;
  }
}

/** Number of entries in the log. */
export async function logSize(tx: Tx): Promise<number> {
  const found = await sql<{ size: string }>`select size::text as size from log_head`.execute(tx);
  return Number(found.rows[0]?.size ?? 0);
}

/** The erasures that the log records, rising. */
export async function recordedErasures(tx: Tx): Promise<Erasure[]> {
  const found = await selectEntries(tx, sql`type = 'log.erased'`, BATCH);
  return found.flatMap(({ index, fields }) => erasureOf(index, fields) ?? []);
}

/** The rule of retention that was adopted last and was made by the room; null if none was. */
export async function adoptedOrder(tx: Tx): Promise<ErasureOrder | null> {
  const [newest] = await selectEntries(tx, sql`type = 'log.retention_adopted'`, 1, true);
  const witness = witnessOf(tx);
  if (newest === undefined || (witness !== null && !witness.isOurs(newest))) return null;
  return faultOfEntry(newest) === null ? readOrder(newest.fields.detail) : null;
}

/** Those of these ids that an entry from `from` on names, as its subject or in its detail. */
export async function namedSince(tx: Tx, from: number, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${[...new Set(ids)]}::text[]) as asked (id)
    where exists (select from log_entry where log_entry.index >= ${from} and (subject_id = id or position(id in detail::text) > 0))`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Time at which the entry of an index was appended, ms since epoch; null if there is none. */
export async function timeOfEntry(tx: Tx, index: number): Promise<number | null> {
  const found = await sql<{ at: Date }>`select at from log_entry where index = ${index}`.execute(tx);
  return found.rows[0]?.at.getTime() ?? null;
}

export type KeptCheckpoint = { readonly size: number; readonly root: Buffer; readonly at: Date; readonly note: string };

/** The newest signed tree head; null before the first. */
export async function currentCheckpoint(tx: Tx): Promise<KeptCheckpoint | null> {
  const found = await sql<{ size: string; root: Buffer; ms: string; note: string }>`
    select size::text, root, round(extract(epoch from at) * 1000)::text as ms, note
    from log_checkpoint order by log_checkpoint.size desc limit 1`.execute(tx);
  const row = found.rows[0];
  return row ? { size: Number(row.size), root: row.root, at: new Date(Number(row.ms)), note: row.note } : null;
}

/** The alarm that stands in the database; null where none does. */
export async function keptAlarm(tx: Tx): Promise<LogAlarm | null> {
  const found = await sql<{ index: string | null; reason: string }>`select index::text, reason from log_alarm`.execute(tx);
  const row = found.rows[0];
  return row ? new LogAlarm(row.index === null ? null : Number(row.index), row.reason) : null;
}

/** The index of the first entry that carries a MAC, right or wrong; null if none does. */
export async function firstSealed(tx: Tx): Promise<number | null> {
  const { rows } = await sql<{ index: string }>`
    select index::text as index from log_entry where mac is not null order by log_entry.index limit 1`.execute(tx);
  return rows[0] === undefined ? null : Number(rows[0].index);
}

/** The last index of a commitment that stands in the log more than once, of these; null for none. It reads the whole table. */
export async function indexOfDouble(tx: Tx, commitments: readonly Buffer[]): Promise<number | null> {
  const { rows } = await sql<{ index: number }>`select max(index) as index from log_entry where commitment = any(${commitments}::bytea[])
    group by commitment having count(*) > 1 limit 1`.execute(tx);
  return rows[0]?.index ?? null;
}
