import { printableAlert, standingAt } from "@amaliyat/domain/bolos";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { readAlert } from "./alerts-store.ts";
import { lookAtBolo } from "./bolos-store.ts";

/** The texts on a missing child that may leave the room, and the BOLO that they belong to. */
export type AuthorisedAlert = {
  readonly childAlertId: string;
  readonly boloId: string;
  readonly boloReference: string;
  readonly ar: string;
  readonly fr: string;
  readonly area: string;
  readonly pictureId: string | null;
};

/**
 * The child alerts whose text may leave the room at a moment, as far as the scope sees them: authorised by the prosecutor, and the child
 * still looked for. Those of `ids`, or all.
 */
export async function authorisedAlerts(tx: Tx, at: number, ids: readonly string[] | null): Promise<AuthorisedAlert[]> {
  const { rows } = await sql<{ childAlertId: string; boloId: string }>`
    select a.alert_id as "childAlertId", a.bolo_id as "boloId" from child_alert a
    where a.state = 'authorised' and (${ids === null} or a.alert_id = any (${ids ?? []}::uuid[])) order by a.recorded_at desc`.execute(tx);
  const found: AuthorisedAlert[] = [];
  for (const { childAlertId, boloId } of rows) {
    const [kept, alert] = [await lookAtBolo(tx, boloId), await readAlert(tx, boloId, childAlertId)];
    if (kept === null) continue;
    const printable = printableAlert(alert, standingAt(kept.bolo, at));
    if (!printable.ok) continue;
    found.push({ childAlertId, boloId, boloReference: kept.reference, ...printable.value });
  }
  return found;
}
