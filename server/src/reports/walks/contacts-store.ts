import { mayTellContact } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import { lockUntilEnd, type Tx } from "../../platform/database/index.ts";

type Telling = { readonly reportId: string; readonly numberHash: Buffer; readonly isTrusted: boolean; readonly at: number };

/** The next step for a contact: "doubt" if a message was tried and nobody knows whether it was sent, "done" if nothing is left. */
type NextStep = "tell" | "done" | "doubt" | "limit";

type Counts = { readonly own: boolean; readonly done: boolean; readonly tried: boolean; readonly ofDay: number; readonly ofHour: number };
const NONE: Counts = { own: false, done: false, tried: false, ofDay: 0, ofHour: 0 };

/**
 * Claims the telling of a report's contact: "tell" once, until it is known that nothing was sent; "limit" if the room wrote too much. It
 * counts, and is tried, from here on, so that a server which dies while it sends sends nothing twice.
 */
export async function claimTelling(tx: Tx, { reportId, numberHash, isTrusted, at }: Telling): Promise<NextStep> {
  // One after the other: two servers would count the same.
  await lockUntilEnd(tx, "contacts");
  const now = new Date(at);
  const { rows } = await sql<Counts>`
    select coalesce(bool_or(report_id = ${reportId}), false) as own,
      coalesce(bool_or(report_id = ${reportId} and (told_at is not null or in_doubt)), false) as done,
      coalesce(bool_or(report_id = ${reportId} and tried_at is not null), false) as tried,
      count(*) filter (where number_hash = ${numberHash})::int as "ofDay",
      count(*) filter (where is_trusted = ${isTrusted} and at > ${now}::timestamptz - interval '1 hour')::int as "ofHour"
    from contact_told where at > ${now}::timestamptz - interval '1 day' or report_id = ${reportId}`.execute(tx);
  const [{ own, done, tried, ofDay, ofHour } = NONE] = rows;
  if (done) return "done";
  if (tried) return "doubt";
  if (!own && !mayTellContact(ofDay, ofHour, isTrusted)) return "limit";
  await sql`
    insert into contact_told (report_id, number_hash, is_trusted, at, tried_at)
    values (${reportId}, ${numberHash}, ${isTrusted}, ${now}, ${now})
    on conflict (report_id) do update set tried_at = excluded.tried_at`.execute(tx);
  return "tell";
}

/** The contact of a report was told. */
export async function markTold(tx: Tx, reportId: string, at: number): Promise<void> {
  await sql`update contact_told set told_at = ${new Date(at)} where report_id = ${reportId}`.execute(tx);
}

/** The message of a report was surely not sent: it may be tried again. */
export async function markNotSent(tx: Tx, reportId: string): Promise<void> {
  await sql`update contact_told set tried_at = null where report_id = ${reportId}`.execute(tx);
}

/** Nobody knows whether the message of a report was sent; false where the card says so already. */
export async function markInDoubt(tx: Tx, reportId: string): Promise<boolean> {
  const { rows } = await sql`
    update contact_told set in_doubt = true where report_id = ${reportId} and not in_doubt and told_at is null returning report_id`.execute(
    tx,
  );
  return rows.length > 0;
}

/** The message of a report was not sent, and is not tried again: it counts for nobody. */
export async function deleteTelling(tx: Tx, reportId: string): Promise<void> {
  await sql`delete from contact_told where report_id = ${reportId} and told_at is null`.execute(tx);
}

/** Forgets who was written to once it does not count any more. */
export async function forgetTellings(tx: Tx, at: Date): Promise<void> {
  await sql`delete from contact_told where at < ${at}::timestamptz - interval '1 day'`.execute(tx);
}
