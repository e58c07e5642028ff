import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { forgetToldOfRow, type Telling } from "../../platform/live/index.ts";
import { tellingsOf } from "../tell-intervention.ts";

/**
 * Deletes words about a place that the author of a report took back, from the resulting intervention and from its course. Words that a
 * person of the room wrote in their place stay. The point stays too: the police go there. Returns the messages for the screens.
 */
export async function forgetPlaceWords(tx: Tx, interventionId: string, words: string): Promise<Telling[]> {
  const now = await sql`
    update intervention set place_text = null where intervention_id = ${interventionId} and place_text = ${words} returning 1`.execute(tx);
  const before = await sql`
    update intervention_event set data = jsonb_set(data, '{place}', case when data #> '{place,point}' = 'null' then 'null'
        else jsonb_set(data -> 'place', '{text}', 'null') end)
    where intervention_id = ${interventionId} and data #>> '{place,text}' = ${words} returning 1`.execute(tx);
  if (now.rows.length === 0 && before.rows.length === 0) return [];
  await forgetToldOfRow(tx, "intervention", "interventionId", interventionId);
  return tellingsOf(tx, [interventionId]);
}
