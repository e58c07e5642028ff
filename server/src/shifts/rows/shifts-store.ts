import type { Shift } from "@amaliyat/domain/shifts";
import { sql } from "kysely";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import { shiftTables, type ShiftTables } from "./shifts-tables.ts";
import { columnsOfShift, stateOfShift } from "./state-of-shift.ts";

/** Locks a shift for a command; null outside the caller's scope. */
export async function lockShift(tx: Tx, shiftId: string): Promise<Shift | null> {
  const row = await shiftTables(tx).selectFrom("shift").selectAll().where("shift_id", "=", shiftId).forUpdate().executeTakeFirst();
  return row ? stateOfShift(row) : null;
}

export async function insertShift(tx: Tx, state: Shift): Promise<void> {
  const row = { shift_id: state.shiftId, sector_id: state.sectorId, ...columnsOfShift(state) };
  await shiftTables(tx).insertInto("shift").values(row).execute();
}

/** Updates the state after a command. */
export async function updateShift(tx: Tx, state: Shift): Promise<void> {
  await shiftTables(tx).updateTable("shift").set(columnsOfShift(state)).where("shift_id", "=", state.shiftId).execute();
}

/** Inserts the log that the outgoing chief signs, while the shift still runs. */
export async function insertPaper(tx: Tx, shiftId: string, at: Date, content: string): Promise<void> {
  await shiftTables(tx).insertInto("shift_paper").values({ shift_id: shiftId, made_at: at, content }).execute();
}

/** Throws the paper away whose signature is taken back, before the shift runs again. */
export async function deletePaper(tx: Tx, shiftId: string): Promise<void> {
  await shiftTables(tx).deleteFrom("shift_paper").where("shift_id", "=", shiftId).execute();
}

/** The stored text of the log that was signed; null where none is, or outside the caller's scope. */
export async function paperOf(tx: Tx, shiftId: string): Promise<string | null> {
  const found = shiftTables(tx).selectFrom("shift_paper").select("content").where("shift_id", "=", shiftId);
  return (await found.executeTakeFirst())?.content ?? null;
}

/** The name of the shift that runs in a sector, or null. */
export async function runningIn(tx: Tx, sectorId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select name from shift where sector_id = ${sectorId} and kind in ('running','handing_over')`.execute(tx);
  return rows[0]?.name ?? null;
}

/** The shift that a person leads now in another sector; null without one. In the room's own scope: it may be any sector. */
export async function ledElsewhere(tx: Tx, chief: string, sectorId: string): Promise<{ name: string; sector: string } | null> {
  const { rows } = await sql<{ name: string; sector: string }>`
    select name, sector_id as sector from shift where chief = ${chief} and sector_id <> ${sectorId} and kind = 'running' limit 1`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** End of the log of the last shift of a sector that was handed over, in ms; null if there was none. */
export async function lastEnd(tx: Tx, sectorId: string): Promise<number | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(outgoing_at) as at from shift where sector_id = ${sectorId} and kind = 'handed_over'`.execute(tx);
  return rows[0]?.at?.getTime() ?? null;
}

/** The hash that the room's log holds of a shift's signed log; null where there is no such entry or its details were erased. */
export async function loggedHash(tx: Tx, shiftId: string): Promise<string | null> {
  const found = sql<{ hash: string | null }>`
    select detail ->> 'hash' as hash from audit_entry
    where subject_kind = 'shift' and subject_id = ${shiftId} and type in ('shift.signed_out', 'shift.handed_over')
    order by index desc limit 1`;
  return (await asRoom(tx, () => found.execute(tx))).rows[0]?.hash ?? null;
}

export async function insertNote(tx: Tx, row: ShiftTables["shift_note"]): Promise<void> {
  await shiftTables(tx).insertInto("shift_note").values(row).execute();
}

/** Pins a note, or settles it; who was first stays written. False where it was so already. */
export async function setMatterOf(tx: Tx, noteId: string, open: boolean, at: Date, by: string): Promise<boolean> {
  const done = open
    ? await sql`
        insert into shift_matter (note_id, opened_at, opened_by) values (${noteId}, ${at}, ${by})
        on conflict (note_id) do update set settled_at = null, settled_by = null where shift_matter.settled_at is not null
        returning note_id`.execute(tx)
    : await sql`
        update shift_matter set settled_at = ${at}, settled_by = ${by} where note_id = ${noteId} and settled_at is null
        returning note_id`.execute(tx);
  return done.rows.length > 0;
}
