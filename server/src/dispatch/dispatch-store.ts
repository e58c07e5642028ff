import type { Assignment, AssignmentEvent, AssignmentKind } from "@amaliyat/domain/dispatch";
import { sql } from "kysely";
import { asRoom, type Tx } from "../platform/database/index.ts";
import { dispatchTables, type DispatchTables } from "./dispatch-tables.ts";

const BOUND: AssignmentKind[] = ["assigned", "accepted", "en_route", "on_scene"];

export type Bound = { readonly interventionId: string; readonly reference: string };

/** What a unit is bound to, first what it works on. Told whatever its sector: the unit is not free. */
export async function boundTo(tx: Tx, unitId: string): Promise<Bound[]> {
  const found = sql<{ intervention_id: string; reference: string }>`
    select a.intervention_id, i.reference from assignment a join intervention i using (intervention_id)
    where a.unit_id = ${unitId} and a.kind in ('assigned','accepted','en_route','on_scene') order by a.stacked, a.assigned_at`;
  const { rows } = await asRoom(tx, () => found.execute(tx));
  return rows.map((row) => ({ interventionId: row.intervention_id, reference: row.reference }));
}

type AssignmentRecord = DispatchTables["assignment"];

function stateOf(row: AssignmentRecord): Assignment {
  const stamps: Partial<Record<AssignmentKind, number>> = {};
  for (const kind of ["accepted", "en_route", "on_scene", "cleared", "refused", "withdrawn"] as const) {
    const at = row[`${kind}_at`];
    if (at !== null) stamps[kind] = at.getTime();
  }
  const facts = {
    assignmentId: row.assignment_id,
    interventionId: row.intervention_id,
    unitId: row.unit_id,
    assignedBy: row.assigned_by,
    stamps: { ...stamps, assigned: row.assigned_at.getTime() },
  };
  if (row.kind === "refused") return { ...facts, kind: "refused", reason: row.reason ?? "" };
  if (row.kind === "withdrawn") return { ...facts, kind: "withdrawn", reason: row.reason };
  return { ...facts, kind: row.kind };
}

/** The intervention of an assignment; null outside the caller's scope. */
export async function interventionOf(tx: Tx, assignmentId: string): Promise<string | null> {
  const found = dispatchTables(tx).selectFrom("assignment").select("intervention_id").where("assignment_id", "=", assignmentId);
  return (await found.executeTakeFirst())?.intervention_id ?? null;
}

/** Takes an assignment for a command; null outside the caller's scope. */
export async function lockAssignment(tx: Tx, assignmentId: string): Promise<Assignment | null> {
  const row = await dispatchTables(tx)
    .selectFrom("assignment")
    .selectAll()
    .where("assignment_id", "=", assignmentId)
    .forUpdate()
    .executeTakeFirst();
  return row ? stateOf(row) : null;
}

/** Takes every bound assignment of an intervention, also of units that the caller does not see: they count all the same. */
export async function lockBound(tx: Tx, interventionId: string): Promise<Assignment[]> {
  const bound = dispatchTables(tx)
    .selectFrom("assignment")
    .selectAll()
    .where("intervention_id", "=", interventionId)
    .where("kind", "in", BOUND)
    .orderBy("assignment_id")
    .forUpdate();
  return (await asRoom(tx, () => bound.execute())).map(stateOf);
}

/** Keeps a new assignment; `stacked` while the unit works on another. `askedByCall` is the call that sent it. */
export async function insertAssignment(
  tx: Tx,
  state: Assignment,
  { stacked, askedByCall }: { readonly stacked: boolean; readonly askedByCall: string | null },
): Promise<void> {
  const stamps = { accepted_at: null, en_route_at: null, on_scene_at: null, cleared_at: null, refused_at: null, withdrawn_at: null };
  const row: AssignmentRecord = {
    assignment_id: state.assignmentId,
    intervention_id: state.interventionId,
    unit_id: state.unitId,
    kind: state.kind,
    assigned_by: state.assignedBy,
    assigned_at: new Date(state.stamps.assigned),
    ...stamps,
    reason: null,
    stacked,
    asked_by_call: askedByCall,
  };
  await dispatchTables(tx).insertInto("assignment").values(row).execute();
}

/** Keeps an event of an assignment: its state and the stamp of that name. */
export async function keepStamp(tx: Tx, assignmentId: string, event: AssignmentEvent): Promise<void> {
  const reason = event.kind === "refused" || event.kind === "withdrawn" ? { reason: event.reason } : {};
  await dispatchTables(tx)
    .updateTable("assignment")
    .set({ kind: event.kind, [`${event.kind}_at`]: new Date(event.at), ...reason })
    .where("assignment_id", "=", assignmentId)
    .execute();
}

/**
 * A unit that ended what it worked on turns to what waited longest for it. In the room's scope: that may lie in a sector that the caller
 * does not see.
 */
export async function turnToNext(tx: Tx, unitId: string): Promise<void> {
  const turned = sql`
    update assignment set stacked = false where assignment_id = (
      select assignment_id from assignment a where unit_id = ${unitId} and kind in ('assigned','accepted','en_route','on_scene')
        and not exists (select from assignment b where b.unit_id = a.unit_id and b.kind in ('assigned','accepted','en_route','on_scene') and not b.stacked)
      order by assigned_at, assignment_id limit 1)`;
  await asRoom(tx, () => turned.execute(tx));
}

/** Moves a bound assignment to another intervention. */
export async function moveAssignment(tx: Tx, assignmentId: string, to: string): Promise<void> {
  const moved = dispatchTables(tx).updateTable("assignment").set({ intervention_id: to });
  await moved.where("assignment_id", "=", assignmentId).execute();
}
