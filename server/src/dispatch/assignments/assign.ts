import type { Assignment as ShownAssignment, dispatch } from "@amaliyat/contract/dispatch";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { decideAssignment, decideSending } from "@amaliyat/domain/dispatch";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle, type Logged } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { interventionSubject, lockIntervention, raisedSince, tellingsOf } from "../../interventions/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { asRoom, isUniqueViolation, SYSTEM, transaction, type Db, type Scope, type Tx } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import { assignmentById, sentByCall } from "../rows/dispatch-queries.ts";
import { boundTo, insertAssignment, stampAssignment, tellMissed } from "../rows/dispatch-store.ts";
import { writeArrival } from "./set-aside.ts";
import { leaveWork, lockForTaking, type TakeFrom } from "./take-off.ts";
import { tellingsOfUnits } from "../tell-unit.ts";
import { lockUnit, stampUnit } from "../rows/units-store.ts";

export type Sent = {
  readonly who: Caller;
  readonly at: number;
  readonly scope: Scope;
  readonly interventionId: string;
  readonly unitId: string;
  /** Sent although it is bound elsewhere or reserved, which its author knows. */
  readonly anyway: boolean;
  /** A crew that sends itself is under way with that, or there. */
  readonly first?: "accept" | "arrive";
  /** The phone's own time of it, where it could not be sent at once. */
  readonly stampedAt?: number;
  /** The call that asks for it: a unit that it has sent already is enough, unless it asks for one more. */
  readonly asked?: { readonly callId: string; readonly oneMore: boolean };
  /** The lesser work that it leaves for this, in the same act: either both are kept or nothing is. */
  readonly takeFrom?: TakeFrom | undefined;
};

/**
 * Sends a unit to an intervention. The unit's row is locked before it is read, so that of two dispatchers at once the second sees the first
 * one's act and is refused. If it is bound in a sector that the caller does not see, the unique index refuses.
 */
export async function send(db: Db, sent: Sent): Promise<Result<ShownAssignment, Refusal<ErrorCode>>> {
  try {
    return await sendOnce(db, sent);
  } catch (cause) {
    if (isUniqueViolation(cause, "assignment_unit_here")) return refuse({ code: "unit.already_here" });
    if (!isUniqueViolation(cause, "assignment_unit_bound")) throw cause;
    const [first] = await transaction(db, SYSTEM, (tx) => boundTo(tx, sent.unitId), { readOnly: true });
    return refuse({ code: "unit.already_assigned", params: { reference: first?.reference ?? "" } });
  }
}

const sendOnce = (db: Db, sent: Sent): Promise<Result<ShownAssignment, Refusal<ErrorCode>>> =>
  refusable(db, sent.scope, async (tx) => {
    const done = await sendIn(tx, sent);
    if (!done.ok) return done;
    const { shown, logged, tellings } = done.value;
    await settle(tx, sent, logged, tellings);
    return ok(shown);
  });

/** Result of a sending: the assignment, and its lines for the log and messages for the screens, which are still to be written. */
export type SentIn = { readonly shown: ShownAssignment; readonly logged: readonly Logged[]; readonly tellings: readonly Telling[] };

/** Sends a unit in a transaction of the caller. */
export async function sendIn(tx: Tx, sent: Omit<Sent, "scope">): Promise<Result<SentIn, Refusal<ErrorCode>>> {
  const { who, at, interventionId, unitId, anyway, asked, takeFrom } = sent;
  const stampedAt = sent.stampedAt ?? at;
  const taking = takeFrom === undefined ? null : await lockForTaking(tx, takeFrom, { interventionId, unitId, at });
  if (taking?.ok === false) return taking;
  const left = taking?.value ?? null;
  const intervention = await lockIntervention(tx, interventionId);
  const unit = await lockUnit(tx, unitId);
  if (intervention === null || unit === undefined) return refuse({ code: "object.not_found" });
  // An act of a crew from the time in which its unit was in use is kept, however late it arrives.
  const isInUse = unit.retired_at === null || (sent.first !== undefined && stampedAt < unit.retired_at.getTime());
  if (!isInUse) return refuse({ code: "unit.retired" });
  if (asked?.oneMore === false && (await asRoom(tx, () => sentByCall(tx, asked.callId, interventionId))) !== null)
    return refuse({ code: "unit.already_here" });
  const bound = (await boundTo(tx, unitId)).filter((each) => each.interventionId !== left?.state.interventionId);
  const decided = decideSending(
    {
      assignmentId: randomUUID(),
      interventionId,
      unitId,
      interventionOpen: intervention.kind === "open",
      // A crew that sends itself is in service, whatever was said of it before.
      unitInService: unit.person_id === null && (unit.in_service || sent.first !== undefined),
      inDistress: unit.distress_at !== null,
      reservedUntil: unit.reserved_until?.getTime() ?? null,
      boundTo: bound.filter((each) => each.interventionId !== interventionId).map(({ reference }) => reference),
      isHere: bound.some((each) => each.interventionId === interventionId),
      anyway,
    },
    who.userId,
    stampedAt,
  );
  if (!decided.ok) return decided;
  const { assignmentId } = decided.value;
  // The unit leaves its other work only after this insert. In between it is bound to both, so the caller still sees it.
  await insertAssignment(tx, decided.value, { stacked: bound.length > 0 || left !== null, askedByCall: asked?.callId ?? null });
  const leaving = left === null ? null : await leaveWork(tx, left, unit.code, at);
  const others = [...(leaving?.tellings ?? [])];
  if (sent.first !== undefined) {
    const step = decideAssignment(decided.value, { kind: sent.first }, stampedAt);
    if (!step.ok || step.value === null) throw new Error("a new assignment refused its first step");
    const arrival = { unitId, assignmentId, interventionId, at: step.value.at };
    if (step.value.kind === "on_scene") others.push(...(await writeArrival(tx, arrival, { doneAt: stampedAt, heardAt: at })));
    else await stampAssignment(tx, assignmentId, step.value);
  }
  if (sent.first !== "arrive") await stampUnit(tx, unitId, new Date(stampedAt));
  // A crew without a link heard of it by radio, and of nothing since.
  if (sent.first === "accept") await tellMissed(tx, assignmentId, await raisedSince(tx, interventionId, stampedAt), new Date(at));
  const shown = await assignmentById(tx, assignmentId);
  if (shown === null) throw new Error("an assignment left its own author's sight");
  const units = await tellingsOfUnits(tx, [unitId], interventionId, at);
  const tellings = [...(await tellingsOf(tx, [interventionId])), ...units, ...others];
  const assigned: Logged = {
    type: "intervention.assigned",
    about: interventionSubject(intervention),
    detail: {
      unit: unit.code,
      unitId,
      assignmentId,
      anyway,
      own: sent.first !== undefined,
      ...(left === null ? {} : { from: left.state.assignmentId }),
      ...(sent.stampedAt === undefined ? {} : { stampedAt: new Date(stampedAt).toISOString() }),
    },
  };
  return ok({ shown, logged: leaving === null ? [assigned] : [leaving.logged, assigned], tellings });
}

export const assign = (db: Db, { who, at, params, body }: Call<typeof dispatch.assign>): Promise<Reply<typeof dispatch.assign>> =>
  send(db, { who, at, scope: scopeOf(who), interventionId: params.interventionId, ...body });
