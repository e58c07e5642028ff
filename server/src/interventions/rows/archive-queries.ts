import type { InterventionRow } from "@amaliyat/contract/interventions";
import { searchKeys, type Asked } from "@amaliyat/domain/archive";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { rowColumns, shownRow, type RowRecord } from "./row-queries.ts";

/** Interventions of the caller's sectors that answer a search of the archive, newest first. */
export async function interventionsAsked(tx: Tx, asked: Asked): Promise<InterventionRow[]> {
  const keys = JSON.stringify(searchKeys(asked, asked.subcategories));
  const { rows } = await sql<RowRecord>`
    select ${rowColumns} from intervention i
    where i.intervention_id = any (array(select amaliyat_search('intervention', ${keys}::jsonb, ${asked.most})))
    order by i.opened_at desc, i.intervention_id desc`.execute(tx);
  return rows.map(shownRow);
}
