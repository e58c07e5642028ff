import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Forgets what a report said and how its author is known; that there was one, of which kind and where, stays for the figures. */
export async function forgetReport(tx: Tx, reportId: string, at: Date): Promise<void> {
  await sql`delete from report_message where report_id = ${reportId}`.execute(tx);
  // Where the room said in words that it is; the point stays, as that of the report does.
  await sql`update report_event set data = data - 'text' where report_id = ${reportId} and data ? 'text'`.execute(tx);
  await sql`
    update report set words = null, contact = null, place_text = null, end_words = null, code_hash = null, body_hash = null, device_hash = null,
      asked = false, answered = false, forgotten_at = ${at}
    where report_id = ${reportId} and forgotten_at is null`.execute(tx);
}
