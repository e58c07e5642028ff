import { stepsAfter, type Assignment, type AssignmentEvent, type AssignmentKind, type LateStep } from "@amaliyat/domain/dispatch";
import { sql, type Insertable, type Selectable } from "kysely";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import { stepMoment, type ActOf } from "./dispatch-queries.ts";
import { dispatchTables, type DispatchTables } from "./dispatch-tables.ts";

const BOUND: AssignmentKind[] = ["assigned", "accepted", "en_route", "on_scene"];

export type Bound = { readonly interventionId: string; readonly reference: string };

/** Interventions to which a unit is bound, its current work first. The sector does not matter: the unit is not free. */
export async function boundTo(tx: Tx, unitId: string): Promise<Bound[]> {
  const found = sql<{ intervention_id: string; reference: string }>`
    select a.intervention_id, i.reference from assignment a join intervention_now i using (intervention_id)
    where a.unit_id = ${unitId} and a.kind in ('assigned','accepted','en_route','on_scene') order by a.stacked, a.assigned_at`;
  const { rows } = await asRoom(tx, () => found.execute(tx));
  return rows.map((row) => ({ interventionId: row.intervention_id, reference: row.reference }));
}

type AssignmentRecord = Selectable<DispatchTables["assignment"]>;

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

/** Locks an assignment for a command; null outside the caller's scope. */
export async function lockAssignment(tx: Tx, assignmentId: string): Promise<Assignment | null> {
  const row = await dispatchTables(tx)
    .selectFrom("assignment")
    .selectAll()
    .where("assignment_id", "=", assignmentId)
    .forUpdate()
    .executeTakeFirst();
  return row ? stateOf(row) : null;
}

/** Locks every bound assignment of an intervention, also of units that the caller does not see: they count all the same. */
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

/** Inserts a new assignment, or one that has ended already; `stacked` while the unit works on another. `askedByCall` is the call that sent it. */
export async function insertAssignment(
  tx: Tx,
  state: Assignment,
  { stacked, askedByCall }: { readonly stacked: boolean; readonly askedByCall: string | null },
): Promise<void> {
  const stamped = (kind: AssignmentKind): Date | null => (state.stamps[kind] === undefined ? null : new Date(state.stamps[kind]));
  const row: Insertable<DispatchTables["assignment"]> = {
    assignment_id: state.assignmentId,
    intervention_id: state.interventionId,
    unit_id: state.unitId,
    kind: state.kind,
    assigned_by: state.assignedBy,
    assigned_at: new Date(state.stamps.assigned),
    accepted_at: stamped("accepted"),
    en_route_at: stamped("en_route"),
    on_scene_at: stamped("on_scene"),
    cleared_at: stamped("cleared"),
    refused_at: stamped("refused"),
    withdrawn_at: stamped("withdrawn"),
    reason: "reason" in state ? state.reason : null,
    stacked,
    asked_by_call: askedByCall,
    told_at: null,
    read_at: null,
    moved_from: null,
    stepped_by: null,
    stepped_at: null,
  };
  await dispatchTables(tx).insertInto("assignment").values(row).execute();
}

/**
 * Sets the stamp of a step, once. A step that was passed gets none: any later step passes it. For a late message, only later steps stamped
 * before `passedBefore` count.
 */
function reached(step: AssignmentKind, at: number, passedBefore: Date | null) {
  const own = sql<Date | null>`${sql.ref(`${step}_at`)}`;
  const passed = stepsAfter(step).map((later) =>
    passedBefore === null ? sql`${sql.ref(`${later}_at`)} is not null` : sql`${sql.ref(`${later}_at`)} < ${passedBefore}::timestamptz`,
  );
  const isPassed = passed.length === 0 ? sql`false` : sql`(${sql.join(passed, sql` or `)})`;
  return { [`${step}_at`]: sql<Date | null>`case when ${isPassed} then ${own} else coalesce(${own}, ${new Date(at)}::timestamptz) end` };
}

/** Updates an assignment by an event: its state and the stamp of that name. */
export async function stampAssignment(tx: Tx, assignmentId: string, event: AssignmentEvent): Promise<void> {
  const reason = event.kind === "refused" || event.kind === "withdrawn" ? { reason: event.reason } : {};
  await dispatchTables(tx)
    .updateTable("assignment")
    .set({ kind: event.kind, ...reached(event.kind, event.at, null), ...reason })
    .where("assignment_id", "=", assignmentId)
    .execute();
}

/**
 * The author of the last step that an assignment took, and when. A step from before an absence of its author takes no place of a later one.
 */
export async function markStepped(tx: Tx, assignmentId: string, act: ActOf): Promise<void> {
  const at = await stepMoment(tx, assignmentId, act);
  const stepped = dispatchTables(tx).updateTable("assignment").set({ stepped_by: act.userId, stepped_at: at });
  const marked = stepped.where("assignment_id", "=", assignmentId);
  const isLate = at.getTime() !== act.heard;
  await (isLate ? marked.where((is) => is.or([is("stepped_at", "is", null), is("stepped_at", "<", at)])) : marked).execute();
}

/** Part that an assignment takes over from one that it replaces: the last step, if that was later than its own. */
export async function takeOverStep(tx: Tx, assignmentId: string, replacedId: string): Promise<void> {
  await sql`
    update assignment a set stepped_by = b.stepped_by, stepped_at = b.stepped_at from assignment b
    where a.assignment_id = ${assignmentId} and b.assignment_id = ${replacedId}
      and b.stepped_at > coalesce(a.stepped_at, '-infinity')`.execute(tx);
}

/** Stamps the time of a step that came too late: the state stays. A refusal has no time of its own, since nothing is left to refuse. */
export async function stampLate(tx: Tx, assignmentId: string, { step, at }: Pick<LateStep, "step" | "at">): Promise<void> {
  if (step === "refused") return;
  const stamped = dispatchTables(tx)
    .updateTable("assignment")
    .set(reached(step, at, new Date(at)));
  await stamped.where("assignment_id", "=", assignmentId).execute();
}

/** Binds a unit again to what it was taken back from, since it was there before. */
export async function reviveOnScene(tx: Tx, assignmentId: string): Promise<void> {
  const revived = sql`
    update assignment a set kind = 'on_scene', withdrawn_at = null, reason = null, stacked = exists (
      select from assignment b where b.unit_id = a.unit_id and b.kind in ('assigned','accepted','en_route','on_scene') and not b.stacked)
    where a.assignment_id = ${assignmentId}`;
  await asRoom(tx, () => revived.execute(tx));
}

/** The bound assignment of a unit to an intervention; null where there is none. */
export async function boundHere(tx: Tx, unitId: string, interventionId: string): Promise<string | null> {
  const bound = dispatchTables(tx).selectFrom("assignment").select("assignment_id").where("unit_id", "=", unitId);
  const here = bound.where("intervention_id", "=", interventionId).where("kind", "in", BOUND);
  return (await here.executeTakeFirst())?.assignment_id ?? null;
}

/** The assignment by which a unit is on scene; null where it is nowhere. In the room's own scope. */
export async function onSceneOf(tx: Tx, unitId: string): Promise<string | null> {
  const there = dispatchTables(tx).selectFrom("assignment").select("assignment_id").where("unit_id", "=", unitId);
  return (await asRoom(tx, () => there.where("kind", "=", "on_scene").executeTakeFirst()))?.assignment_id ?? null;
}

/** A unit by one of its assignments, to the intervention that stays of its own. */
export type UnitHere = { readonly assignmentId: string; readonly unitId: string; readonly at: string };

/** A crew's act of a moment, and the moment of its hearing. A stamp after that is of a clock that was set back since, and says nothing. */
export type Between = { readonly came: Date; readonly heard: Date };

/** True if a unit that came somewhere is on scene elsewhere since, or on its way by another assignment. In the room's own scope. */
export async function isElsewhereSince(tx: Tx, { assignmentId, unitId }: Omit<UnitHere, "at">, { came, heard }: Between): Promise<boolean> {
  const found = sql`
    select from assignment where unit_id = ${unitId} and ((kind = 'on_scene' and on_scene_at > ${came})
      or (kind = 'en_route' and assignment_id <> ${assignmentId} and en_route_at > ${came} and en_route_at <= ${heard})) limit 1`;
  return (await asRoom(tx, () => found.execute(tx))).rows.length > 0;
}

/**
 * True if a unit that came to an intervention left it since by another assignment: it set off or came there, or cleared this one. In the room's
 * own scope.
 */
export async function leftSince(
  tx: Tx,
  { assignmentId, unitId, at: interventionId }: UnitHere,
  { came, heard }: Between,
): Promise<boolean> {
  const found = sql`
    select from assignment where unit_id = ${unitId} and assignment_id <> ${assignmentId} and (
      (en_route_at > ${came} and en_route_at <= ${heard}) or (on_scene_at > ${came} and on_scene_at <= ${heard})
      or (cleared_at > ${came} and cleared_at <= ${heard} and intervention_id = ${interventionId})) limit 1`;
  return (await asRoom(tx, () => found.execute(tx))).rows.length > 0;
}

/** True if a unit was bound by another assignment since a moment. In the room's own scope. */
export async function sentSince(tx: Tx, { assignmentId, unitId }: Omit<UnitHere, "at">, since: Date): Promise<boolean> {
  const found = sql`
    select from assignment where unit_id = ${unitId} and assignment_id <> ${assignmentId}
      and kind in ('assigned','accepted','en_route','on_scene') and assigned_at >= ${since} limit 1`;
  return (await asRoom(tx, () => found.execute(tx))).rows.length > 0;
}

/** Stamps an arrival from which the unit has gone on elsewhere since: its time stands, and the work waits for the unit. */
export async function stampPassedArrival(tx: Tx, assignmentId: string, at: number): Promise<void> {
  await stampLate(tx, assignmentId, { step: "on_scene", at });
  await stampAssignment(tx, assignmentId, { kind: "accepted", at });
}

/** A unit works on this from now on; what it worked on waits for it. */
export async function turnTo(tx: Tx, unitId: string, assignmentId: string): Promise<void> {
  const bound = dispatchTables(tx).updateTable("assignment").where("unit_id", "=", unitId).where("kind", "in", BOUND);
  await asRoom(tx, async () => {
    await bound.set({ stacked: true }).where("assignment_id", "<>", assignmentId).execute();
    await bound.set({ stacked: false }).where("assignment_id", "=", assignmentId).execute();
  });
}

/** Each bound crew of an intervention has to read its event `seq`. Since when it was told stays, until those who sit there now read all. */
export async function markTold(tx: Tx, interventionId: string, seq: number, at: Date): Promise<void> {
  const read = sql`amaliyat_read_up_to(read_by, amaliyat_speakers(unit_id, now()))`;
  const told = dispatchTables(tx)
    .updateTable("assignment")
    .set({ told_seq: seq, told_at: sql<Date>`case when told_seq > ${read} then told_at else ${at}::timestamptz end` })
    .where("intervention_id", "=", interventionId)
    .where("kind", "in", BOUND);
  await asRoom(tx, () => told.execute());
}

/** A crew has to read event `seq`, which came while it was not bound by this assignment; 0 changes nothing. */
export async function tellMissed(tx: Tx, assignmentId: string, seq: number, at: Date): Promise<void> {
  const missed = dispatchTables(tx).updateTable("assignment").set({ told_seq: seq, told_at: at });
  await asRoom(tx, () => missed.where("assignment_id", "=", assignmentId).where("told_seq", "<", seq).execute());
}

/** The last assignment of a unit to an intervention that had not ended at a moment; null for none. In the room's own scope. */
export async function endedSince(tx: Tx, unitId: string, interventionId: string, since: Date): Promise<string | null> {
  const ended = dispatchTables(tx).selectFrom("assignment").select("assignment_id").where("unit_id", "=", unitId);
  const here = ended.where("intervention_id", "=", interventionId).where("kind", "not in", BOUND);
  const later = here.where(sql<boolean>`greatest(cleared_at, refused_at, withdrawn_at) >= ${since}`);
  return (await later.orderBy("assigned_at", "desc").limit(1).executeTakeFirst())?.assignment_id ?? null;
}

type ReadUpTo = { readonly userId: string; readonly seq: number; readonly at: Date };
/** A person of a crew said to have read what it was told, up to an event. It counts for the crew while that person sits there. */
export async function markRead(tx: Tx, assignmentId: string, { userId, seq, at }: ReadUpTo): Promise<void> {
  const read = sql<number>`least(told_seq, ${seq}::integer)`;
  const own = sql`jsonb_build_object(${userId}::text, greatest((read_by ->> ${userId})::integer, ${read}))`;
  await dispatchTables(tx)
    .updateTable("assignment")
    .set({ read_seq: sql<number>`greatest(read_seq, ${read})`, read_by: sql<Record<string, number>>`read_by || ${own}`, read_at: at })
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

/**
 * Moves a bound assignment to another intervention, whose events are counted anew. Along a chain of merges the one to which the unit was sent
 * first stays known.
 */
export async function moveAssignment(tx: Tx, assignmentId: string, from: string, to: string): Promise<void> {
  const counted = { told_seq: 0, told_at: null, read_seq: 0, read_at: null, read_by: {} };
  const origin = sql<string>`case when moved_from <> ${to} and moved_from = any (amaliyat_one_event(${to})) then moved_from else ${from} end`;
  const moved = dispatchTables(tx)
    .updateTable("assignment")
    .set({ intervention_id: to, moved_from: origin, ...counted });
  await moved.where("assignment_id", "=", assignmentId).execute();
}
