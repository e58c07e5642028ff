import { PLACE_JOINS_MS, type CallEnding, type CallLanguage } from "@amaliyat/domain/calls";
import { REFERENCE_DIGITS } from "@amaliyat/domain/interventions";
import { sql } from "kysely";
import type { QueryConfig } from "pg";
import { type Db, LOCKS, type Tx } from "../../platform/database/index.ts";
import { holdPlacesOf, noteLocked } from "./locks-store.ts";
import { writeLegs } from "./legs-store.ts";

/** Time limit for reading the lines from a database that does not answer. */
const ASK_MS = 5_000;

/** Lock of the lines by one process, on a connection of its own. The lock ends with the connection. */
export type LinesLock = { readonly giveBack: () => Promise<void> };

/** Locks the lines for this process; null if another has the lock. `lost` is called when the connection breaks. */
export async function lockLines({ pool }: Db, lost: () => void): Promise<LinesLock | null> {
  const client = await pool.connect();
  const text = "select pg_try_advisory_lock($1) as mine";
  const asked = client.query<{ mine: boolean }>({ text, values: [LOCKS.lines], query_timeout: ASK_MS } as QueryConfig);
  const { rows } = await asked.catch((cause: unknown) => {
    // Nobody heard whether it has the lock: a connection that is kept would keep the lines from everybody, this process among them.
    client.release(true);
    throw cause;
  });
  if (rows[0]?.mine !== true) {
    client.release();
    return null;
  }
  client.on("error", lost);
  return {
    async giveBack() {
      await client.query("select pg_advisory_unlock($1)", [LOCKS.lines]).catch(() => undefined);
      client.release(true);
    },
  };
}

export type NewCall = {
  readonly callId: string;
  /** Year of whose numbers the call takes the next. */
  readonly year: number;
  readonly direction: "in" | "out";
  readonly line: string;
  readonly dialled: string;
  readonly number: string | null;
  readonly key: string | null;
  readonly withheld: boolean;
  readonly at: Date;
  readonly since: Date;
  readonly closed: boolean;
  readonly takenBy: string | null;
  readonly backOf: string | null;
};

/** A call as it was kept, and whether its telephone had sent a place before it was put through, or another call of it may have one. */
export type BegunCall = { readonly reference: string; readonly placeWaits: boolean };

/**
 * Inserts new calls, each under the next number of its year, written as in `formatReference`. Returns them by id, without those that were
 * there already.
 */
export async function insertCalls(tx: Tx, calls: readonly NewCall[]): Promise<Map<string, BegunCall>> {
  if (calls.length === 0) return new Map();
  await holdPlacesOf(
    tx,
    calls.flatMap(({ key }) => key ?? []),
  );
  const given = calls.map((call, nth) => ({ ...call, nth }));
  const { rows } = await sql<BegunCall & { callId: string }>`
    with given as (
      select *, row_number() over (partition by year order by nth) as nth_of_year
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g (nth integer, "callId" uuid, year integer, direction text, line text,
        dialled text, number text, key text, withheld boolean, at timestamptz, since timestamptz, closed boolean, "takenBy" uuid, "backOf" uuid)
    ), numbers as (
      insert into call_number (year, last) select year, count(*) from given group by year
      on conflict (year) do update set last = call_number.last + excluded.last returning year, last
    ), numbered as (
      select given.*, (last - count(*) over (partition by year) + nth_of_year)::text as taken from given join numbers using (year)
    )
    insert into call (call_id, reference, direction, line, dialled, from_number, number_key, withheld, arrived_at, since, line_closed, taken_by,
      back_of)
    select "callId", 'C-' || year || '-' || lpad(taken, greatest(${REFERENCE_DIGITS}::integer, length(taken)), '0'), direction, line, dialled,
      number, key, withheld, at, since, closed, "takenBy", "backOf" from numbered order by nth
    on conflict (call_id) do nothing
    returning call_id as "callId", reference,
      exists (select from call_place p where p.call_id is null and p.number_key = call.number_key)
        or exists (select from call c where c.number_key = call.number_key and c.import_id is null
          and (c.ended_at is null or c.ended_at > call.arrived_at - ${PLACE_JOINS_MS} * interval '1 ms')) as "placeWaits"`.execute(tx);
  noteLocked(
    tx,
    rows.map(({ callId }) => callId),
  );
  return new Map(rows.map(({ callId, ...begun }) => [callId, begun]));
}

/** A person has the call: the first who takes it answers it. */
export async function markTaken(tx: Tx, callId: string, userId: string | null, at: Date): Promise<void> {
  const { rows } = await sql`
    update call set answered_at = coalesce(answered_at, ${at}), taken_by = coalesce(${userId}::uuid, taken_by),
      answered_after_s = coalesce(answered_after_s, extract(epoch from ${at}::timestamptz - arrived_at))
    where call_id = ${callId} and ended_at is null returning call_id`.execute(tx);
  if (rows.length > 0) noteLocked(tx, [callId]);
}

/**
 * Moves since when open calls are in their state, with a step of the clock: a call that waits has waited as long as before. A caller who was asked
 * to press a key has as long to answer.
 */
export async function moveOpenCalls(tx: Tx, byMs: number): Promise<void> {
  await sql`
    update call set since = since + ${byMs} * interval '1 ms', keys_asked_at = keys_asked_at + ${byMs} * interval '1 ms'
    where import_id is null and ended_at is null`.execute(tx);
}

export async function markOverflowed(tx: Tx, callId: string, at: Date): Promise<void> {
  await sql`update call set overflowed_at = ${at} where call_id = ${callId}`.execute(tx);
}

export async function setCallLanguage(tx: Tx, callId: string, language: CallLanguage): Promise<void> {
  await sql`update call set language = ${language} where call_id = ${callId}`.execute(tx);
}

/** A call that ends; `by` as the telephones report it. */
export type EndedCall = { readonly callId: string; readonly at: Date; readonly ending: CallEnding; readonly by: string };

/** Ends calls, each once, with all their parties. A person may have said before that nobody spoke: that ending is «silent». */
export async function endCalls(tx: Tx, ended: readonly EndedCall[]): Promise<void> {
  if (ended.length === 0) return;
  await writeLegs(tx);
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as g ("callId" uuid, at timestamptz, ending text, by text)
    ), calls as (
      update call set ended_at = greatest(g.at, arrived_at), ended_by = g.by,
        ending = case when silent and g.ending = 'answered' then 'silent' else g.ending end,
        duration_s = extract(epoch from greatest(g.at, arrived_at) - coalesce(answered_at, arrived_at))
      from given g where call_id = g."callId" and ended_at is null
    )
    update call_leg l set ended_at = g.at from given g where l.call_id = g."callId" and l.ended_at is null`.execute(tx);
}

/** A call locked for a change: whether a person said that nobody spoke, and which of some files are its recordings already. */
export type LockedCall = { readonly callId: string; readonly silent: boolean; readonly files: readonly string[] };

/** Locks calls until the transaction ends, in the common order. Returns those that are there. */
export async function lockForChange(tx: Tx, callIds: readonly string[], files: readonly string[]): Promise<LockedCall[]> {
  if (callIds.length === 0) return [];
  const { rows } = await sql<LockedCall>`
    select c.call_id as "callId", c.silent,
      array(select r.file from call_recording r where r.call_id = c.call_id and r.file = any(${[...files]}::text[])) as files
    from call c where c.call_id = any(${[...callIds]}::uuid[]) order by c.call_id for no key update`.execute(tx);
  noteLocked(
    tx,
    rows.map(({ callId }) => callId),
  );
  return rows;
}

/** Marks a call that consoles answered by themselves. */
export async function markSurvived(tx: Tx, callId: string): Promise<void> {
  await sql`update call set survived = true where call_id = ${callId}`.execute(tx);
}

type Said = Partial<Record<"nature" | "place_text" | "subcategory" | "priority" | "intervention_id" | "sector_id", string | null>>;

/** Updates a call by the words of a person. */
export async function updateSaid(tx: Tx, callId: string, said: Said & { readonly silent?: boolean }): Promise<void> {
  await sql`
    update call set
      nature = case when ${"nature" in said} then ${said.nature ?? null} else nature end,
      place_text = case when ${"place_text" in said} then ${said.place_text ?? null} else place_text end,
      subcategory = case when ${"subcategory" in said} then ${said.subcategory ?? null} else subcategory end,
      priority = case when ${"priority" in said} then ${said.priority ?? null} else priority end,
      intervention_id = case when ${"intervention_id" in said} then ${said.intervention_id ?? null}::uuid else intervention_id end,
      silent = coalesce(${said.silent ?? null}, silent),
      ending = case when ending in ('answered', 'silent') and ${said.silent ?? null}::boolean is not null
        then case when ${said.silent ?? false} then 'silent' else 'answered' end else ending end
    where call_id = ${callId}`.execute(tx);
}

/** The caller is asked to press a key. */
export async function markKeysAsked(tx: Tx, callId: string, at: Date): Promise<void> {
  await sql`update call set keys_asked_at = ${at} where call_id = ${callId}`.execute(tx);
}

/** The caller cannot speak, and is in danger. */
export async function markCannotSpeak(tx: Tx, callId: string, at: Date): Promise<void> {
  await sql`
    update call set cannot_speak_at = coalesce(cannot_speak_at, ${at}), priority = 'P1' where call_id = ${callId}`.execute(tx);
}
