import type { AlertMessage, CapAct, PublicAlertSaid } from "@amaliyat/domain/alerts";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** Adds the next message of the feed on an alert, which is locked. */
export async function addMessage(tx: Tx, alertId: string, act: CapAct, at: number, said: PublicAlertSaid): Promise<void> {
  await sql`
    insert into public_alert_message (alert_id, seq, act, at, said)
    select ${alertId}, coalesce(max(seq), 0) + 1, ${act}, ${new Date(at)}, ${JSON.stringify(said)}::jsonb
    from public_alert_message where alert_id = ${alertId}`.execute(tx);
}

type Row = { seq: number; act: CapAct; at: Date; said: PublicAlertSaid };

/** The messages on an alert, the first first. */
export async function messagesOf(tx: Tx, alertId: string, reference: string): Promise<AlertMessage[]> {
  const { rows } = await sql<Row>`
    select seq, act, at, said from public_alert_message where alert_id = ${alertId} order by seq`.execute(tx);
  return rows.map((row) => ({ ...row, reference, at: row.at.getTime() }));
}

/** Alerts that were cancelled after a moment, newest first. */
export async function cancelledSince(tx: Tx, since: Date): Promise<string[]> {
  const { rows } = await sql<{ alertId: string }>`
    select alert_id as "alertId" from public_alert_message where act = 'Cancel' and at > ${since} order by at desc limit 500`.execute(tx);
  return rows.map(({ alertId }) => alertId);
}
