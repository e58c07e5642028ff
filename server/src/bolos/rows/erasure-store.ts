import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/**
 * Time at which the retention of a picture begins: the end of the last BOLO that shows it, directly or by a child alert. A BOLO ends by
 * cancellation or expiry. For a draft that was never published, retention begins at the upload.
 */
const overAt = sql`(
  select max(case b.state when 'cancelled' then b.cancelled_at when 'in_force' then b.expires_at else p.added_at end) from bolo b
  where b.bolo_id in (select p.bolo_id union all select c.bolo_id from child_alert c where c.picture_id = p.picture_id))`;

/** A public alert that goes on shows it again once its BOLO is renewed. */
const isTold = (at: Date) => sql`exists (
  select from child_alert c join public_alert_now a on a.child_alert_id = c.alert_id
  where c.picture_id = p.picture_id and a.state <> 'ended' and a.until_at > ${at})`;

const due = (at: Date, retentionMs: number) => sql`
  p.erased_at is null and ${overAt} + ${retentionMs} * interval '1 millisecond' < ${at} and not ${isTold(at)}`;

/** Pictures past their time that nothing shows any more. None came later than its whole time ago. */
export async function picturesToErase(tx: Tx, at: Date, retentionMs: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ pictureId: string }>`
    select p.picture_id as "pictureId" from bolo_picture p
    where p.added_at < ${new Date(at.getTime() - retentionMs)} and ${due(at, retentionMs)} order by p.added_at limit ${limit}`.execute(tx);
  return rows.map(({ pictureId }) => pictureId);
}

/** Whether its time is over, asked under the lock of its BOLO. */
export async function isDue(tx: Tx, pictureId: string, at: Date, retentionMs: number): Promise<boolean> {
  const { rows } = await sql`
    select from bolo_picture p where p.picture_id = ${pictureId} and ${due(at, retentionMs)} for update of p`.execute(tx);
  return rows.length > 0;
}

/** Nothing of it is on the disk any more, and its small copy goes too. */
export async function markErased(tx: Tx, pictureId: string, at: Date): Promise<void> {
  await sql`
    update bolo_picture set erased_at = ${at}, shown_sha256 = null, thumbnail_sealed = null, thumbnail_type = null
    where picture_id = ${pictureId}`.execute(tx);
}
