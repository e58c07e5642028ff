import type { PushSubscription } from "@amaliyat/contract/alerts";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

export type KeptSubscription = { readonly hash: Buffer; readonly sealed: Buffer; readonly language: PushSubscription["language"] };

/** Inserts a subscription, or updates the one of the same address. */
export async function upsertSubscription(tx: Tx, { hash, sealed, language }: KeptSubscription, at: Date): Promise<void> {
  await sql`
    insert into push_subscription (endpoint_hash, sealed, language, given_at) values (${hash}, ${sealed}, ${language}, ${at})
    on conflict (endpoint_hash) do update set sealed = excluded.sealed, language = excluded.language, given_at = excluded.given_at`.execute(
    tx,
  );
}

/** Deletes subscriptions. */
export async function deleteSubscriptions(tx: Tx, hashes: readonly Buffer[]): Promise<void> {
  if (hashes.length > 0) await sql`delete from push_subscription where endpoint_hash = any (${[...hashes]}::bytea[])`.execute(tx);
}

/** The next subscriptions in the order of their hashes. */
export async function subscriptionsAfter(tx: Tx, after: Buffer, limit: number): Promise<KeptSubscription[]> {
  const { rows } = await sql<KeptSubscription>`
    select endpoint_hash as hash, sealed, language from push_subscription where endpoint_hash > ${after} order by endpoint_hash limit ${limit}`.execute(
    tx,
  );
  return rows;
}

/** Those of these hashes that are still there. */
export async function subscriptionsOf(tx: Tx, hashes: readonly Buffer[]): Promise<KeptSubscription[]> {
  const { rows } = await sql<KeptSubscription>`
    select endpoint_hash as hash, sealed, language from push_subscription where endpoint_hash = any (${[...hashes]}::bytea[])`.execute(tx);
  return rows;
}
