import type { ReviewQueue, ReviewRow } from "@amaliyat/contract/shifts";
import {
  UNCLASSIFIED,
  type DispositionCode,
  type InterventionKind,
  type Priority,
  type SubcategoryCode,
} from "@amaliyat/domain/interventions";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type Row = {
  intervention_id: string;
  reference: string;
  version: number;
  kind: InterventionKind;
  subcategory: SubcategoryCode;
  priority: Priority;
  sector_id: string | null;
  place_text: string | null;
  opened_at: Date;
  closed_at: Date | null;
  disposition: DispositionCode | null;
  outcome: string | null;
  needs_review: boolean;
};

const shown = (row: Row): ReviewRow => ({
  interventionId: row.intervention_id,
  reference: row.reference,
  version: row.version,
  state: row.kind,
  subcategory: row.subcategory,
  priority: row.priority,
  sectorId: row.sector_id,
  placeText: row.place_text,
  openedAt: row.opened_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
  disposition: row.disposition,
  outcome: row.outcome,
  needsReview: row.needs_review,
});

/** Not reviewed under its present classification. Imported interventions are history and are reviewed by nobody. */
const waits = sql`i.kind in ('open','closed') and i.import_id is null and (i.needs_review or i.subcategory = ${UNCLASSIFIED}) and not exists (
  select from intervention_review r where r.intervention_id = i.intervention_id and r.subcategory = i.subcategory)`;

/** Interventions that wait for review in a period, oldest first, at most `most` rows; with the number of all that are unclassified. */
export async function reviewQueue(tx: Tx, from: Date, to: Date, limit: number): Promise<ReviewQueue> {
  const found = await sql<Row>`
    select i.intervention_id, i.reference, i.version, i.kind, i.subcategory, i.priority, i.sector_id, i.place_text, i.opened_at,
      i.closed_at, i.disposition, i.outcome, i.needs_review
    from intervention_now i where ${waits} and i.opened_at >= ${from} and i.opened_at < ${to}
    order by i.needs_review desc, i.opened_at, i.intervention_id limit ${limit}`.execute(tx);
  const counts = await sql<{ waiting: number; unclassified: number; total: number }>`
    select count(*) filter (where ${waits})::int as waiting, count(*) filter (where i.subcategory = ${UNCLASSIFIED})::int as unclassified, count(*)::int as total
    from intervention_now i
    where i.kind in ('open','closed') and i.import_id is null and i.opened_at >= ${from} and i.opened_at < ${to}`.execute(tx);
  return { rows: found.rows.map(shown), ...(counts.rows[0] ?? { waiting: 0, unclassified: 0, total: 0 }) };
}

/** Inserts or updates the review of an intervention as it is classified now. */
export async function upsertReview(tx: Tx, interventionId: string, subcategory: string, at: Date, by: string): Promise<void> {
  await sql`
    insert into intervention_review (intervention_id, subcategory, at, by) values (${interventionId}, ${subcategory}, ${at}, ${by})
    on conflict (intervention_id) do update set subcategory = excluded.subcategory, at = excluded.at, by = excluded.by`.execute(tx);
}
