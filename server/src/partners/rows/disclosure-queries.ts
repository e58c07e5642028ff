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

/**
 * All that an intervention could give to a partner, as the caller's scope shows it. Words and people that a split copied from another case
 * are left out, and words of callers: whoever chose to give notes away had not seen them.
 */
export async function givableOf(tx: Tx, state: Intervention): Promise<Givable> {
  const notes = await sql<{ at: Date; text: string }>`
    select at, text from (select seq, at, data->>'text' as text from intervention_course
      where intervention_id = ${state.interventionId} and kind = 'noted' and data->>'copiedFrom' is null
        and data->>'source' is null order by seq desc limit 100) newest order by seq`.execute(tx);
  const people = await sql<{ role: string; name: string | null; description: string | null }>`
    select role, name, description from person_concerned p
    where intervention_id = ${state.interventionId} and withdrawn_at is null and not exists (
      select from intervention_course c where c.intervention_id = p.intervention_id and c.kind = 'person_noted'
        and c.data->>'personId' = p.person_id::text and c.data->>'copiedFrom' is not null)
    order by noted_at limit 50`.execute(tx);
  return {
    interventionId: state.interventionId,
    reference: state.reference,
    openedAt: state.opened.at,
    subcategory: { code: state.subcategory, labels: subcategory(state.subcategory).labels },
    ...givableDanger(state),
    place: state.place,
    certainty: state.origin === "video" || state.origin === "patrol" ? "Observed" : "Likely",
    notes: notes.rows.map(({ at, text }) => ({ at: at.getTime(), text })),
    people: people.rows.map(({ role, name, description }) => ({
      role,
      ...(isPersonRole(role) ? { labels: PERSON_ROLE_LABELS[role] } : {}),
      text: [name, description].filter((part) => part !== null).join("; "),
    })),
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
