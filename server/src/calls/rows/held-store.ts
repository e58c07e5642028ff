import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Inserts the reference by which the place of a call is asked for, until it was: its holder can ask for the place. */
export async function insertReference(tx: Tx, callId: string, reference: string, at: Date): Promise<void> {
  await sql`
    insert into call_place_reference (call_id, reference, at) values (${callId}, ${reference}, ${at})
    on conflict (call_id) do nothing`.execute(tx);
}

export async function referenceToPlace(tx: Tx, callId: string): Promise<string | null> {
  const { rows } = await sql<{ reference: string }>`select reference from call_place_reference where call_id = ${callId}`.execute(tx);
  return rows[0]?.reference ?? null;
}

export async function forgetReference(tx: Tx, callId: string): Promise<void> {
  await sql`delete from call_place_reference where call_id = ${callId}`.execute(tx);
}

export async function isCallOpen(tx: Tx, callId: string): Promise<boolean> {
  const { rows } = await sql<{ call_id: string }>`select call_id from call where call_id = ${callId} and ended_at is null`.execute(tx);
  return rows.length > 0;
}
