import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** Calls that each transaction holds already: a turn writes several lines of one call. */
const heldIn = new WeakMap<Tx, ReadonlySet<string>>();

/** These are held in another way: locked to be changed, or made in this transaction. */
export const noteHeld = (tx: Tx, callIds: readonly string[]): void =>
  void heldIn.set(tx, (heldIn.get(tx) ?? new Set<string>()).union(new Set(callIds)));

/**
 * Holds calls until the transaction ends: whoever else writes or tells of one of them waits, and reads then what was written here. Taken
 * before the log and the live channel, and by each transaction in one order.
 */
export async function holdCalls(tx: Tx, callIds: readonly string[]): Promise<void> {
  const held = heldIn.get(tx);
  const others = callIds.filter((callId) => held?.has(callId) !== true);
  if (others.length === 0) return;
  await sql`select from call where call_id = any(${others}::uuid[]) order by call_id for no key update`.execute(tx);
  noteHeld(tx, others);
}
