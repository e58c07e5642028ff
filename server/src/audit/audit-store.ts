import { sql } from "kysely";
import { noteLogged } from "../platform/call-record.ts";
import { LOCKS, lockUntilEnd, type Tx } from "../platform/database/index.ts";
import { LogUnavailable } from "../platform/log-unavailable.ts";
import { insertKey } from "../platform/once/index.ts";
import { adoptedOrder } from "./audit-queries.ts";
import { withContext } from "./entry-context-queries.ts";
import { commitmentOf, fieldsOf, newSalt, type NewEntry } from "./entry.ts";
import { consent, erasableBefore, faultOfOrder, type Consent, type ErasureOrder, type RetentionRule } from "./erasure-order.ts";
import type { LogAlarm } from "./folder/log-alarm.ts";
import { witnessOf, type LogWitness } from "./witness/log-witness.ts";
import { forgetLogWords, insertWords, partedDetail } from "./log-words-store.ts";

/**
 * Appends an entry in the caller's transaction and returns its index. It is the last write before the commit but for
 * telling the screens: it takes the lock of one row, which all who append wait for until the commit. Rolled back, the
 * entry and its index are as if they never were.
 */
export const append = (tx: Tx, entry: NewEntry): Promise<number> => appendAll(tx, [entry]);

/** One entry as the database takes it: with its salt, its commitment, and the MAC of this node. */
function sealed(entry: NewEntry, witness: LogWitness | null) {
  // Words of people in its detail lie beside it; the entry holds commitments to them.
  const { detail, words } = partedDetail(entry.detail);
  const fields = { ...fieldsOf(entry), detail };
  const salt = newSalt();
  const commitment = commitmentOf(fields, salt);
  const [node, mac] = [witness?.node ?? null, witness?.mac(commitment) ?? null];
  const row = { ...fields, salt: salt.toString("hex"), commitment: commitment.toString("hex"), node, mac: mac?.toString("hex") ?? null };
  return { row, commitment, mac, words };
}

/**
 * Rehearses the last writes of a command, in a transaction that its caller rolls back. A line of the database's journal goes to the disk,
 * which no rollback undoes. So every cause that would fail a command fails here.
 */
export async function rehearseAppend(tx: Tx, at: number): Promise<void> {
  const witness = witnessOf(tx);
  witness?.assertOpen();
  const { row } = sealed({ at, type: "room.started", detail: { roles: [], version: "" } }, witness);
  await sql`select log_take(${JSON.stringify([row])}::jsonb)`.execute(tx);
  await sql`select pg_logical_emit_message(false, 'amaliyat', 'rehearsal', true)`.execute(tx);
}

/**
 * Appends entries in one statement, in their order; returns the index of the first. Each is sealed with the room's MAC and compared with its
 * row before the commit, and the transaction ends once this node's journal has it. Throws `LogUnavailable` where the row is another.
 */
export async function appendAll(tx: Tx, entries: readonly NewEntry[]): Promise<number> {
  if (entries.length === 0) throw new RangeError("nothing to append");
  const witness = witnessOf(tx);
  witness?.assertOpen();
  await insertKey(tx);
  const placed = await withContext(tx, entries);
  const made = placed.map((entry) => sealed(entry, witness));
  const rows = made.map(({ row }) => row);
  const { rows: seen } = await sql<{ index: string; commitment: Buffer; mac: Buffer | null }>`
    /* kept */ select index, commitment, mac from log_take(${JSON.stringify(rows)}::jsonb)`.execute(tx);
  const first = Number(seen[0]?.index);
  for (const [i, { commitment, mac }] of made.entries()) {
    const row = seen[i];
    const same =
      row?.commitment.equals(commitment) === true && Number(row.index) === first + i && (mac === null || row.mac?.equals(mac) === true);
    if (!same) throw new LogUnavailable("the database did not keep the entry that it was given");
  }
  witness?.note(
    tx,
    first,
    made.map(({ commitment }) => commitment),
  );
  const words = made.map(({ row, words: its }, nth) => ({ index: first + nth, at: row.at, words: its }));
  if (words.some(({ words: its }) => its.length > 0)) await insertWords(tx, words);
  for (const { type } of entries) noteLogged(type);
  return first;
}

/** Range of an erasure: first and last index, and the number of entries erased. */
export type Erased = { readonly first: number; readonly last: number; readonly entries: number };

/** Signs that a person consents to a rule of retention now. Needs a room with its key. */
export function consentNow(tx: Tx, rule: RetentionRule, who: Consent): ErasureOrder["askedBy"] {
  const witness = witnessOf(tx);
  if (witness === null) throw new Error("a consent needs the key of the log");
  return consent(witness.key, rule, who);
}

/**
 * Adopts the rule by which details are erased from now on: an entry that names it and the two who consented. Throws `RangeError` on an order
 * that does not count. Needs a room with its key.
 */
export async function adoptRetention(tx: Tx, order: ErasureOrder, at: number): Promise<void> {
  assertCounts(tx, order);
  await append(tx, { at, type: "log.retention_adopted", detail: order });
}

function assertCounts(tx: Tx, order: ErasureOrder): void {
  const fault = faultOfOrder(order, witnessOf(tx)?.key ?? null);
  if (fault !== null) throw new RangeError(`the order to erase does not count: ${fault}`);
}

/**
 * Erases person, session and details of the entries that an order covers and that are in a signed tree. Appends an entry that names the
 * order; without it, an erased row counts as tampered with. Null if there was nothing. Needs the system's scope.
 */
export async function eraseByOrder(tx: Tx, order: ErasureOrder, at: number): Promise<Erased | null> {
  assertCounts(tx, order);
  const before = new Date(erasableBefore(order, at)).toISOString();
  const done = await sql<{ first: string; last: string; entries: string }>`
    select first::text, last::text, entries::text from log_erase(${before}::timestamptz)`.execute(tx);
  const row = done.rows[0];
  if (!row || row.entries === "0") return null;
  await forgetLogWords(tx, new Date(before));
  const erased: Erased = { first: Number(row.first), last: Number(row.last), entries: Number(row.entries) };
  await append(tx, { at, type: "log.erased", detail: { ...order, before, ...erased } });
  return erased;
}

/** Erases what the rule that was adopted last lets be erased; nothing where none was adopted. Needs the system's scope. */
export async function eraseExpired(tx: Tx, at: number): Promise<Erased | null> {
  const order = await adoptedOrder(tx);
  return order && eraseByOrder(tx, order, at);
}

/** Inserts a signed tree head beside those before it. Needs the system's scope. */
export async function insertCheckpoint(
  tx: Tx,
  checkpoint: { readonly size: number; readonly root: Buffer; readonly at: number; readonly note: string },
): Promise<void> {
  const { size, root, at, note } = checkpoint;
  await sql`select log_keep_checkpoint(${size}, ${new Date(at).toISOString()}::timestamptz, ${root}, ${note})`.execute(tx);
}

/** Inserts the first alarm; every node reads it. Needs the system's scope. */
export async function insertAlarm(tx: Tx, { index, message }: LogAlarm, at: number): Promise<void> {
  await sql`select log_keep_alarm(${new Date(at).toISOString()}::timestamptz, ${index}, ${message})`.execute(tx);
}

/** Deletes the alarm; as a user who may become the owner of the log only. */
export async function deleteAlarm(tx: Tx): Promise<void> {
  await sql`set local role amaliyat_log`.execute(tx);
  await sql`delete from log_alarm`.execute(tx);
}

/** Waits for whoever is between appending and commit, and lets nobody append until the transaction ends. */
export async function waitForAppends(tx: Tx): Promise<void> {
  await lockUntilEnd(tx, "logAppend");
}

/** True if this transaction is the one that publishes; another process may be at it. */
export async function claimTurn(tx: Tx): Promise<boolean> {
  const found = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${LOCKS.logPublication}) as mine`.execute(tx);
  return found.rows[0]?.mine === true;
}
