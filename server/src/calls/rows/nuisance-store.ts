import { addNuisance, nuisanceEnds } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Counts one more nuisance call to a number; scores that are worth nothing any more are forgotten on the way. */
export async function countNuisance(tx: Tx, key: string, at: number): Promise<void> {
  await sql`delete from nuisance_number where expires_at < ${new Date(at)}`.execute(tx);
  const { rows } = await sql<{
    score: number;
    at: Date;
  }>`select score, at from nuisance_number where number_key = ${key} for update`.execute(tx);
  const known = rows[0] === undefined ? null : { score: rows[0].score, at: rows[0].at.getTime() };
  const next = addNuisance(known, at);
  await sql`
    insert into nuisance_number (number_key, score, at, expires_at)
    values (${key}, ${next.score}, ${new Date(next.at)}, ${new Date(nuisanceEnds(next))})
    on conflict (number_key) do update set score = excluded.score, at = excluded.at, expires_at = excluded.expires_at`.execute(tx);
}

/** Time at which the nuisance score of a call's number expires; null if it has none. */
export async function nuisanceEndsAt(tx: Tx, callId: string, at: number): Promise<string | null> {
  const { rows } = await sql<{ expires_at: Date }>`
    select n.expires_at from call c join nuisance_number n on n.number_key = c.number_key
    where c.call_id = ${callId} and n.expires_at > ${new Date(at)}`.execute(tx);
  return rows[0]?.expires_at.toISOString() ?? null;
}
