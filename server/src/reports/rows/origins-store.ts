import { addNuisance, nuisanceEnds } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { Answered } from "./proof-task.ts";

/**
 * Spends a task for a code. True the first time, and for the same code again: a report that is sent twice needs no second task. One that was
 * spent for another report serves no more.
 */
export async function spendTask(tx: Tx, { mark, expiresAt }: Answered, codeHash: Buffer): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    /* kept */ insert into report_task_spent (task, code_hash, expires_at) values (${mark}, ${codeHash}, ${expiresAt})
    on conflict (task) do update set code_hash = report_task_spent.code_hash
    returning code_hash = ${codeHash} as mine`.execute(tx);
  return rows[0]?.mine ?? false;
}

/** A network, or an address, sent nuisance; `times` below 0 takes it back. The score sinks by itself. */
export async function countNuisanceOfOrigin(tx: Tx, origin: Buffer, times: number, at: number): Promise<void> {
  const { rows } = await sql<{ score: number; score_at: Date }>`
    select score, score_at from report_network where network = ${origin} for update`.execute(tx);
  const [row] = rows;
  let known = row === undefined ? null : { score: row.score, at: row.score_at.getTime() };
  for (let nth = 0; nth < times; nth++) known = addNuisance(known, at);
  if (known === null) return;
  const next = times < 0 ? { ...known, score: Math.max(0, known.score + times) } : known;
  if (next.score === 0) {
    await sql`delete from report_network where network = ${origin}`.execute(tx);
    return;
  }
  await sql`
    insert into report_network (network, score, score_at, expires_at)
    values (${origin}, ${next.score}, ${new Date(next.at)}, ${new Date(nuisanceEnds(next))})
    on conflict (network) do update set score = excluded.score, score_at = excluded.score_at, expires_at = excluded.expires_at`.execute(tx);
}

/** The address from which a report came, while it waits. */
export async function originOf(tx: Tx, reportId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ address: Buffer | null }>`select address from report where report_id = ${reportId}`.execute(tx);
  return rows[0]?.address ?? null;
}

/** Forgets answered tasks that are over, scores of which nothing is left, and where waves came from that rest for a day. */
export async function forgetOrigins(tx: Tx, at: Date): Promise<void> {
  await sql`delete from report_task_spent where expires_at < ${at}`.execute(tx);
  await sql`delete from report_network where expires_at < ${at}`.execute(tx);
  await sql`
    update report_wave w set network = null, address = null, first_sketch = null, last_sketch = null
    where w.network is not null and w.last_at < ${at}::timestamptz - interval '1 day'
      and not exists (select from report r where r.wave_id = w.wave_id and (r.state in ('waiting','taken') or r.answered))`.execute(tx);
}
