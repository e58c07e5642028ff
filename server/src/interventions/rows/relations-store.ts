import { otherWay, type Intervention, type InterventionEvent, type Relation, type RelationTarget } from "@amaliyat/domain/interventions";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { lockUntilEnd, type Tx } from "../../platform/database/index.ts";
import { interventionTables } from "./interventions-tables.ts";

/** One relation is made or undone at a time: two halves of a cycle would otherwise not see each other. */
export async function lockRelations(tx: Tx): Promise<void> {
  await lockUntilEnd(tx, "relations");
}

/** The parent of an intervention, the parent's parent and so on. */
export async function interventionsAbove(tx: Tx, interventionId: string): Promise<string[]> {
  const { rows } = await sql<{ above: string[] }>`select amaliyat_interventions_above(${interventionId}) as above`.execute(tx);
  return rows[0]?.above ?? [];
}

/** Current relation of `other` to an intervention, as the domain asks for it. */
export async function relationTarget(tx: Tx, interventionId: string, other: Intervention): Promise<RelationTarget> {
  const row = await interventionTables(tx)
    .selectFrom("intervention_relation")
    .selectAll()
    .where("undone_at", "is", null)
    .where((is) =>
      is.or([
        is.and([is("one_id", "=", interventionId), is("other_id", "=", other.interventionId)]),
        is.and([is("one_id", "=", other.interventionId), is("other_id", "=", interventionId)]),
      ]),
    )
    .executeTakeFirst();
  return {
    interventionId: other.interventionId,
    reference: other.reference,
    kind: other.kind,
    above: await interventionsAbove(tx, other.interventionId),
    now: row === undefined ? null : seenFrom(interventionId, row),
  };
}

/** A kept relation as it is seen from one of its ends. */
const seenFrom = (interventionId: string, row: { one_id: string; kind: "parent" | "related" | "apart" }): Relation =>
  row.kind === "parent" && row.one_id === interventionId ? "child" : row.kind;

type Made = Extract<InterventionEvent, { kind: "related" | "unrelated" }>;

/** Writes the relation of an intervention to another, made or undone by an event. */
export async function writeRelation(tx: Tx, interventionId: string, { kind, at, by, relation, other }: Made): Promise<void> {
  const isPart = otherWay(relation) !== relation;
  const isFirst = isPart ? relation === "child" : interventionId < other;
  const [one_id, other_id] = isFirst ? [interventionId, other] : [other, interventionId];
  const tables = interventionTables(tx);
  if (kind === "unrelated") {
    const undone = { undone_at: new Date(at), undone_by: by };
    const pair = tables.updateTable("intervention_relation").set(undone).where("one_id", "=", one_id).where("other_id", "=", other_id);
    await pair.where("undone_at", "is", null).execute();
    return;
  }
  const made = { relation_id: randomUUID(), one_id, other_id, made_at: new Date(at), made_by: by };
  await tables
    .insertInto("intervention_relation")
    .values({ ...made, kind: relation === "child" ? "parent" : relation })
    .execute();
}
