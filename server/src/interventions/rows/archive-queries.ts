import type { FoundIn } from "@amaliyat/contract/archive";
import type { InterventionCard, InterventionRow } from "@amaliyat/contract/interventions";
import { searchQuestions, type Asked } from "@amaliyat/domain/archive";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { clipsOf } from "./merged-queries.ts";
import { rowColumns, shownRow, type RowRecord } from "./row-queries.ts";

type FoundIntervention = {
  readonly row: InterventionRow;
  readonly foundIn: FoundIn | null;
  readonly clip: Pick<InterventionCard["clips"][number], "cameraId" | "from" | "to"> | null;
};

/** Interventions of the caller's sectors that answer a search of the archive at a moment, newest first, each with a clip that is kept then. */
export async function interventionsAsked(tx: Tx, at: number, asked: Asked): Promise<FoundIntervention[]> {
  const now = new Date(at).toISOString();
  const foundIn = new Map<string, FoundIn | null>();
  for (const question of searchQuestions(asked, asked.subcategories)) {
    const keys = JSON.stringify({ ...question, ...(asked.withClip ? { clip_at: now } : {}) });
    const found = await sql<{ found_id: string; found_in: FoundIn | null }>`
      select found_id, found_in from amaliyat_search_interventions(${keys}::jsonb, ${asked.most})`.execute(tx);
    for (const { found_id: id, found_in: where } of found.rows) if (!foundIn.has(id)) foundIn.set(id, where);
  }
  if (foundIn.size === 0) return [];
  const ids = [...foundIn.keys()];
  const { rows } = await sql<RowRecord>`
    select ${rowColumns} from intervention i where i.intervention_id = any (${ids}::uuid[])
    order by i.opened_at desc, i.intervention_id desc`.execute(tx);
  const clips = await clipsOf(tx, ids);
  return rows.map((row) => {
    const kept = clips.get(row.intervention_id)?.find(({ keptUntil }) => keptUntil > now);
    return {
      row: shownRow(row),
      foundIn: foundIn.get(row.intervention_id) ?? null,
      clip: kept === undefined ? null : { cameraId: kept.cameraId, from: kept.from, to: kept.to },
    };
  });
}
