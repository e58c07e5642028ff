import type { dispatch } from "@amaliyat/contract/dispatch";
import type { Assignment as ShownAssignment } from "@amaliyat/contract/dispatch";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { LogType } from "@amaliyat/contract/audit";
import { decideAssignment, isActive, type AssignmentCommand } from "@amaliyat/domain/dispatch";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { lockIntervention, stampOnScene, tellingsOf } from "../interventions/index.ts";
import { asRoom, SYSTEM, transaction, type Db, type Scope } from "../platform/database/index.ts";
import { noteLogged } from "../platform/call-record.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { assignmentById } from "./dispatch-queries.ts";
import { interventionOf, keepStamp, lockAssignment, turnToNext } from "./dispatch-store.ts";
import { tellingsOfUnits } from "./tell-unit.ts";
import { stampUnit, unitOfUser } from "./units-store.ts";

const COMMAND_OF = { accepted: "accept", en_route: "depart", on_scene: "arrive", cleared: "clear" } as const;

/**
 * A patrol works on its own assignments wherever they lie, so its command runs in the room's scope once the assignment is known
 * to be its own; everybody else works in the scope of their sectors.
 */
async function scopeFor(db: Db, who: Caller, assignmentId: string): Promise<Scope | null> {
  if (who.role !== "patrol") return scopeOf(who);
  return transaction(db, SYSTEM, async (tx) => {
    const unit = await unitOfUser(tx, who.userId);
    const assignment = await lockAssignment(tx, assignmentId);
    return unit !== undefined && assignment?.unitId === unit.unit_id ? SYSTEM : null;
  });
}

type Moved = {
  readonly who: Caller;
  readonly at: number;
  readonly assignmentId: string;
  readonly command: AssignmentCommand;
  /** The phone's own time of a step that could not be sent at once. */
  readonly stampedAt?: number | undefined;
  readonly type: LogType;
  /**
   * True where the step is only the first part of a request: another try of it, at the same time or later, finds it done and adds no entry to the
   * one that stands. Whoever reports a step by itself, and does it again, is logged again.
   */
  readonly inPart?: boolean;
};

/** Runs a command on an assignment: lock, decide, keep, stamp, log, tell. */
export async function commandAssignment(db: Db, moved: Moved): Promise<Result<ShownAssignment, Refusal<ErrorCode>>> {
  const { who, at, assignmentId } = moved;
  const scope = await scopeFor(db, who, assignmentId);
  if (scope === null) return refuse({ code: "object.not_found" });
  return transaction(db, scope, async (tx) => {
    const interventionId = await interventionOf(tx, assignmentId);
    if (interventionId === null) return refuse({ code: "object.not_found" });
    // In the order in which commands on the intervention take them: what they count must not change under them.
    await asRoom(tx, () => lockIntervention(tx, interventionId));
    const state = await lockAssignment(tx, assignmentId);
    if (state === null) return refuse({ code: "object.not_found" });
    const decided = decideAssignment(state, moved.command, Math.min(at, moved.stampedAt ?? at));
    if (!decided.ok) return decided;
    if (decided.value !== null) {
      // The unit first: once it is free again, a unit of another sector is out of the caller's sight.
      await stampUnit(tx, state.unitId, new Date(decided.value.at));
      await keepStamp(tx, assignmentId, decided.value);
      if (!isActive(decided.value.kind)) await turnToNext(tx, state.unitId);
      if (decided.value.kind === "on_scene") await stampOnScene(tx, state.interventionId, new Date(decided.value.at));
    }
    const shown = await assignmentById(tx, assignmentId);
    if (shown === null) throw new Error("an assignment left its own author's sight");
    const tellings =
      decided.value === null
        ? []
        : [...(await tellingsOf(tx, [state.interventionId])), ...(await tellingsOfUnits(tx, [state.unitId], state.interventionId, at))];
    if (decided.value === null && moved.inPart === true) {
      noteLogged(moved.type);
      return ok(shown);
    }
    await append(tx, {
      at,
      type: moved.type,
      actor: actorOf(who),
      subject: { kind: "assignment", id: assignmentId },
      detail: {
        unit: shown.unitCode,
        interventionId: state.interventionId,
        state: shown.state,
        repeated: decided.value === null,
        ...(moved.stampedAt === undefined ? {} : { stampedAt: new Date(moved.stampedAt).toISOString() }),
      },
    });
    await tell(tx, at, tellings);
    return ok(shown);
  });
}

/** The next status of an assignment, from the patrol's phone, or from a dispatcher on its word by radio. */
export function stamp(db: Db, { who, at, params, body }: Call<typeof dispatch.stamp>): Promise<Reply<typeof dispatch.stamp>> {
  const { assignmentId } = params;
  const stampedAt = body.at === undefined ? undefined : Date.parse(body.at);
  if (body.status === "refused")
    return commandAssignment(db, {
      who,
      at,
      assignmentId,
      stampedAt,
      command: { kind: "refuse", reason: body.reason ?? "" },
      type: "assignment.refused",
    });
  return commandAssignment(db, {
    who,
    at,
    assignmentId,
    stampedAt,
    command: { kind: COMMAND_OF[body.status] },
    type: "assignment.stamped",
  });
}

export const withdraw = (db: Db, { who, at, params, body }: Call<typeof dispatch.withdraw>): Promise<Reply<typeof dispatch.withdraw>> =>
  commandAssignment(db, {
    who,
    at,
    assignmentId: params.assignmentId,
    command: { kind: "withdraw", reason: body.reason },
    type: "assignment.withdrawn",
  });
