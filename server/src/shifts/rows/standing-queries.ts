import type { HandOverStanding } from "@amaliyat/contract/shifts";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { Span } from "./hand-over-queries.ts";

/** Time for which a partner is told that a forward was taken back. */
const TAKEN_BACK_MS = 30 * 86_400_000;

const iso = (at: Date): string => at.toISOString();
const within = (column: string, sectors: readonly string[]) =>
  sql`(${sql.ref(column)} is null or ${sql.ref(column)} = any(${[...sectors]}::text[]))`;

async function sectorOf(tx: Tx, sectorId: string): Promise<HandOverStanding["sector"]> {
  const { rows } = await sql<{ names: HandOverStanding["sector"]["names"] }>`
    select names from sector_tree where sector_id = ${sectorId}`.execute(tx);
  return { sectorId, names: rows[0]?.names ?? { ar: sectorId, fr: sectorId, en: sectorId } };
}

async function bolosOf(tx: Tx, { to, sectors }: Span): Promise<HandOverStanding["bolos"]> {
  type Row = Omit<HandOverStanding["bolos"][number], "expiresAt"> & { expires_at: Date };
  const { rows } = await sql<Row>`
    select reference, kind, priority, text, expires_at from bolo_now
    where state = 'in_force' and expires_at > ${to} and (cardinality(sectors) = 0 or reaches && ${[...sectors]}::text[])
    order by priority, published_at, bolo_id`.execute(tx);
  return rows.map(({ expires_at: expiresAt, ...row }) => ({ ...row, expiresAt: iso(expiresAt) }));
}

async function alertsOf(tx: Tx, { to }: Span): Promise<HandOverStanding["alerts"]> {
  type Title = { title: string };
  type Row = { reference: string; kind: HandOverStanding["alerts"][number]["kind"]; texts: { ar: Title; fr: Title; en: Title | null } };
  const { rows } = await sql<Row & { until_at: Date }>`
    select reference, kind, texts, until_at from public_alert_now
    where state = 'published' and until_at > ${to} order by from_at, alert_id`.execute(tx);
  return rows.map(({ reference, kind, texts: { ar, fr, en }, until_at: until }) => ({
    reference,
    kind,
    title: { ar: ar.title, fr: fr.title, en: (en ?? fr).title },
    until: iso(until),
  }));
}

/** Forwards that partners have not got. One that was taken back is among them whatever became of its intervention: the partner still works on it. */
async function forwardsOf(tx: Tx, { to, sectors }: Span): Promise<HandOverStanding["forwards"]> {
  type Row = Omit<HandOverStanding["forwards"][number], "since"> & { since: Date };
  const { rows } = await sql<Row>`
    select i.reference, p.names as partner, f.kind as state, f.since, coalesce(f.cause, case when f.update_waits then f.update_cause end) as cause
    from forward_now f join intervention_now i using (intervention_id) join partner_now p using (partner_id)
    where ((f.kind in ('queued','failed') and i.kind = 'open')
        or (f.notice = 'due' and f.since > ${new Date(to.getTime() - TAKEN_BACK_MS)})
        or (f.update_waits and f.update_attempts > 0 and f.kind in ('sent','received','acknowledged','in_progress')))
      and ${within("i.sector_id", sectors)}
    order by f.since, f.forward_id`.execute(tx);
  return rows.map((row) => ({ ...row, since: iso(row.since) }));
}

/** Of a home nothing is written but that there is a hazard: the paper is kept. */
async function hazardsOf(tx: Tx, { to, sectors }: Span): Promise<HandOverStanding["hazards"]> {
  type Row = Omit<HandOverStanding["hazards"][number], "until"> & { until_at: Date };
  const { rows } = await sql<Row>`
    select kind, case when at_home then null else words end as words, case when at_home then null else address end as address,
      state = 'confirmed' as "isConfirmed", until_at
    from hazard_now
    where from_at <= ${to} and until_at > ${to} and (state = 'confirmed' or (state = 'proposed' and not at_home))
      and ${within("sector_id", sectors)}
    order by first_at, hazard_id`.execute(tx);
  return rows.map(({ until_at: until, ...row }) => ({ ...row, until: iso(until) }));
}

async function reservationsOf(tx: Tx, { to, sectors }: Span): Promise<HandOverStanding["reservations"]> {
  const { rows } = await sql<{ unit: string; reason: string | null; reserved_until: Date }>`
    select code as unit, reserved_for as reason, reserved_until from unit_now
    where reserved_until > ${to} and ${within("sector_id", sectors)} order by code`.execute(tx);
  return rows.map(({ reserved_until: until, ...row }) => ({ ...row, until: iso(until) }));
}

/** Facts that stand at the end of a shift and go on. In the room's own scope: a reader of the log need not have access to each of them. */
export async function standingOf(tx: Tx, sectorId: string, span: Span): Promise<HandOverStanding> {
  return {
    sector: await sectorOf(tx, sectorId),
    bolos: await bolosOf(tx, span),
    alerts: await alertsOf(tx, span),
    forwards: await forwardsOf(tx, span),
    hazards: await hazardsOf(tx, span),
    reservations: await reservationsOf(tx, span),
  };
}
