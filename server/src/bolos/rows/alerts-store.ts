import type { ChildAlert } from "@amaliyat/contract/bolos";
import type { Alert, AlertState, DecisionWay } from "@amaliyat/domain/bolos";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type Row = {
  alert_id: string;
  state: AlertState;
  ar: string;
  fr: string;
  area: string;
  picture_id: string | null;
  picture_erased_at: Date | null;
  proposed_at: Date;
  proposed_by: string;
  proposed_name: string;
  checked_at: Date | null;
  checked_by: string | null;
  checked_name: string | null;
  authorised: boolean | null;
  prosecutor: string | null;
  reference: string | null;
  decided_at: Date | null;
  way: DecisionWay | null;
  recorded_at: Date | null;
  recorded_by: string | null;
  recorded_name: string | null;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
  withdrawn_name: string | null;
  reason: string | null;
};

const columns = sql`a.*, coalesce(p.name, '') as proposed_name, c.name as checked_name, r.name as recorded_name, w.name as withdrawn_name,
  pic.erased_at as picture_erased_at
  from child_alert a left join person p on p.user_id = a.proposed_by left join person c on c.user_id = a.checked_by
    left join person r on r.user_id = a.recorded_by left join person w on w.user_id = a.withdrawn_by
    left join bolo_picture pic on pic.picture_id = a.picture_id`;

const actOf = (at: Date | null, by: string | null) => (at === null || by === null ? null : { at: at.getTime(), by });

function decisionOf(row: Row): Alert["decision"] {
  const { authorised, prosecutor, reference, decided_at: decidedAt, way } = row;
  const recorded = actOf(row.recorded_at, row.recorded_by);
  if (authorised === null || prosecutor === null || reference === null || decidedAt === null || way === null || recorded === null)
    return null;
  return { authorised, prosecutor, reference, decidedAt: decidedAt.getTime(), way, recorded };
}

function alertOf(row: Row): Alert {
  const withdrawn = actOf(row.withdrawn_at, row.withdrawn_by);
  return {
    state: row.state,
    ar: row.ar,
    fr: row.fr,
    area: row.area,
    // A text whose picture was erased is shown without one.
    pictureId: row.picture_erased_at === null ? row.picture_id : null,
    proposed: { at: row.proposed_at.getTime(), by: row.proposed_by },
    checked: actOf(row.checked_at, row.checked_by),
    decision: decisionOf(row),
    withdrawn: withdrawn === null || row.reason === null ? null : { ...withdrawn, reason: row.reason },
  };
}

/** The alert of a BOLO, which is locked for a command; null if it has none of this id. */
export async function readAlert(tx: Tx, boloId: string, alertId: string): Promise<Alert | null> {
  const { rows } = await sql<Row>`select ${columns} where a.alert_id = ${alertId} and a.bolo_id = ${boloId}`.execute(tx);
  return rows[0] === undefined ? null : alertOf(rows[0]);
}

/** Inserts a new alert. Throws a unique violation where one of the same BOLO is under way. */
export async function insertAlert(tx: Tx, boloId: string, alertId: string, alert: Alert): Promise<void> {
  const { ar, fr, area, pictureId, proposed } = alert;
  await sql`
    insert into child_alert (alert_id, bolo_id, state, ar, fr, area, picture_id, proposed_at, proposed_by)
    values (${alertId}, ${boloId}, ${alert.state}, ${ar}, ${fr}, ${area}, ${pictureId}, ${new Date(proposed.at)}, ${proposed.by})`.execute(
    tx,
  );
}

const dateOf = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at));

/** Updates the state after a command; what was proposed never changes. */
export async function updateAlert(tx: Tx, alertId: string, { state, checked, decision, withdrawn }: Alert): Promise<void> {
  await sql`
    update child_alert set state = ${state}, checked_at = ${dateOf(checked?.at)}, checked_by = ${checked?.by ?? null},
      authorised = ${decision?.authorised ?? null}, prosecutor = ${decision?.prosecutor ?? null}, reference = ${decision?.reference ?? null},
      decided_at = ${dateOf(decision?.decidedAt)}, way = ${decision?.way ?? null}, recorded_at = ${dateOf(decision?.recorded.at)},
      recorded_by = ${decision?.recorded.by ?? null}, withdrawn_at = ${dateOf(withdrawn?.at)}, withdrawn_by = ${withdrawn?.by ?? null},
      reason = ${withdrawn?.reason ?? null}
    where alert_id = ${alertId}`.execute(tx);
}

const iso = (at: Date | null): string => at?.toISOString() ?? "";

/** The alerts of a BOLO, newest first, without their texts. */
export async function alertsOf(tx: Tx, boloId: string): Promise<ChildAlert[]> {
  const { rows } = await sql<Row>`select ${columns} where a.bolo_id = ${boloId} order by a.proposed_at desc`.execute(tx);
  return rows.map((row) => {
    const { decision, ...alert } = alertOf(row);
    return {
      alertId: row.alert_id,
      state: alert.state,
      area: alert.area,
      pictureId: alert.pictureId,
      proposed: { at: iso(row.proposed_at), by: row.proposed_name, userId: row.proposed_by },
      checked: alert.checked && { at: iso(row.checked_at), by: row.checked_name ?? "" },
      decision: decision && {
        ...decision,
        decidedAt: iso(row.decided_at),
        recorded: { at: iso(row.recorded_at), by: row.recorded_name ?? "" },
      },
      withdrawn: alert.withdrawn && { at: iso(row.withdrawn_at), by: row.withdrawn_name ?? "", reason: alert.withdrawn.reason },
    };
  });
}
