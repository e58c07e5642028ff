import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { partnerTables } from "./partners-tables.ts";

/** Whether a partner's system answers: how often it failed in a row, since when it says nothing, and when it is asked again. */
export type Reach = { readonly failures: number; readonly awaySince: Date | null; readonly nextTryAt: Date };

/** Null where nothing failed. In the room's own scope. */
export async function reachOf(tx: Tx, partnerId: string): Promise<Reach | null> {
  const row = await partnerTables(tx).selectFrom("partner_reach").selectAll().where("partner_id", "=", partnerId).executeTakeFirst();
  return row === undefined ? null : { failures: row.failures, awaySince: row.away_since, nextTryAt: row.next_try_at };
}

/** Writes how a partner's system answers; null deletes its failures. In the room's own scope. */
export async function writeReach(tx: Tx, partnerId: string, reach: Reach | null): Promise<void> {
  if (reach === null) {
    await partnerTables(tx).deleteFrom("partner_reach").where("partner_id", "=", partnerId).execute();
    return;
  }
  const columns = { failures: reach.failures, away_since: reach.awaySince, next_try_at: reach.nextTryAt };
  await partnerTables(tx)
    .insertInto("partner_reach")
    .values({ partner_id: partnerId, ...columns })
    .onConflict((conflict) => conflict.column("partner_id").doUpdateSet(columns))
    .execute();
}

/**
 * Partners for whom something waits beyond `latest`, a time that no wait reaches: the clock was put back. Those that are asked before it
 * anyway are left out. In the room's own scope.
 */
export async function partnersPutOff(tx: Tx, latest: Date): Promise<string[]> {
  const { rows } = await sql<{ partnerId: string }>`
    select partner_id as "partnerId" from partner_reach where next_try_at > ${latest}
    union select f.partner_id from forward f join partner p using (partner_id)
    where p.transport <> 'eido_ws' and ((f.kind = 'queued' and f.queued_at > ${latest}) or (f.notice = 'due' and f.since > ${latest})
        or (f.update_waits and f.update_next_try_at > ${latest} and f.kind in ('sent','received','acknowledged','in_progress')))
      and not exists (select from partner_reach r where r.partner_id = f.partner_id and r.next_try_at <= ${latest})`.execute(tx);
  return rows.map(({ partnerId }) => partnerId);
}

/** Forwards to be acknowledged after `latest`, with the priority of their work. In the room's own scope. */
export async function answersDueAfter(tx: Tx, latest: Date): Promise<{ forwardId: string; priority: string | null; dueAt: Date }[]> {
  const { rows } = await sql<{ forwardId: string; priority: string | null; dueAt: Date }>`
    select f.forward_id as "forwardId", i.priority, f.answer_due_at as "dueAt" from forward f join intervention_now i using (intervention_id)
    where f.answer_due_at > ${latest} and f.unanswered_at is null and (f.kind in ('queued','sent','received','failed')
      or (f.danger_unread_since is not null and f.kind in ('acknowledged','in_progress')))`.execute(tx);
  return rows;
}
