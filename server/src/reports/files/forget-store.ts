import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { forgetToldOf } from "../../platform/live/index.ts";
import { forgetReplies } from "../../platform/once/index.ts";

/**
 * Deletes the content of a report, in both directions, and the identification of its author, wherever the room has them. That is the
 * report, its messages and course, events for the screens, and replies that wait to be asked for again. Its files go with the next sweep of
 * files.
 */
async function eraseSaid(tx: Tx, reportId: string): Promise<void> {
  await sql`delete from report_message where report_id = ${reportId}`.execute(tx);
  await sql`update report_event set data = data - 'reason' where report_id = ${reportId} and data ? 'reason'`.execute(tx);
  await forgetToldOf(tx, "report", reportId);
  await forgetReplies(tx, reportId);
  await sql`
    update report set words_sealed = null, contact_sealed = null, place_text_sealed = null, end_words_sealed = null, place_sealed = null, outside_sealed = null,
      place_source = null, accuracy_m = null, place_at = null, happened_at = null, device_hash = null, body_hash = null, sketch = null, network = null, address = null, asked = false, answered = false
    where report_id = ${reportId}`.execute(tx);
}

/** Its author took it back: category and sector stay, for the figures; the code stays, so that its author sees that it is gone. */
export async function eraseWithdrawn(tx: Tx, reportId: string): Promise<void> {
  await eraseSaid(tx, reportId);
  await sql`update report set lat = null, lon = null where report_id = ${reportId}`.execute(tx);
}

/** Its time is over: that there was one, of which kind and in which cell of 500 m, stays for the figures. */
export async function forgetReport(tx: Tx, reportId: string, at: Date): Promise<void> {
  await eraseSaid(tx, reportId);
  await sql`
    update report set code_hash = null, outside_key = null, forgotten_at = ${at} where report_id = ${reportId} and forgotten_at is null`.execute(
    tx,
  );
}
