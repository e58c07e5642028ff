import { addNuisance, nuisanceEnds } from "@amaliyat/domain/calls";
import { DEVICE_KEPT_DAYS } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

const FORGOTTEN_MS = DEVICE_KEPT_DAYS * 86_400_000;

/** Counts a report to its device; true if the room did not know the device, or trusts none of its reports yet. */
export async function countReport(tx: Tx, hash: Buffer, at: number): Promise<boolean> {
  const [now, until] = [new Date(at), new Date(at + FORGOTTEN_MS)];
  const { rows } = await sql<{ trusted: number }>`
    /* kept */ insert into report_device (device_hash, first_at, reports, score_at, expires_at) values (${hash}, ${now}, 1, ${now}, ${until})
    on conflict (device_hash) do update set reports = report_device.reports + 1, expires_at = excluded.expires_at
    returning trusted`.execute(tx);
  return (rows[0]?.trusted ?? 0) === 0;
}

/** True for a device of which a person of the room took a report for what it says. */
export async function isTrusted(tx: Tx, hash: Buffer): Promise<boolean> {
  return (await sql`select from report_device where device_hash = ${hash} and trusted > 0`.execute(tx)).rows.length > 0;
}

/** One more report of the device was none; the score sinks by itself. */
export async function countNuisanceOf(tx: Tx, hash: Buffer, at: number): Promise<void> {
  const { rows } = await sql<{
    score: number;
    score_at: Date;
  }>`select score, score_at from report_device where device_hash = ${hash} for update`.execute(tx);
  const [row] = rows;
  if (row === undefined) return;
  const next = addNuisance({ score: row.score, at: row.score_at.getTime() }, at);
  const ends = new Date(nuisanceEnds(next));
  await sql`update report_device set score = ${next.score}, score_at = ${new Date(next.at)}, expires_at = greatest(expires_at, ${ends}) where device_hash = ${hash}`.execute(
    tx,
  );
}

/** Forgets devices that sent nothing for long, and of which no nuisance is remembered. */
export async function forgetDevices(tx: Tx, at: Date): Promise<void> {
  const { rows } = await sql<{ device_hash: Buffer }>`select device_hash from report_device where expires_at < ${at} limit 500`.execute(tx);
  const gone = rows.map(({ device_hash }) => device_hash);
  if (gone.length === 0) return;
  await sql`update report set device_hash = null where device_hash = any(${gone}::bytea[])`.execute(tx);
  await sql`delete from report_device where device_hash = any(${gone}::bytea[])`.execute(tx);
}

/** A person took a report of the device for what it says: its next files are not held. */
export async function trust(tx: Tx, hash: Buffer): Promise<void> {
  await sql`update report_device set trusted = trusted + 1 where device_hash = ${hash}`.execute(tx);
}
