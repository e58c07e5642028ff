import type { CallCard } from "@amaliyat/contract/calls";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type Listener = CallCard["listeners"][number];

/** Supervisors who are with a call. */
export async function listenersOf(tx: Tx, callId: string): Promise<Listener[]> {
  const { rows } = await sql<Omit<Listener, "since"> & { since: Date }>`
    select l.leg_id as "legId", l.user_id as "userId", u.name, coalesce(l.mode, 'listen') as mode, l.at as since from call_leg l join person u on u.user_id = l.user_id
    where l.call_id = ${callId} and l.kind = 'listen' and l.ended_at is null order by l.at`.execute(tx);
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}
