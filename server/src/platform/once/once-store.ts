import { sql } from "kysely";
import { onceKey } from "../call-record.ts";
import type { Tx } from "../database/index.ts";

export type Done = { readonly route: string; readonly hash: Buffer; readonly reply: { readonly value: unknown } | null };

/**
 * Keeps the key of the request at work in the transaction that carries its effect: both are there or neither. The second of two at once
 * waits here for the first and then breaks on `request_once_pkey`. A request of several transactions is done with the first of them.
 */
export async function keepKey(tx: Tx): Promise<void> {
  const once = onceKey();
  if (once === null) return;
  await sql`select once_keep(${once.userId}::uuid, ${once.key}, ${once.run}::uuid, ${once.route}, ${once.hash})`.execute(tx);
}

/** What was done under a key; null if nothing was. In the room's own scope. */
export async function doneUnder(tx: Tx, userId: string, key: string): Promise<Done | null> {
  const found = await sql<{ route: string; hash: Buffer; reply: { value: unknown } | null }>`
    select route, hash, reply from request_once where user_id = ${userId} and key = ${key}`.execute(tx);
  return found.rows[0] ?? null;
}

/** Keeps what was answered, for the one who asks again. In the room's own scope. */
export async function keepReply(tx: Tx, userId: string, key: string, value: unknown): Promise<void> {
  const reply = JSON.stringify({ value: value ?? null });
  await sql`update request_once set reply = ${reply}::jsonb where user_id = ${userId} and key = ${key}`.execute(tx);
}

/** Forgets keys older than `before`. In the room's own scope. */
export async function forgetKeys(tx: Tx, before: Date): Promise<void> {
  await sql`delete from request_once where at < ${before}`.execute(tx);
}
