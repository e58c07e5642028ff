import { sql } from "kysely";
import { STEP_MS } from "../platform/clock.ts";
import type { Tx } from "../platform/database/index.ts";

/** A start of the machine, and how far its clock is from the time since then (ms). */
export type MachineClock = { readonly bootId: string; readonly offsetMs: number };

/** Remembers the clock of a machine whose processes begin to watch it, once a start. */
export async function keepMachineClock(tx: Tx, { bootId, offsetMs }: MachineClock): Promise<void> {
  await sql`delete from machine_clock where at < now() - interval '1 year'`.execute(tx);
  await sql`insert into machine_clock (boot_id, offset_ms, at) values (${bootId}, ${offsetMs}, now()) on conflict do nothing`.execute(tx);
}

/** True for the first process of a machine that tells of this step. */
export async function isFirstToStep(tx: Tx, { bootId, offsetMs }: MachineClock): Promise<boolean> {
  const { rows } = await sql`
    update machine_clock set offset_ms = ${offsetMs}, at = now() where boot_id = ${bootId} and abs(offset_ms - ${offsetMs}) >= ${STEP_MS / 2}
    returning boot_id`.execute(tx);
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
 * Moves the beginning of designations that had begun at `at`, by the clock before a step back, and would begin later by the clock after it: they
 * were made by a clock that was ahead.
 */
export async function moveBegunDesignations(tx: Tx, byMs: number, at: Date): Promise<void> {
  const by = sql`${byMs} * interval '1 ms'`;
  await sql`
    update users set designated_from = designated_from + ${by} where designated_from <= ${at} and designated_from > ${at}::timestamptz + ${by}`.execute(
    tx,
  );
}
