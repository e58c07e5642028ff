import type { InterventionRow, Likely } from "@amaliyat/contract/interventions";
import { FAR_M, likeliest, LONG_AFTER_MS, type Signal } from "@amaliyat/domain/interventions";
import { boxAround } from "@amaliyat/domain/kernel";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { rowColumns, shownRow, type RowRecord } from "./row-queries.ts";

/** More than this are never open at once within a kilometre and two hours. */
const MOST = 200;

const signalOf = ({ place, subcategory, openedAt }: InterventionRow): Signal => ({ place, subcategory, at: Date.parse(openedAt) });

/**
 * Open interventions of the caller's sectors that may be the same event as a signal, the likeliest first. `own` is the one that the
 * signal already opened; what a person related to it, or kept apart from it, is not proposed.
 */
export async function likelyInterventions(tx: Tx, signal: Signal, own: string | null): Promise<Likely[]> {
  const { place, at } = signal;
  if (place === null) return [];
  const { south, north, west, east } = boxAround(place, FAR_M);
  const { rows } = await sql<RowRecord>`
    select ${rowColumns} from intervention i where i.kind = 'open'
      and i.opened_at between ${new Date(at - LONG_AFTER_MS)} and ${new Date(at + LONG_AFTER_MS)}
      and i.lat between ${south} and ${north} and i.lon between ${west} and ${east}
      and i.intervention_id is distinct from ${own}::uuid
      and not exists (select from intervention_relation r where r.undone_at is null
        and (r.one_id, r.other_id) in ((i.intervention_id, ${own}::uuid), (${own}::uuid, i.intervention_id)))
    order by i.opened_at desc limit ${MOST}`.execute(tx);
  return likeliest(signal, rows.map(shownRow), signalOf).map(({ of: row, score, metres, apartMs }) => ({ row, score, metres, apartMs }));
}
