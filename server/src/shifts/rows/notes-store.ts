import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { shiftTables, type ShiftTables } from "./shifts-tables.ts";

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
