import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type Kept = { readonly msd: Buffer | null; readonly by: "automatic" | "manual" | null };
type Row = Kept & { readonly erased: boolean };

/** Inserts the data that a vehicle sent with its call, byte by byte: what is read of it may be read better later. */
export async function insertVehicle(tx: Tx, callId: string, { msd, by }: Kept, at: Date): Promise<void> {
  await sql`
    insert into call_vehicle (call_id, msd, called_by, at) values (${callId}, ${msd}, ${by}, ${at}) on conflict (call_id) do nothing`.execute(
    tx,
  );
}

/** The data that a vehicle sent with a call; null for a call that people made. */
export async function vehicleRow(tx: Tx, callId: string): Promise<Row | null> {
  const { rows } =
    await sql<Row>`select msd, called_by as by, erased_at is not null as erased from call_vehicle where call_id = ${callId}`.execute(tx);
  return rows[0] ?? null;
}

/**
 * Erases what vehicles sent with calls before `before`; not while the call goes on, or a recording of it is held for a case. Rows stay, and say that
 * a vehicle called. Returns the calls of which something was erased.
 */
export async function eraseVehicles(tx: Tx, at: Date, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ callId: string }>`
    update call_vehicle set msd = null, erased_at = ${at} where call_id in (
      select v.call_id from call_vehicle v join call c using (call_id)
      where v.erased_at is null and v.msd is not null and v.at < ${before} and c.ended_at < ${before}
        and not exists (select from call_recording r where r.call_id = v.call_id and r.expired_at is null and r.held_until >= ${at})
      order by v.at limit ${limit})
    returning call_id as "callId"`.execute(tx);
  return rows.map(({ callId }) => callId);
}
