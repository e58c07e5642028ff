import type { Tx } from "../platform/database/index.ts";
import { dispatchTables, type DispatchTables } from "./dispatch-tables.ts";

type KeyRow = DispatchTables["distress_key"];

/** Keeps a phone's key, and forgets those of the person that are older than any that is still taken. In the room's own scope, as all here. */
export async function keepDistressKey(tx: Tx, row: Omit<KeyRow, "revoked_at" | "last_call">, oldest: Date): Promise<void> {
  await dispatchTables(tx).deleteFrom("distress_key").where("user_id", "=", row.user_id).where("made_at", "<", oldest).execute();
  await dispatchTables(tx)
    .insertInto("distress_key")
    .values({ ...row, revoked_at: null, last_call: null })
    .execute();
}

export const distressKeyById = (tx: Tx, keyId: string) =>
  dispatchTables(tx).selectFrom("distress_key").selectAll().where("key_id", "=", keyId).executeTakeFirst();

/** Keeps the number of the call that a key signed last. */
export async function keepCall(tx: Tx, keyId: string, call: string): Promise<void> {
  await dispatchTables(tx).updateTable("distress_key").set({ last_call: call }).where("key_id", "=", keyId).execute();
}

/** Revokes the keys of a unit's phones. Returns the sessions in which they were made. */
export async function revokeDistressKeys(tx: Tx, unitId: string, at: Date): Promise<string[]> {
  const rows = dispatchTables(tx).updateTable("distress_key").set({ revoked_at: at }).where("unit_id", "=", unitId);
  const revoked = await rows.where("revoked_at", "is", null).returning("session_id").execute();
  return [...new Set(revoked.map(({ session_id }) => session_id))];
}
