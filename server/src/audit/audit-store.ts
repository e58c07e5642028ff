import { sql } from "kysely";
import { noteLogged } from "../platform/call-record.ts";
import type { Tx } from "../platform/database/index.ts";
import { keepKey } from "../platform/once/index.ts";
import { commitmentOf, fieldsOf, newSalt, type Actor, type NewEntry } from "./entry.ts";
import type { LogAlarm } from "./log-alarm.ts";
import { forgetLogWords, keepWords, partedDetail } from "./log-words-store.ts";

/**
 * Appends an entry in the caller's transaction and returns its index. It is the last write before the commit but for
 * telling the screens: it takes the lock of one row, which all who append wait for until the commit. Rolled back, the
 * entry and its index are as if they never were.
 */
export const append = (tx: Tx, entry: NewEntry): Promise<number> => appendAll(tx, [entry]);

/**
 * Appends entries in one statement, in their order; returns the index of the first. Words of people in their details lie beside them, and
 * the entries hold commitments to them.
 */
export async function appendAll(tx: Tx, entries: readonly NewEntry[]): Promise<number> {
  if (entries.length === 0) throw new RangeError("nothing to append");
  await keepKey(tx);
  const parted = entries.map((entry) => partedDetail(entry.detail));
  const rows = entries.map((entry, nth) => {
    const fields = { ...fieldsOf(entry), detail: parted[nth]?.detail ?? null };
    const salt = newSalt();
    return { ...fields, salt: salt.toString("hex"), commitment: commitmentOf(fields, salt).toString("hex") };
  });
  const done = await sql<{ first: string }>`select log_append(${JSON.stringify(rows)}::jsonb)::text as first`.execute(tx);
  for (const { type } of entries) noteLogged(type);
  const first = Number(done.rows[0]?.first);
  const words = rows.map(({ at }, nth) => ({ index: first + nth, at, words: parted[nth]?.words ?? [] }));
  if (words.some(({ words: its }) => its.length > 0)) await keepWords(tx, words);
  return first;
}

/** What an erasure took: between which indexes, how many entries. */
export type Erased = { readonly first: number; readonly last: number; readonly entries: number };

/**
 * Erases person, session and details of the entries older than `before` that are in a signed tree, and appends an entry that
 * says so; without such an entry an erased row counts as tampered with. Null if there was nothing. Needs the system's scope.
 */
export async function eraseBefore(tx: Tx, before: number, at: number, actor?: Actor): Promise<Erased | null> {
  const done = await sql<{ first: string; last: string; entries: string }>`
    select first::text, last::text, entries::text from log_erase(${new Date(before).toISOString()}::timestamptz)`.execute(tx);
  const row = done.rows[0];
  if (!row || row.entries === "0") return null;
  await forgetLogWords(tx, new Date(before));
  const erased: Erased = { first: Number(row.first), last: Number(row.last), entries: Number(row.entries) };
  await append(tx, { at, type: "log.erased", actor, detail: { before: new Date(before).toISOString(), ...erased } });
  return erased;
}

/** Keeps a signed tree head beside those before it. Needs the system's scope. */
export async function keepCheckpoint(
  tx: Tx,
  checkpoint: { readonly size: number; readonly root: Buffer; readonly at: number; readonly note: string },
): Promise<void> {
  const { size, root, at, note } = checkpoint;
  await sql`select log_keep_checkpoint(${size}, ${new Date(at).toISOString()}::timestamptz, ${root}, ${note})`.execute(tx);
}

/** Keeps the first alarm where every node sees it. Needs the system's scope. */
export async function keepAlarm(tx: Tx, { index, message }: LogAlarm, at: number): Promise<void> {
  await sql`select log_keep_alarm(${new Date(at).toISOString()}::timestamptz, ${index}, ${message})`.execute(tx);
}

/** Takes the alarm away; as the owner of the tables only. */
export async function deleteAlarm(tx: Tx): Promise<void> {
  await sql`delete from log_alarm`.execute(tx);
}

/** Any number that nothing else in the room takes. */
const LOCK = 7_152_283;

/** True if this transaction is the one that publishes; another process may be at it. */
export async function takeTurn(tx: Tx): Promise<boolean> {
  const found = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${LOCK}) as mine`.execute(tx);
  return found.rows[0]?.mine === true;
}
