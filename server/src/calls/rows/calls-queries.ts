import type { calls, CallRow, CallerPlaceShown } from "@amaliyat/contract/calls";
import type { QueryOf } from "@amaliyat/contract/route";
import { callAgainAt, CALLED_BACK_ENDINGS, nuisanceAt, plainNumber, type CallEnding, type PlaceSource } from "@amaliyat/domain/calls";
import { referenceOfDigits } from "@amaliyat/domain/interventions";
import { searchQuestions, type Asked } from "@amaliyat/domain/archive";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { noteLocked } from "./locks-store.ts";

type Row = Omit<CallRow, "arrivedAt" | "since" | "answeredAt" | "endedAt" | "takenBy" | "place" | "nuisance"> & {
  arrivedAt: Date;
  since: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  takerId: string | null;
  takerName: string | null;
  lat: number | null;
  lon: number | null;
  placeSource: PlaceSource | null;
  accuracyM: number | null;
  placeAt: Date | null;
  score: number | null;
  scoreAt: Date | null;
};

const columns = sql`c.call_id as "callId", c.reference, c.direction, c.line, c.from_number as number, c.withheld,
  case when c.ended_at is not null then 'ended' when q.state->>'kind' = 'leaving' then 'elsewhere'
    else coalesce(q.state->>'kind', 'elsewhere') end as state,
  case when q.call_back = 'asked' or q.state->>'kind' = 'leaving' then q.state->>'kind' end as "callBack",
  c.arrived_at as "arrivedAt", c.since, c.answered_at as "answeredAt", c.ended_at as "endedAt", c.ending, c.silent, c.text_kind as text, c.survived,
  c.taken_by as "takerId", u.name as "takerName", case when q.state->>'kind' = 'offered' then q.state->>'takerId' end as "offeredTo",
  c.nature, c.language, c.priority, c.subcategory, c.lat, c.lon, c.place_source as "placeSource", c.place_accuracy_m as "accuracyM",
  c.place_at as "placeAt", c.place_text as "placeText", c.sector_id as "sectorId", c.intervention_id as "interventionId",
  i.reference as "interventionReference", c.back_of as "backOf", n.score, n.at as "scoreAt"`;
const tables = sql`call c left join call_queue q using (call_id) left join person u on u.user_id = c.taken_by
  left join intervention_now i on i.intervention_id = c.intervention_id left join nuisance_number n on n.number_key = c.number_key`;

const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const placeOf = ({ lat, lon, placeSource: source, accuracyM, placeAt }: Row): CallerPlaceShown | null =>
  lat === null || lon === null || source === null || placeAt === null
    ? null
    : { source, point: { lat, lon }, accuracyM, measuredAt: placeAt.toISOString() };

function shown(row: Row, now: number): CallRow {
  const { arrivedAt, since, answeredAt, endedAt, takerId, takerName, lat, lon, placeSource, accuracyM, placeAt, score, scoreAt, ...rest } =
    row;
  return {
    ...rest,
    arrivedAt: arrivedAt.toISOString(),
    since: since.toISOString(),
    answeredAt: iso(answeredAt),
    endedAt: iso(endedAt),
    takenBy: takerId === null ? null : { userId: takerId, name: takerName ?? "" },
    place: placeOf({ ...row, lat, lon, placeSource, accuracyM, placeAt }),
    nuisance: score === null || scoreAt === null ? 0 : Math.round(nuisanceAt({ score, at: scoreAt.getTime() }, now) * 100) / 100,
  };
}

async function callsWhere(tx: Tx, now: number, condition: RawBuilder<unknown>, tail: RawBuilder<unknown>): Promise<CallRow[]> {
  const { rows } = await sql<Row>`select ${columns} from ${tables} where c.import_id is null and ${condition} ${tail}`.execute(tx);
  return rows.map((row) => shown(row, now));
}

/** One call; null when the caller's scope has none of this id. */
export async function callById(tx: Tx, now: number, callId: string): Promise<CallRow | null> {
  return (await callsWhere(tx, now, sql`c.call_id = ${callId}`, sql``))[0] ?? null;
}

/** Calls by their ids, in no order; those that the caller's scope does not have are missing. */
export const callsByIds = (tx: Tx, now: number, callIds: readonly string[]): Promise<CallRow[]> =>
  callIds.length === 0 ? Promise.resolve([]) : callsWhere(tx, now, sql`c.call_id = any(${[...callIds]}::uuid[])`, sql``);

const and = (parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join([sql`true`, ...parts], sql` and `);

/** A page of calls, newest first. The cursor is the moment and the id of the last row. */
export async function listCalls(tx: Tx, now: number, query: QueryOf<typeof calls.list>) {
  const { line, open, callBack, ending, nature, takenBy, interventionId, from, to, q, size, cursor } = query;
  const [at = "", id = ""] = cursor?.split("_") ?? [];
  const isCursor = Number.isSafeInteger(Number(at)) && /^[0-9a-f-]{36}$/.test(id);
  const key = q === undefined ? null : plainNumber(q);
  const conditions = [
    ...(line === undefined ? [] : [sql`c.line = ${line}`]),
    ...(open === undefined ? [] : [open ? sql`c.ended_at is null` : sql`c.ended_at is not null`]),
    ...(callBack === undefined ? [] : [sql`q.call_back = 'asked'`]),
    ...(ending === undefined ? [] : [sql`c.ending = ${ending}`]),
    ...(nature === undefined ? [] : [sql`c.nature = ${nature}`]),
    ...(takenBy === undefined ? [] : [sql`c.taken_by = ${takenBy}`]),
    ...(interventionId === undefined ? [] : [sql`c.intervention_id = any (amaliyat_one_event(${interventionId}))`]),
    ...(from === undefined ? [] : [sql`c.arrived_at >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [sql`c.arrived_at < ${to}::timestamptz`]),
    ...(q === undefined
      ? []
      : [
          sql`(position(amaliyat_fold(${referenceOfDigits(q) ?? q}) in amaliyat_fold(c.reference)) > 0 or position(${key ?? "none"} in c.number_key) > 0)`,
        ]),
    ...(isCursor ? [sql`(c.arrived_at, c.call_id) < (${new Date(Number(at))}, ${id}::uuid)`] : []),
  ];
  const rows = await callsWhere(tx, now, and(conditions), sql`order by c.arrived_at desc, c.call_id desc limit ${size + 1}`);
  const last = rows.length > size ? rows[size - 1] : undefined;
  return { rows: rows.slice(0, size), next: last === undefined ? null : `${Date.parse(last.arrivedAt)}_${last.callId}` };
}

/** Calls that the caller may see and that answer a search of the archive, newest first. */
export async function callsAsked(tx: Tx, now: number, asked: Asked): Promise<CallRow[]> {
  const found = searchQuestions(asked, asked.subcategories).map(
    (question) => sql`select amaliyat_search('call', ${JSON.stringify(question)}::jsonb, ${asked.most})`,
  );
  return callsWhere(
    tx,
    now,
    sql`c.call_id = any (array(${sql.join(found, sql` union `)}))`,
    sql`order by c.arrived_at desc, c.call_id desc`,
  );
}

/** Time for which an abandoned call is listed. */
const LISTED_MS = 24 * 3_600_000;

/**
 * The last abandoned call of each number, or each call with a withheld number, with the number of tries. Left out are callers whom somebody
 * called back or who got through since. Calls that ended at once come last.
 */
export async function abandonedCalls(tx: Tx, now: number) {
  const since = new Date(now - LISTED_MS);
  const { rows } = await sql<{ call_id: string; tries: number }>`
    select (array_agg(call_id order by arrived_at desc))[1] as call_id, count(*)::int as tries from call v
    where import_id is null and direction = 'in' and ending = any(${[...CALLED_BACK_ENDINGS]}::text[]) and arrived_at >= ${since}
      and not exists (select from call b where b.import_id is null and b.arrived_at >= v.arrived_at and b.call_id <> v.call_id
        and (b.back_of = v.call_id or b.number_key = v.number_key) and (b.answered_at is not null or b.ended_at is null))
      -- A caller who asked for a call-back is in the queue itself.
      and not exists (select from call_queue q where q.call_id = v.call_id)
    group by coalesce(number_key, call_id::text)`.execute(tx);
  const tries = new Map(rows.map((row) => [row.call_id, row.tries]));
  const found = await callsWhere(
    tx,
    now,
    sql`c.call_id = any(${[...tries.keys()]}::uuid[])`,
    sql`order by c.ending = 'zero_second', c.ended_at - c.arrived_at desc`,
  );
  const called = await unansweredCallBacks(tx, [...tries.keys()]);
  return found.map((row) => {
    const { times, lastAt } = called.get(row.callId) ?? { times: 0, lastAt: new Date(now) };
    return {
      ...row,
      waitS: Math.max(0, (Date.parse(row.endedAt ?? row.arrivedAt) - Date.parse(row.arrivedAt)) / 1000),
      tries: tries.get(row.callId) ?? 1,
      calledInVain: times,
      callAgainAt: isoOf(callAgainAt(times, lastAt.getTime())),
    };
  });
}

type UnansweredCallBacks = { readonly call_id: string; readonly times: number; readonly last_at: Date };

/** Unanswered calls back to the numbers of these calls: their count and the time of the last. */
async function unansweredCallBacks(tx: Tx, callIds: readonly string[]): Promise<Map<string, { times: number; lastAt: Date }>> {
  const { rows } = await sql<UnansweredCallBacks>`
    select v.call_id, count(*)::int as times, max(b.ended_at) as last_at
    from call v join call b on b.import_id is null and b.direction = 'out' and b.ending = 'unreached' and b.arrived_at >= v.arrived_at
      and (b.back_of = v.call_id or b.number_key = v.number_key)
    where v.call_id = any(${[...callIds]}::uuid[]) group by v.call_id`.execute(tx);
  return new Map(rows.map(({ call_id, times, last_at }) => [call_id, { times, lastAt: last_at }]));
}

/** Calls that wait for a call-back, in the order of the queue. */
export const askedBackCalls = (tx: Tx, now: number): Promise<CallRow[]> =>
  callsWhere(tx, now, sql`q.call_back = 'asked'`, sql`order by c.since, c.call_id`);

/** Earlier calls of the number of a call, newest first. */
export const earlierCalls = (tx: Tx, now: number, callId: string): Promise<CallRow[]> =>
  callsWhere(
    tx,
    now,
    sql`c.call_id <> ${callId} and c.number_key = (select number_key from call o where o.call_id = ${callId})
      and c.arrived_at <= (select arrived_at from call o where o.call_id = ${callId})`,
    sql`order by c.arrived_at desc limit 50`,
  );

/** Calls back that the room made for a call, oldest first, with their endings. */
export async function callBacksOf(tx: Tx, callId: string): Promise<{ callId: string; reference: string; ending: CallEnding | null }[]> {
  const { rows } = await sql<{ callId: string; reference: string; ending: CallEnding | null }>`
    select call_id as "callId", reference, ending from call where back_of = ${callId} order by arrived_at`.execute(tx);
  return rows;
}

export type KeptCall = {
  readonly callId: string;
  readonly reference: string;
  readonly direction: "in" | "out";
  readonly line: string;
  readonly numberKey: string | null;
  readonly arrivedAt: Date;
  readonly since: Date;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  readonly overflowedAt: Date | null;
  readonly ending: CallEnding | null;
  readonly silent: boolean;
  readonly lineClosed: boolean;
  readonly takenBy: string | null;
  readonly language: CallRow["language"];
  readonly announcedSeq: number | null;
  readonly interventionId: string | null;
  readonly nature: CallRow["nature"];
  readonly textKind: CallRow["text"];
  readonly textOverAt: Date | null;
  readonly keysAskedAt: Date | null;
  readonly cannotSpeakAt: Date | null;
};

const kept = sql`call_id as "callId", reference, direction, line, number_key as "numberKey", arrived_at as "arrivedAt", since,
  answered_at as "answeredAt", ended_at as "endedAt", overflowed_at as "overflowedAt", ending, silent, line_closed as "lineClosed",
  taken_by as "takenBy", language, announced_seq as "announcedSeq", intervention_id as "interventionId", nature, text_kind as "textKind",
  text_over_at as "textOverAt", keys_asked_at as "keysAskedAt", cannot_speak_at as "cannotSpeakAt" from call`;

/** A call under its lock, as the room's own work needs it. */
export async function lockCall(tx: Tx, callId: string): Promise<KeptCall | null> {
  const { rows } = await sql<KeptCall>`select ${kept} where call_id = ${callId} and import_id is null for update`.execute(tx);
  if (rows[0] !== undefined) noteLocked(tx, [callId]);
  return rows[0] ?? null;
}

/** The reference of a call; null for none. */
export async function referenceOf(tx: Tx, callId: string): Promise<string | null> {
  return (await sql<{ reference: string }>`select reference from call where call_id = ${callId}`.execute(tx)).rows[0]?.reference ?? null;
}

/** Calls that are not over, and those that wait to be called back. */
export async function liveCalls(tx: Tx): Promise<KeptCall[]> {
  const asked = sql`call_id in (select call_id from call_queue)`;
  return (await sql<KeptCall>`select ${kept} where import_id is null and (ended_at is null or ${asked}) order by arrived_at`.execute(tx))
    .rows;
}
