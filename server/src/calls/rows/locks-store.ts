import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Calls that each transaction has locked already: a turn writes several lines of one call. */
const lockedIn = new WeakMap<Tx, ReadonlySet<string>>();

/** Notes calls that are locked in another way: for update, or inserted in this transaction. */
export const noteLocked = (tx: Tx, callIds: readonly string[]): void =>
  void lockedIn.set(tx, (lockedIn.get(tx) ?? new Set<string>()).union(new Set(callIds)));

/**
 * Locks calls until the transaction ends: another writer or teller of one of them waits, and then reads these writes. Locked
 * before the log and the live channel, and by each transaction in one order.
 */
export async function lockCalls(tx: Tx, callIds: readonly string[]): Promise<void> {
  const held = lockedIn.get(tx);
  const others = callIds.filter((callId) => held?.has(callId) !== true);
  if (others.length === 0) return;
  await sql`select from call where call_id = any(${others}::uuid[]) order by call_id for no key update`.execute(tx);
  noteLocked(tx, others);
}
