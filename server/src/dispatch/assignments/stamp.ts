import type { dispatch } from "@amaliyat/contract/dispatch";
import type { Assignment as ShownAssignment } from "@amaliyat/contract/dispatch";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { LogType } from "@amaliyat/contract/audit";
import {
  CREW_STEP_OF,
  decideAssignment,
  decideCrewStep,
  isActive,
  phoneClockOff,
  phoneMoment,
  type Assignment,
  type AssignmentCommand,
  type AssignmentEvent,
  type CrewCommand,
  type LateStep,
} from "@amaliyat/domain/dispatch";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { command, subjectById } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { lockIntervention, mergedChain, raisedSince, stampOnScene, tellingsOf } from "../../interventions/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { asRoom, SYSTEM, transaction, type Db, type Scope, type Tx } from "../../platform/database/index.ts";
import { noteLogged } from "../../platform/call-record.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import type { DispatchDeps } from "../deps.ts";
import { assignmentById, isOvertaken, isReported, workOf, type ActOf } from "../rows/dispatch-queries.ts";
import {
  interventionOf,
  markStepped,
  moveAssignment,
  stampLate,
  stampAssignment,
  lockAssignment,
  reviveOnScene,
  tellMissed,
  turnToNext,
} from "../rows/dispatch-store.ts";
import { setAsideOthers, writeArrival, type Acted } from "./set-aside.ts";
import { boundInstead, isStillThere, leaveAgain, type SaidStep } from "./still-there.ts";
import { tellingsOfUnits } from "../tell-unit.ts";
import { heardFrom, stampUnit, unitOfUser } from "../rows/units-store.ts";

/** Arrival of an act, with the phone's time of sending if it says that. */
type Arrived = { readonly at: number; readonly query: { readonly sentAt?: string | undefined } };

/**
 * Time of an act of a crew that arrives now: by its phone's own clock, never after the arrival. The offset of the clock is taken out by the
 * time of sending. Without that, a clock that is off by days is not believed.
 */
export function doneAt(said: string | undefined, { at, query: { sentAt } }: Arrived): number {
  if (said === undefined) return at;
  return phoneMoment(Date.parse(said), phoneClockOff(sentAt === undefined ? null : Date.parse(sentAt), at), at);
}

const COMMAND_OF = { accepted: "accept", en_route: "depart", on_scene: "arrive", cleared: "clear" } as const;

/**
 * Scope of a command. A patrol works on its own assignments wherever they lie, so its command runs in the room's scope once the assignment
 * is known to be its own. Everybody else works in the scope of their sectors.
 */
async function scopeFor(db: Db, { who, at, assignmentId, stampedAt = at }: Moved): Promise<Scope | null> {
  if (who.role !== "patrol") return scopeOf(who);
  const own = (tx: Tx) => workOf(tx, assignmentId, who.userId, { acted: Math.min(at, stampedAt), heard: at });
  return (await transaction(db, SYSTEM, own, { readOnly: true })) === null ? null : SYSTEM;
}

type Deps = Pick<DispatchDeps, "db" | "interventions">;
type Moved = {
  readonly who: Caller;
  readonly at: number;
  readonly assignmentId: string;
  readonly command: AssignmentCommand;
  /** The phone's own time of a step that could not be sent at once. */
  readonly stampedAt?: number | undefined;
  readonly type: LogType;
  /**
   * True if the step is only the first part of a request. Another try of it, at the same time or later, finds it done and adds no further
   * entry. A repeated report of a single step is logged again.
   */
  readonly inPart?: boolean;
};

/** A command of a crew as its word on a step; null for one of the desk, and for one that no crew gives. */
function saidBy({ who, at, command: { kind } }: Moved, stampedAt: number, cameAt: number): SaidStep | null {
  const isWord = who.role === "patrol" && kind !== "withdraw" && kind !== "set_aside";
  return isWord ? { userId: who.userId, at, step: CREW_STEP_OF[kind], saidAt: stampedAt, cameAt } : null;
}

/** Locks the assignment that is meant. By one that ended, a crew may mean another, by which its unit is bound to the case that stays. */
async function lockMeant(tx: Tx, assignmentId: string, said: SaidStep | null): Promise<Assignment | null> {
  const interventionId = await interventionOf(tx, assignmentId);
  if (interventionId === null) return null;
  // In the order in which commands on the intervention take them: what they count must not change under them.
  await asRoom(tx, () => lockIntervention(tx, interventionId));
  const named = await lockAssignment(tx, assignmentId);
  if (said === null || named === null || isActive(named.kind)) return named;
  const staying = (await mergedChain(tx, interventionId)).at(-1) ?? interventionId;
  if (staying !== interventionId) await lockIntervention(tx, staying);
  return (await boundInstead(tx, named, staying, said)) ?? named;
}

/** Judges a step that a crew reports. The word of one that was relieved is kept once, however often its phone sends it. */
async function decideWord(tx: Tx, state: Assignment, asked: CrewCommand, { userId, at, saidAt }: SaidStep) {
  const { assignmentId, interventionId } = state;
  const ends = asked.kind === "clear" || asked.kind === "refuse";
  const decided = decideCrewStep(state, asked, saidAt, await isOvertaken(tx, assignmentId, { userId, acted: saidAt, heard: at }, ends));
  if (!decided.ok || decided.value?.kind !== "late" || !decided.value.isOvertaken) return decided;
  const chain = [interventionId, ...(await mergedChain(tx, interventionId))];
  return (await isReported(tx, chain, { assignmentId, ...decided.value })) ? ok(null) : decided;
}

/**
 * Marks an act that is no step, as a note or the reading of a danger, on an assignment of a unit. It counts if its author sits in the unit now and
 * no other crew has acted since.
 */
export async function markActed(tx: Tx, { assignmentId, unitId }: Pick<Assignment, "assignmentId" | "unitId">, act: ActOf): Promise<void> {
  if (await isOvertaken(tx, assignmentId, act)) return;
  if ((await unitOfUser(tx, act.userId, act.heard))?.unit_id === unitId) await markStepped(tx, assignmentId, act);
}

/**
 * Marks a command that counts as an act of those who have the assignment. Each change by a step does. A step that changes nothing, repeated or
 * late, does so if its author sits there now and no other crew has acted since.
 */
async function markCommand(tx: Tx, moved: Moved, state: Assignment, event: AssignmentEvent | LateStep | null, said: SaidStep | null) {
  if (moved.command.kind === "withdraw") return;
  const act = { userId: moved.who.userId, acted: said?.saidAt ?? moved.at, heard: moved.at };
  if ((event === null || event.kind === "late") && said !== null) await markActed(tx, state, act);
  else await markStepped(tx, state.assignmentId, act);
}

/** Writes a decided step of an act. Returns the messages for the screens beside the intervention and the unit. */
export async function writeStep(tx: Tx, state: Assignment, event: AssignmentEvent, acted: Acted): Promise<readonly Telling[]> {
  const { assignmentId, interventionId, unitId } = state;
  if (event.kind === "on_scene") return writeArrival(tx, { unitId, assignmentId, interventionId, at: event.at }, acted);
  // The unit first: once it is free again, a unit of another sector is out of the caller's sight.
  await stampUnit(tx, unitId, new Date(event.at));
  await stampAssignment(tx, assignmentId, event);
  if (!isActive(event.kind)) await turnToNext(tx, unitId);
  return [];
}

/**
 * Writes a step of a crew that its assignment does not accept any more: its time, and the crew's word in the log of the intervention. A crew that
 * is there still is bound again (`still-there.ts`).
 */
async function writeLateStep(
  tx: Tx,
  deps: Deps,
  moved: Moved,
  state: Assignment,
  late: LateStep,
  said: SaidStep | null,
): Promise<readonly Telling[]> {
  const { assignmentId, interventionId, unitId } = state;
  if (!late.isOvertaken) {
    await stampLate(tx, assignmentId, late);
    // The word of a crew that was relieved is no sign of life of those who sit there now.
    await heardFrom(tx, unitId, new Date(late.at));
  }
  if (late.step === "on_scene") await stampOnScene(tx, interventionId, new Date(late.at));
  const staying = (await mergedChain(tx, interventionId)).at(-1) ?? interventionId;
  const unitCode = (await assignmentById(tx, assignmentId))?.unitCode ?? "";
  const told = { assignmentId, unitCode, step: late.step, actedAt: late.at, saidAt: late.saidAt };
  const reported = await deps.interventions.reports(tx, { at: moved.at, by: moved.who.userId, interventionId: staying, ...told });
  if (late.isOvertaken) return reported.tellings;
  const others: Telling[] = [...(await leaveAgain(tx, state, staying, late))];
  if (said !== null && (await isStillThere(tx, state, said, { ...reported, interventionId: staying }))) {
    others.push(...(await setAsideOthers(tx, unitId, assignmentId, late.at)));
    if (staying !== interventionId) await moveAssignment(tx, assignmentId, interventionId, staying);
    await reviveOnScene(tx, assignmentId);
    // Nothing was told to a crew that had been taken back. Its stamps do not say what came after: a clock that was set back raises them.
    await tellMissed(tx, assignmentId, await raisedSince(tx, staying, 0), new Date(moved.at));
    others.push(...(await tellingsOf(tx, [staying])));
  }
  return [...reported.tellings, ...others];
}

/** Runs a command on an assignment. A crew's report of its own step is never too late. */
export async function commandAssignment(deps: Deps, moved: Moved): Promise<Result<ShownAssignment, Refusal<ErrorCode>>> {
  const { at, command: asked } = moved;
  const scope = await scopeFor(deps.db, moved);
  if (scope === null) return refuse({ code: "object.not_found" });
  const stampedAt = Math.min(at, moved.stampedAt ?? at);
  // A clock that is off by more than a shift says nothing of the order in which a crew came to two places.
  const cameAt = phoneMoment(stampedAt, 0, at);
  const said = saidBy(moved, stampedAt, cameAt);
  return refusable(deps.db, scope, (tx) =>
    command(tx, moved, {
      lock: () => lockMeant(tx, moved.assignmentId, said),
      decide: (_tx, state) =>
        said !== null && asked.kind !== "withdraw" && asked.kind !== "set_aside"
          ? decideWord(tx, state, asked, said)
          : decideAssignment(state, asked, stampedAt),
      store: async (_tx, state, event) => {
        const others =
          event === null
            ? []
            : event.kind === "late"
              ? await writeLateStep(tx, deps, moved, state, event, said)
              : await writeStep(tx, state, event, { doneAt: cameAt, heardAt: at });
        await markCommand(tx, moved, state, event, said);
        const shown = await assignmentById(tx, state.assignmentId);
        if (shown === null) throw new Error("an assignment left its own author's sight");
        return ok({ event, others, shown });
      },
      publish: async (_tx, { event, others }, { interventionId, unitId }) =>
        event === null
          ? []
          : [...(await tellingsOf(tx, [interventionId])), ...(await tellingsOfUnits(tx, [unitId], interventionId, at)), ...others],
      answer: (_tx, { shown }) => shown,
      log: ({ event, shown }, { assignmentId, interventionId }) => {
        if (event === null && moved.inPart === true) {
          noteLogged(moved.type);
          return [];
        }
        const detail = {
          unit: shown.unitCode,
          interventionId,
          state: shown.state,
          repeated: event === null,
          ...(event?.kind === "late" ? { late: true, step: event.step } : {}),
          ...(moved.stampedAt === undefined ? {} : { stampedAt: new Date(moved.stampedAt).toISOString() }),
        };
        return { type: moved.type, about: subjectById("assignment", assignmentId), detail };
      },
    }),
  );
}

/** The next status of an assignment, from the patrol's phone, or from a dispatcher on its word by radio. */
export function stamp(deps: Deps, call: Call<typeof dispatch.stamp>): Promise<Reply<typeof dispatch.stamp>> {
  const { who, at, params, body } = call;
  const { assignmentId } = params;
  const stampedAt = body.at === undefined ? undefined : doneAt(body.at, call);
  if (body.status === "refused")
    return commandAssignment(deps, {
      who,
      at,
      assignmentId,
      stampedAt,
      command: { kind: "refuse", reason: body.reason ?? "" },
      type: "assignment.refused",
    });
  return commandAssignment(deps, {
    who,
    at,
    assignmentId,
    stampedAt,
    command: { kind: COMMAND_OF[body.status] },
    type: "assignment.stamped",
  });
}

export const withdraw = (deps: Deps, { who, at, params, body }: Call<typeof dispatch.withdraw>): Promise<Reply<typeof dispatch.withdraw>> =>
  commandAssignment(deps, {
    who,
    at,
    assignmentId: params.assignmentId,
    command: { kind: "withdraw", reason: body.reason },
    type: "assignment.withdrawn",
  });
