import type { Tx } from "../platform/database/index.ts";
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
