import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { dispatchTables, type DispatchTables } from "./dispatch-tables.ts";

type KeyRow = DispatchTables["distress_key"];

/** Inserts a phone's key and deletes those of the person that are too old to be accepted. In the room's own scope, as all here. */
export async function insertDistressKey(tx: Tx, row: Omit<KeyRow, "revoked_at" | "last_call">, oldest: Date): Promise<void> {
  await dispatchTables(tx).deleteFrom("distress_key").where("user_id", "=", row.user_id).where("made_at", "<", oldest).execute();
  await dispatchTables(tx)
    .insertInto("distress_key")
    .values({ ...row, revoked_at: null, last_call: null })
    .execute();
}

export const distressKeyById = (tx: Tx, keyId: string) =>
  dispatchTables(tx).selectFrom("distress_key").selectAll().where("key_id", "=", keyId).executeTakeFirst();

/** So many calls of a key are known again. */
const MOST_CALLS = 256;

/** The room's moment of a key's newest call, and the numbers of its last calls, the newest first. */
export function keptCalls(last: string | null): { readonly moment: number | null; readonly calls: readonly string[] } {
  const [moment, ...calls] = last?.split(" ") ?? [];
  return { moment: moment === undefined ? null : Date.parse(moment), calls };
}

type TakenCall = { readonly call: string; readonly moment: number; readonly at: number };

/** Sets the number of the last call that a key signed, and its moment by the room's clock, which may have been put back since the last. */
export async function setLastCall(tx: Tx, keyId: string, { call, moment, at }: TakenCall): Promise<void> {
  const last = keptCalls((await distressKeyById(tx, keyId))?.last_call ?? null);
  const newest = Math.max(moment, Math.min(last.moment ?? moment, at));
  const kept = [new Date(newest).toISOString(), call, ...last.calls.slice(0, MOST_CALLS - 1)].join(" ");
  await dispatchTables(tx).updateTable("distress_key").set({ last_call: kept }).where("key_id", "=", keyId).execute();
}

/** Revokes the keys that were made for a unit, and those of some persons. Returns the sessions in which they were made. */
export async function revokeDistressKeys(tx: Tx, unitId: string, userIds: readonly string[], at: Date): Promise<string[]> {
  const rows = dispatchTables(tx)
    .updateTable("distress_key")
    .set({ revoked_at: at })
    .where((by) => by.or([by("unit_id", "=", unitId), by("user_id", "=", sql<string>`any (${[...userIds]}::uuid[])`)]));
  const revoked = await rows.where("revoked_at", "is", null).returning("session_id").execute();
  return [...new Set(revoked.map(({ session_id }) => session_id))];
}
