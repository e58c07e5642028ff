import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

type Kept = { readonly msd: Buffer | null; readonly by: "automatic" | "manual" | null };

/** Keeps what a vehicle sent with its call, byte by byte: what is read of it may be read better later. */
export async function insertVehicle(tx: Tx, callId: string, { msd, by }: Kept, at: Date): Promise<void> {
  await sql`
    insert into call_vehicle (call_id, msd, called_by, at) values (${callId}, ${msd}, ${by}, ${at}) on conflict (call_id) do nothing`.execute(
    tx,
  );
}

/** The data that a vehicle sent with a call; null for a call that people made. */
export async function vehicleRow(tx: Tx, callId: string): Promise<Kept | null> {
  const { rows } = await sql<Kept>`select msd, called_by as by from call_vehicle where call_id = ${callId}`.execute(tx);
  return rows[0] ?? null;
}
