import { sql, type RawBuilder } from "kysely";
import { STEP_MS, type Clock } from "../../platform/clock.ts";
import { dbOf, type Tx } from "../../platform/database/index.ts";

/** A start of the machine, and how far its clock is from the time since then (ms). */
export type MachineClock = { readonly bootId: string; readonly offsetMs: number };

/** Remembers the clock of a machine whose processes begin to watch it, once a start. Returns how far it was, and was followed, when it was seen last. */
export async function insertMachineClock(tx: Tx, { bootId, offsetMs }: MachineClock): Promise<{ offsetMs: number; steppedMs: number }> {
  await sql`delete from machine_clock where at < now() - interval '1 year'`.execute(tx);
  await sql`insert into machine_clock (boot_id, offset_ms, at) values (${bootId}, ${offsetMs}, now()) on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ offset: number; stepped: number }>`
    select offset_ms as offset, stepped_ms as stepped from machine_clock where boot_id = ${bootId}`.execute(tx);
  return { offsetMs: rows[0]?.offset ?? offsetMs, steppedMs: rows[0]?.stepped ?? 0 };
}

/** True for the first process of a machine that tells of this step. */
export async function isFirstToStep(tx: Tx, { bootId, offsetMs }: MachineClock, byMs: number): Promise<boolean> {
  const { rows } = await sql`
    update machine_clock set offset_ms = ${offsetMs}, stepped_ms = stepped_ms + ${Math.round(byMs)}, at = now()
    where boot_id = ${bootId} and abs(offset_ms - ${offsetMs}) >= ${STEP_MS / 2} returning boot_id`.execute(tx);
  return rows.length > 0;
}

/** Moves the times of sessions that are open. */
export async function moveOpenSessions(tx: Tx, byMs: number): Promise<void> {
  const by = sql`${byMs} * interval '1 ms'`;
  await sql`
    update session set opened_at = opened_at + ${by}, seen_at = seen_at + ${by}, expires_at = expires_at + ${by},
      earlier_until = earlier_until + ${by}, proven_at = proven_at + ${by} where ended_at is null`.execute(tx);
}

/**
 * The interval by which rows that move with the clock are ahead of this process: they were moved with a step that it has not taken yet. It is of the
 * snapshot that reads them, and of the moment in which the statement is made: the moment that they are compared with is taken then.
 */
export function aheadOf(tx: Tx): RawBuilder<unknown> {
  const { followed } = dbOf(tx);
  if (followed === undefined || followed.bootId === null) return sql`interval '0'`;
  return sql`(coalesce((select stepped_ms from clock_now where boot_id = ${followed.bootId}) - ${followed.followedMs}::bigint, 0) * interval '1 ms')`;
}

/** The moment to write into a row that moves with the clock. No step is taken until the transaction ends: the row is moved with it, or was begun after it. */
export async function momentOfRow(tx: Tx, clock: Clock): Promise<number> {
  const { followed } = dbOf(tx);
  if (followed === undefined || followed.bootId === null) return clock();
  const { rows } = await sql<{ stepped: number }>`
    select stepped_ms as stepped from machine_clock where boot_id = ${followed.bootId} for share`.execute(tx);
  return clock() + (rows[0] === undefined ? 0 : rows[0].stepped - followed.followedMs);
}

/**
 * Moves the beginning of designations that a clock ahead of time made. They had begun at `at` by the clock before a step back, and would
 * begin later by the clock after it.
 */
export async function moveBegunDesignations(tx: Tx, byMs: number, at: Date): Promise<void> {
  const by = sql`${byMs} * interval '1 ms'`;
  await sql`
    update users set designated_from = designated_from + ${by} where designated_from <= ${at} and designated_from > ${at}::timestamptz + ${by}`.execute(
    tx,
  );
}
