import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { lockCalls } from "./locks-store.ts";

/** One line of what happened to a call. `announced` says besides which announcement its caller hears. */
export type NewEvent = {
  readonly at: number;
  readonly by?: string | null;
  readonly kind: string;
  readonly data?: Readonly<Record<string, unknown>>;
};
type Line = NewEvent & { readonly callId: string };

/** Events of a transaction that writes all of them at once at its end. */
const gathered = new WeakMap<Tx, Line[]>();

/** From now on what happens is gathered in this transaction, until `writeEvents`: each statement that a turn saves, the next one waits less. */
export const gatherEvents = (tx: Tx): void => void gathered.set(tx, []);

/** Appends one line of what happened. */
export async function addEvent(tx: Tx, callId: string, event: NewEvent): Promise<void> {
  const waiting = gathered.get(tx);
  if (waiting === undefined) await insertEvents(tx, [{ ...event, callId }]);
  else waiting.push({ ...event, callId });
}

/** Writes what was gathered. */
export async function writeEvents(tx: Tx): Promise<void> {
  const lines = gathered.get(tx)?.splice(0) ?? [];
  if (lines.length > 0) await insertEvents(tx, lines);
}

/** True if an intervention was made of a call. */
export async function isMadeOfCall(tx: Tx, callId: string, interventionId: string): Promise<boolean> {
  const { rows } = await sql`
    select from call_event where call_id = ${callId} and kind = 'call.joined' and data->>'interventionId' = ${interventionId}
      and data->>'made' = 'true' limit 1`.execute(tx);
  return rows.length > 0;
}

/**
 * A person and a telephone who write of one call at once take two numbers. A call whose own row was never written has no lines, and keeps no other
 * from the rows.
 */
async function insertEvents(tx: Tx, lines: readonly Line[]): Promise<void> {
  await lockCalls(tx, [...new Set(lines.map(({ callId }) => callId))]);
  const given = lines.map(({ callId, at, by = null, kind, data = {} }) => ({ callId, at: new Date(at), by, kind, data }));
  await sql`
    with given as (
      select (e->>'callId')::uuid as call_id, nth, (e->>'at')::timestamptz as at, (e->>'by')::uuid as by, e->>'kind' as kind, e->'data' as data
      from jsonb_array_elements(${JSON.stringify(given)}::jsonb) with ordinality as given (e, nth)
    ), written as (
      insert into call_event (call_id, seq, at, by, kind, data)
      select g.call_id, coalesce((select max(seq) from call_event o where o.call_id = g.call_id), 0)
        + row_number() over (partition by g.call_id order by g.nth), g.at, g.by, g.kind, g.data
      from given g where exists (select from call c where c.call_id = g.call_id) returning call_id, seq, kind
    )
    update call set announced_seq = a.seq from (select call_id, max(seq) as seq from written where kind = 'announced' group by call_id) a
    where call.call_id = a.call_id`.execute(tx);
}
