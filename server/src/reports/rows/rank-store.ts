import type { Ranked } from "@amaliyat/domain/reports";
import { rankReport, type RankByHand } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { signalsOf } from "./rank-queries.ts";

/** Writes where reports stand in the queue; returns those that moved. */
async function updateRanks(tx: Tx, ranks: readonly (Ranked & { readonly reportId: string })[]): Promise<string[]> {
  if (ranks.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    /* kept */ update report r set urgency = g.urgency, rank_reasons = g.reasons
    from (select (g ->> 'reportId')::uuid as id, (g ->> 'urgency')::smallint as urgency,
      array(select jsonb_array_elements_text(g -> 'reasons')) as reasons from jsonb_array_elements(${JSON.stringify(ranks)}::jsonb) as given (g)) g
    where r.report_id = g.id and (r.urgency, r.rank_reasons) is distinct from (g.urgency, g.reasons) returning r.report_id as id`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** Ranks reports anew by their signals; returns those that moved. In the room's own scope. */
export async function rankAgain(tx: Tx, reportIds: readonly string[], at: number): Promise<string[]> {
  if (reportIds.length === 0) return [];
  const found = await signalsOf(tx, reportIds, at);
  return updateRanks(
    tx,
    found.map(({ reportId, signals }) => ({ reportId, ...rankReport(signals) })),
  );
}

/** Reports that wait of the device, or from the address, of one report: those whose rank its end may change. */
export async function kinOf(tx: Tx, reportId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.report_id as id from report o join report r on r.report_id = ${reportId}
    where o.report_id <> r.report_id and o.state in ('waiting','taken') and o.wave_id is null
      and (o.device_hash = r.device_hash or o.address = r.address) limit 50`.execute(tx);
  return rows.map(({ id }) => id);
}

/** A person says where a report stands; null leaves it to its signals. */
export async function setRankByHand(tx: Tx, reportId: string, byHand: RankByHand | null): Promise<void> {
  await sql`update report set by_hand = ${byHand} where report_id = ${reportId}`.execute(tx);
}

/** Its phone did the work after it was sent; the first time counts. True if it had not. */
export async function markProven(tx: Tx, reportId: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update report set proven_at = ${at} where report_id = ${reportId} and proven_at is null returning report_id`.execute(tx);
  return rows.length > 0;
}

/** Its author answered a question of the room. */
export async function markAnsweredRoom(tx: Tx, reportId: string): Promise<void> {
  await sql`update report set answered_room = true where report_id = ${reportId}`.execute(tx);
}
