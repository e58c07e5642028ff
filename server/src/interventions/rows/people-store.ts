import type { Person } from "@amaliyat/contract/interventions";
import type { NotedPerson } from "@amaliyat/domain/interventions";
import { sql } from "kysely";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import { interventionTables } from "./interventions-tables.ts";

/** Inserts a person as noted, by whom and when. */
export async function insertPerson(tx: Tx, interventionId: string, person: NotedPerson, at: number, by: string): Promise<void> {
  const { personId, role, certainty, name, description } = person;
  await interventionTables(tx)
    .insertInto("intervention_person")
    .values({
      person_id: personId,
      intervention_id: interventionId,
      role,
      certainty,
      name,
      description,
      noted_at: new Date(at),
      noted_by: by,
    })
    .execute();
}

/** Marks what was noted of a person as withdrawn; it stays readable. */
export async function withdrawPersonRow(tx: Tx, personId: string, at: number, by: string, reason: string): Promise<void> {
  await interventionTables(tx)
    .updateTable("intervention_person")
    .set({ withdrawn_at: new Date(at), withdrawn_by: by, withdrawn_reason: reason })
    .where("person_id", "=", personId)
    .execute();
}

/**
 * The people of an intervention and of all that was merged into it, in the order in which they were noted. In the room's own scope: the caller may
 * work on the one that stays.
 */
export const peopleOf = (tx: Tx, interventionId: string): Promise<Person[]> => asRoom(tx, () => people(tx, interventionId));

async function people(tx: Tx, interventionId: string): Promise<Person[]> {
  const rows = await interventionTables(tx)
    .selectFrom("intervention_person as p")
    .leftJoin("person as noted", "noted.user_id", "p.noted_by")
    .leftJoin("person as withdrawn", "withdrawn.user_id", "p.withdrawn_by")
    .select(["p.person_id", "p.role", "p.certainty", "p.name", "p.description", "p.noted_at", "p.withdrawn_at", "p.withdrawn_reason"])
    .select(["noted.name as noted_name", "withdrawn.name as withdrawn_name"])
    .where("p.intervention_id", "=", sql<string>`any (amaliyat_one_event(${interventionId}))`)
    .orderBy("p.noted_at")
    .orderBy("p.person_id")
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    role: row.role,
    certainty: row.certainty,
    name: row.name,
    description: row.description,
    notedAt: row.noted_at.toISOString(),
    notedBy: row.noted_name ?? "",
    withdrawn:
      row.withdrawn_at === null
        ? null
        : { at: row.withdrawn_at.toISOString(), by: row.withdrawn_name ?? "", reason: row.withdrawn_reason ?? "" },
  }));
}
