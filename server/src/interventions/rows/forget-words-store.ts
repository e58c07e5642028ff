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

/**
 * Deletes the words of a report that its author took back from the notes that crews were given of it. Those stand on the interventions that it
 * joined, and on others of the same event that took notes along at a split. The reference stays, marked as
 * withdrawn: screens say so in the language of the reader. Returns the messages for the screens.
 */
export async function forgetCallerWords(tx: Tx, interventionIds: readonly string[], source: string): Promise<Telling[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive near (id) as (
      select unnest(${[...interventionIds]}::uuid[])
      union
      select coalesce(e.data ->> 'other', e.data ->> 'into')::uuid from intervention_event e join near on near.id = e.intervention_id
      where e.kind in ('joined', 'merged')
    ), said as (
      select distinct e.data ->> 'text' as text from intervention_event e join near on near.id = e.intervention_id
      where e.kind = 'noted' and e.data ->> 'source' = ${source}
    )
    update intervention_event e set data = e.data || jsonb_build_object('text', ${source}::text, 'withdrawn', true) from near, said
    where e.intervention_id = near.id and e.kind = 'noted' and e.data ->> 'text' = said.text returning e.intervention_id as id`.execute(tx);
  const changed = [...new Set(rows.map(({ id }) => id))];
  for (const id of changed) await forgetToldOfRow(tx, "intervention", "interventionId", id);
  return tellingsOf(tx, changed);
}
