import type { Assignment, AssignmentEvent, AssignmentKind } from "@amaliyat/domain/dispatch";
import { sql } from "kysely";
import { asRoom, type Tx } from "../platform/database/index.ts";

/** Tables of this feature, as kysely sees them. */
export type DispatchTables = {
  unit: {
    unit_id: string;
    code: string;
    kind: string;
    sector_id: string;
    user_id: string | null;
    in_service: boolean;
    out_reason: string | null;
    status_since: Date;
    lat: number | null;
    lon: number | null;
    heading_deg: number | null;
    position_at: Date | null;
  };
  assignment: {
    assignment_id: string;
    intervention_id: string;
    unit_id: string;
    kind: AssignmentKind;
    assigned_by: string;
    assigned_at: Date;
    accepted_at: Date | null;
    en_route_at: Date | null;
    on_scene_at: Date | null;
    cleared_at: Date | null;
    refused_at: Date | null;
    withdrawn_at: Date | null;
    reason: string | null;
  };
  unit_position: { unit_id: string; at: Date; lat: number; lon: number; heading_deg: number | null };
};

export const dispatchTables = (tx: Tx) => tx.withTables<DispatchTables>();

const BOUND: AssignmentKind[] = ["assigned", "accepted", "en_route", "on_scene"];

export async function insertUnit(
  tx: Tx,
  row: Pick<DispatchTables["unit"], "unit_id" | "code" | "kind" | "sector_id" | "user_id" | "status_since">,
) {
  const empty = { in_service: true, out_reason: null, lat: null, lon: null, heading_deg: null, position_at: null };
  await dispatchTables(tx)
    .insertInto("unit")
    .values({ ...row, ...empty })
    .execute();
}

/** Takes a unit for a change; undefined outside the caller's scope. */
export const lockUnit = (tx: Tx, unitId: string) =>
  dispatchTables(tx).selectFrom("unit").selectAll().where("unit_id", "=", unitId).forUpdate().executeTakeFirst();

/** The unit that a patrol user speaks for. */
export const unitOfUser = (tx: Tx, userId: string) =>
  dispatchTables(tx).selectFrom("unit").selectAll().where("user_id", "=", userId).executeTakeFirst();

export async function setService(tx: Tx, unitId: string, inService: boolean, reason: string | null, at: Date): Promise<void> {
  const change = { in_service: inService, out_reason: reason, status_since: at };
  await dispatchTables(tx).updateTable("unit").set(change).where("unit_id", "=", unitId).execute();
}

export async function stampUnit(tx: Tx, unitId: string, at: Date): Promise<void> {
  await dispatchTables(tx).updateTable("unit").set({ status_since: at }).where("unit_id", "=", unitId).execute();
}

/** The reference of the intervention to which a unit is bound, or null. Told whatever its sector: the unit is not free. */
export async function boundTo(tx: Tx, unitId: string): Promise<string | null> {
  const found = sql<{ reference: string }>`
    select i.reference from assignment a join intervention i using (intervention_id)
    where a.unit_id = ${unitId} and a.kind in ('assigned','accepted','en_route','on_scene')`;
  return (await asRoom(tx, () => found.execute(tx))).rows[0]?.reference ?? null;
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

/** Takes every bound assignment of an intervention. */
export async function lockBound(tx: Tx, interventionId: string): Promise<Assignment[]> {
  const rows = await dispatchTables(tx)
    .selectFrom("assignment")
    .selectAll()
    .where("intervention_id", "=", interventionId)
    .where("kind", "in", BOUND)
    .orderBy("assignment_id")
    .forUpdate()
    .execute();
  return rows.map(stateOf);
}

export async function insertAssignment(tx: Tx, state: Assignment): Promise<void> {
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

/** Moves the bound assignments of an intervention to another. */
export async function moveBound(tx: Tx, from: string, to: string): Promise<void> {
  const moved = dispatchTables(tx).updateTable("assignment").set({ intervention_id: to });
  await moved.where("intervention_id", "=", from).where("kind", "in", BOUND).execute();
}

/** Keeps positions, oldest first; the newest becomes the unit's, of two with one stamp the later. One that was sent twice is kept once. */
export async function keepPositions(
  tx: Tx,
  unitId: string,
  positions: readonly Omit<DispatchTables["unit_position"], "unit_id">[],
): Promise<void> {
  await dispatchTables(tx)
    .insertInto("unit_position")
    .values(positions.map((each) => ({ ...each, unit_id: unitId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const newest = positions.reduce((a, b) => (b.at >= a.at ? b : a));
  await dispatchTables(tx)
    .updateTable("unit")
    .set({ lat: newest.lat, lon: newest.lon, heading_deg: newest.heading_deg, position_at: newest.at })
    .where("unit_id", "=", unitId)
    .where((by) => by.or([by("position_at", "is", null), by("position_at", "<=", newest.at)]))
    .execute();
}

/** Forgets where units were before a moment. In the room's own scope. */
export async function forgetPositions(tx: Tx, before: Date): Promise<void> {
  await dispatchTables(tx).deleteFrom("unit_position").where("at", "<", before).execute();
}
