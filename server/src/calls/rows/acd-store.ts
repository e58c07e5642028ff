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
import type { Tx } from "../../platform/database/index.ts";

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
      voiceless: false,
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

/** Rows of the queue as they are sent, all in one statement: each statement that a turn saves, the next one waits less. */
async function upsertCalls(tx: Tx, calls: readonly QueuedCall[]): Promise<void> {
  if (calls.length === 0) return;
  const rows = calls.map((call) => ({ ...call, since: new Date(call.since) }));
  await sql`
    insert into call_queue (call_id, line, priority, language, since, given_back, attempt, tried, call_back, state, outside, other_room)
    select "callId", "lineId", priority, language, since, "givenBack", attempt, tried, "callBack", state, nullif(outside, 'null'::jsonb),
      nullif("otherRoom", 'null'::jsonb)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given ("callId" uuid, "lineId" text, priority integer, language text,
      since timestamptz, "givenBack" boolean, attempt integer, tried uuid[], "callBack" text, state jsonb, outside jsonb, "otherRoom" jsonb)
    on conflict (call_id) do update set line = excluded.line, priority = excluded.priority, language = excluded.language,
      since = excluded.since, given_back = excluded.given_back, attempt = excluded.attempt, tried = excluded.tried, call_back = excluded.call_back,
      state = excluded.state, outside = excluded.outside, other_room = excluded.other_room`.execute(tx);
}

async function updateTakers(tx: Tx, takers: readonly Taker[]): Promise<void> {
  if (takers.length === 0) return;
  const rows = takers.map((taker) => ({ ...taker, since: new Date(taker.since), idleSince: new Date(taker.idleSince) }));
  await sql`
    update call_taker t set here = true, languages = g.languages, lines = g.lines, state = g.state, since = g.since,
      idle_since = g."idleSince", missed = g.missed, pause_next = g."pauseNext", locked = g.locked
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g ("takerId" uuid, languages text[], lines text[], state jsonb,
      since timestamptz, "idleSince" timestamptz, missed integer, "pauseNext" text, locked boolean)
    where t.user_id = g."takerId"`.execute(tx);
}

/**
 * Writes what changed in the queue, and nothing else: the state is immutable, so that what is another object has changed. Calls whose own row
 * could not be written are left out.
 */
export async function writeAcd(
  tx: Tx,
  before: Acd,
  after: Acd,
  unwritten: ReadonlySet<string>,
): Promise<{ calls: string[]; takers: string[] }> {
  const changed = [...after.calls.values()].filter((call) => before.calls.get(call.callId) !== call);
  const calls = changed.filter(({ callId }) => !unwritten.has(callId));
  const gone = [...before.calls.keys()].filter((callId) => !after.calls.has(callId));
  const takers = [...after.takers.values()].filter((taker) => before.takers.get(taker.takerId) !== taker);
  await upsertCalls(tx, calls);
  if (gone.length > 0) await sql`delete from call_queue where call_id = any(${gone}::uuid[])`.execute(tx);
  await updateTakers(tx, takers);
  return { calls: [...calls.map(({ callId }) => callId), ...gone], takers: takers.map(({ takerId }) => takerId) };
}
