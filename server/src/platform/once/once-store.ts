import { sql } from "kysely";
import { onceKey } from "../call-record.ts";
import { vaultOf, type SealedPlace, type Tx } from "../database/index.ts";

const aboutReply = (userId: string, key: string): string => `request_once/${userId}/${key}`;

export const REPLIES_SEALED: SealedPlace = {
  table: "request_once",
  column: "reply_sealed",
  key: ["user_id", "key"],
  about: ({ user_id = "", key = "" }) => aboutReply(user_id, key),
};

export type Done = { readonly route: string; readonly hash: Buffer; readonly reply: { readonly value: unknown } | null };

/**
 * Inserts the key of the request at work in the transaction that carries its effect: both are there or neither. The second of two at once
 * waits here for the first and then breaks on `request_once_pkey`. A request of several transactions is done with the first of them.
 */
export async function insertKey(tx: Tx): Promise<void> {
  const once = onceKey();
  if (once === null) return;
  await sql`select once_keep(${once.userId}::uuid, ${once.key}, ${once.run}::uuid, ${once.route}, ${once.hash})`.execute(tx);
}

/** Result stored under an idempotency key; null if there is none. In the room's own scope. */
export async function doneUnder(tx: Tx, userId: string, key: string): Promise<Done | null> {
  const found = await sql<{ route: string; hash: Buffer; sealed: Buffer | null }>`
    select route, hash, reply_sealed as sealed from request_once where user_id = ${userId} and key = ${key}`.execute(tx);
  const [row] = found.rows;
  if (row === undefined) return null;
  const { route, hash, sealed } = row;
  const reply = sealed === null ? null : (JSON.parse(vaultOf(tx).open(sealed, aboutReply(userId, key))) as { value: unknown });
  return { route, hash, reply };
}

/** Sets the reply, sealed, for a repeated request; it is deleted with the thing that it is about. In the room's own scope. */
export async function setReply(tx: Tx, userId: string, key: string, value: unknown, about: string | null): Promise<void> {
  const sealed = vaultOf(tx).seal(JSON.stringify({ value: value ?? null }), aboutReply(userId, key));
  await sql`update request_once set reply_sealed = ${sealed}, about = ${about} where user_id = ${userId} and key = ${key}`.execute(tx);
}

/** Forgets what was answered about a thing; that it was done stays known. In the room's own scope. */
export async function forgetReplies(tx: Tx, about: string): Promise<void> {
  await sql`update request_once set reply_sealed = null, about = null where about = ${about}`.execute(tx);
}

/** Forgets keys older than `before`. In the room's own scope. */
export async function forgetKeys(tx: Tx, before: Date): Promise<void> {
  await sql`delete from request_once where at < ${before}`.execute(tx);
}
