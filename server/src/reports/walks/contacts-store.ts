import { mayTellContact } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type Telling = { readonly reportId: string; readonly numberHash: Buffer; readonly isTrusted: boolean; readonly at: number };

/**
 * Takes the turn of a report to have its contact told: "tell", as often as it is tried; "told" if that was done; "limit" if the room wrote too
 * much. It counts from here on, so that a server which dies while it sends counts as well.
 */
export async function takeTelling(tx: Tx, { reportId, numberHash, isTrusted, at }: Telling): Promise<"tell" | "told" | "limit"> {
  // One after the other: two servers would count the same.
  await sql`select pg_advisory_xact_lock(7152454)`.execute(tx);
  const now = new Date(at);
  const { rows } = await sql<{ own: boolean; told: boolean; ofDay: number; ofHour: number }>`
    select coalesce(bool_or(report_id = ${reportId}), false) as own,
      coalesce(bool_or(report_id = ${reportId} and told_at is not null), false) as told,
      count(*) filter (where number_hash = ${numberHash})::int as "ofDay",
      count(*) filter (where is_trusted = ${isTrusted} and at > ${now}::timestamptz - interval '1 hour')::int as "ofHour"
    from contact_told where at > ${now}::timestamptz - interval '1 day' or report_id = ${reportId}`.execute(tx);
  const [{ own, told, ofDay, ofHour } = { own: false, told: false, ofDay: 0, ofHour: 0 }] = rows;
  if (own) return told ? "told" : "tell";
  if (!mayTellContact(ofDay, ofHour, isTrusted)) return "limit";
  await sql`
    insert into contact_told (report_id, number_hash, is_trusted, at)
    values (${reportId}, ${numberHash}, ${isTrusted}, ${now})`.execute(tx);
  return "tell";
}

/** The contact of a report was told. */
export async function keepTold(tx: Tx, reportId: string, at: number): Promise<void> {
  await sql`update contact_told set told_at = ${new Date(at)} where report_id = ${reportId}`.execute(tx);
}

/** The message of a report was not sent, and is not tried again: it counts for nobody. */
export async function dropTelling(tx: Tx, reportId: string): Promise<void> {
  await sql`delete from contact_told where report_id = ${reportId} and told_at is null`.execute(tx);
}

/** Forgets who was written to once it does not count any more. */
export async function forgetTellings(tx: Tx, at: Date): Promise<void> {
  await sql`delete from contact_told where at < ${at}::timestamptz - interval '1 day'`.execute(tx);
}
