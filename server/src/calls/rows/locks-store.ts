import { sql } from "kysely";
import { LOCKS, type Tx } from "../../platform/database/index.ts";

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

/** Parts of all numbers, each with one lock: a batch of 800 calls takes no more than so many. */
const PARTS = 64;

/**
 * Waits for the calls of a number that are being inserted, until they are committed. A call of it that is inserted later waits for this
 * transaction, so it reads and writes little.
 */
export async function lockPlacesOf(tx: Tx, numberKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCKS.placesOfNumbers}, abs(hashtext(${numberKey}) % ${PARTS}))`.execute(tx);
}

/** Notes calls of these numbers that this transaction will insert. The statement after it reads every place that was stored before. */
export async function holdPlacesOf(tx: Tx, numberKeys: readonly string[]): Promise<void> {
  if (numberKeys.length === 0) return;
  await sql`
    select pg_advisory_xact_lock_shared(${LOCKS.placesOfNumbers}, part) from (
      select distinct abs(hashtext(key) % ${PARTS}) as part from unnest(${[...numberKeys]}::text[]) as key) as parts`.execute(tx);
}
