import {
  ATTRIBUTE_LABELS,
  isPersonRole,
  PERSON_ROLE_LABELS,
  PRIORITY_LABELS,
  subcategory,
  type Danger,
  type Intervention,
} from "@amaliyat/domain/interventions";
import type { Givable } from "@amaliyat/domain/partners";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** The danger of an intervention, as it is given to a partner. */
export const givableDanger = ({ priority, attributes }: Danger): Pick<Givable, "priority" | "attributes"> => ({
  priority: { code: priority, labels: PRIORITY_LABELS[priority] },
  attributes: attributes.map((code) => ({ code, labels: ATTRIBUTE_LABELS[code] })),
});

/** Part of a card, and since when it stands there; null for what was written on the card itself. */
type Dated = { readonly foreign_since: Date | null };

/**
 * All that an intervention could give to a partner by a choice of a moment (ms), as the caller's scope shows it. Words of callers, and words
 * and people that a split copied from another case, are given if they stood on the card when the choice was made. An older choice was made
 * by somebody who had not seen them.
 */
export async function givableOf(tx: Tx, state: Intervention): Promise<(chosenAt: number) => Givable> {
  const notes = await sql<Dated & { at: Date; text: string }>`
    select at, text, foreign_since from (
      select seq, at, data->>'text' as text, case when data->>'copiedFrom' is not null or data->>'source' is not null then at end as foreign_since
      from intervention_course where intervention_id = ${state.interventionId} and kind = 'noted' and not is_taken_out
      order by seq desc limit 100) newest
    order by seq`.execute(tx);
  const people = await sql<Dated & { role: string; name: string | null; description: string | null }>`
    select role, name, description, (select min(c.at) from intervention_course c where c.intervention_id = p.intervention_id
      and c.kind = 'person_noted' and c.data->>'personId' = p.person_id::text and c.data->>'copiedFrom' is not null) as foreign_since
    from person_concerned p where intervention_id = ${state.interventionId} and withdrawn_at is null
    order by noted_at limit 50`.execute(tx);
  const given = {
    interventionId: state.interventionId,
    reference: state.reference,
    openedAt: state.opened.at,
    subcategory: { code: state.subcategory, labels: subcategory(state.subcategory).labels },
    ...givableDanger(state),
    place: state.place,
    certainty: state.origin === "video" || state.origin === "patrol" ? ("Observed" as const) : ("Likely" as const),
  };
  return (chosenAt) => {
    const wasThere = ({ foreign_since: since }: Dated): boolean => since === null || since.getTime() <= chosenAt;
    return {
      ...given,
      notes: notes.rows.filter(wasThere).map(({ at, text }) => ({ at: at.getTime(), text })),
      people: people.rows.filter(wasThere).map(({ role, name, description }) => ({
        role,
        ...(isPersonRole(role) ? { labels: PERSON_ROLE_LABELS[role] } : {}),
        text: [name, description].filter((part) => part !== null).join("; "),
      })),
    };
  };
}

/** An intervention that is worked on, or was, under its own reference, with its danger. */
export type Lead = Pick<Intervention, "interventionId" | "priority" | "attributes"> & {
  readonly kind: Exclude<Intervention["kind"], "merged">;
};

/** Intervention under which the work goes on: itself, or the last one of its chain of merges. */
export async function leadOf(tx: Tx, intervention: Intervention): Promise<Lead> {
  if (intervention.kind !== "merged") return intervention;
  const { rows } = await sql<Lead>`
    with recursive chain as (
      select intervention_id, merged_into, kind, priority, attributes, 1 as depth from intervention_now where intervention_id = ${intervention.into}
      union all select i.intervention_id, i.merged_into, i.kind, i.priority, i.attributes, depth + 1 from intervention_now i join chain c on i.intervention_id = c.merged_into
      where depth < 100
    ) select intervention_id as "interventionId", kind, priority, attributes from chain where kind <> 'merged'`.execute(tx);
  const [lead] = rows;
  if (lead === undefined) throw new Error(`an intervention was merged into nothing: ${intervention.interventionId}`);
  return lead;
}
