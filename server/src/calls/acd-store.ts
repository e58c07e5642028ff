import {
  emptyAcd,
  type Acd,
  type CallLanguage,
  type LineRules,
  type PauseReason,
  type QueuedCall,
  type Taker,
  type TakerState,
} from "@amaliyat/domain/calls";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

type QueueRow = {
  call_id: string;
  line: string;
  priority: number;
  language: CallLanguage | null;
  since: Date;
  given_back: boolean;
  attempt: number;
  tried: string[];
  call_back: QueuedCall["callBack"];
  state: QueuedCall["state"];
  outside: QueuedCall["outside"];
  other_room: QueuedCall["otherRoom"];
};
type TakerRow = {
  user_id: string;
  languages: CallLanguage[];
  lines: string[] | null;
  state: TakerState;
  since: Date;
  idle_since: Date;
  missed: number;
  pause_next: PauseReason | null;
  locked: boolean;
};

/** The queue as its rows say it. */
export async function readAcd(tx: Tx, lines: readonly LineRules[]): Promise<Acd> {
  const queue = await sql<QueueRow>`select * from call_queue order by call_id`.execute(tx);
  const takers = await sql<TakerRow>`select * from call_taker where here order by user_id`.execute(tx);
  const calls = queue.rows.map((row): [string, QueuedCall] => [
    row.call_id,
    {
      callId: row.call_id,
      lineId: row.line,
      priority: row.priority,
      language: row.language,
      since: row.since.getTime(),
      givenBack: row.given_back,
      attempt: row.attempt,
      tried: row.tried,
      callBack: row.call_back,
      state: row.state,
      outside: row.outside,
      otherRoom: row.other_room,
    },
  ]);
  const people = takers.rows.map((row): [string, Taker] => [
    row.user_id,
    {
      takerId: row.user_id,
      languages: row.languages,
      lines: row.lines,
      state: row.state,
      since: row.since.getTime(),
      idleSince: row.idle_since.getTime(),
      missed: row.missed,
      pauseNext: row.pause_next,
      locked: row.locked,
    },
  ]);
  return { ...emptyAcd(lines), calls: new Map(calls), takers: new Map(people) };
}

const jsonOf = (value: QueuedCall["outside"]): string | null => (value === null ? null : JSON.stringify(value));

async function keepCall(tx: Tx, call: QueuedCall): Promise<void> {
  const { callId, lineId, priority, language, since, givenBack, attempt, tried, callBack, state, outside, otherRoom } = call;
  await sql`
    insert into call_queue (call_id, line, priority, language, since, given_back, attempt, tried, call_back, state, outside, other_room)
    values (${callId}, ${lineId}, ${priority}, ${language}, ${new Date(since)}, ${givenBack}, ${attempt}, ${[...tried]}::uuid[],
      ${callBack}, ${JSON.stringify(state)}::jsonb, ${jsonOf(outside)}::jsonb, ${jsonOf(otherRoom)}::jsonb)
    on conflict (call_id) do update set line = excluded.line, priority = excluded.priority, language = excluded.language,
      since = excluded.since, given_back = excluded.given_back, attempt = excluded.attempt, tried = excluded.tried, call_back = excluded.call_back,
      state = excluded.state, outside = excluded.outside, other_room = excluded.other_room`.execute(tx);
}

async function keepTaker(tx: Tx, taker: Taker): Promise<void> {
  const { takerId, languages, lines, state, since, idleSince, missed, pauseNext, locked } = taker;
  await sql`
    update call_taker set here = true, languages = ${[...languages]}::text[], lines = ${lines === null ? null : [...lines]}::text[],
      state = ${JSON.stringify(state)}::jsonb, since = ${new Date(since)}, idle_since = ${new Date(idleSince)}, missed = ${missed},
      pause_next = ${pauseNext}, locked = ${locked}
    where user_id = ${takerId}`.execute(tx);
}

/**
 * Writes what changed in the queue, and nothing else: the state is immutable, so that what is another object has changed. Calls whose own row
 * could not be written are left out.
 */
export async function keepAcd(
  tx: Tx,
  before: Acd,
  after: Acd,
  unwritten: ReadonlySet<string>,
): Promise<{ calls: string[]; takers: string[] }> {
  const changed = [...after.calls.values()].filter((call) => before.calls.get(call.callId) !== call);
  const calls = changed.filter(({ callId }) => !unwritten.has(callId));
  const gone = [...before.calls.keys()].filter((callId) => !after.calls.has(callId));
  const takers = [...after.takers.values()].filter((taker) => before.takers.get(taker.takerId) !== taker);
  for (const call of calls) await keepCall(tx, call);
  if (gone.length > 0) await sql`delete from call_queue where call_id = any(${gone}::uuid[])`.execute(tx);
  for (const taker of takers) await keepTaker(tx, taker);
  return { calls: [...calls.map(({ callId }) => callId), ...gone], takers: takers.map(({ takerId }) => takerId) };
}
