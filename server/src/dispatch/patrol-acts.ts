import type { dispatch, Duty } from "@amaliyat/contract/dispatch";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { UNCLASSIFIED } from "@amaliyat/domain/interventions";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { notYetDone } from "../platform/call-record.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { send } from "./assign.ts";
import { ownUnit } from "./change-unit.ts";
import type { DispatchDeps } from "./deps.ts";
import { interventionByReference, workOf } from "./dispatch-queries.ts";
import { dutyFor } from "./patrol.ts";
import { commandAssignment } from "./stamp.ts";

type Order = Duty["assignments"][number];

async function orderAt(deps: DispatchDeps, who: Caller, at: number, interventionId: string): Promise<Result<Order, Refusal<ErrorCode>>> {
  const own = await dutyFor(deps.db, who, at);
  if (!own.ok) return own;
  const order = own.value.assignments.find((each) => each.interventionId === interventionId);
  return order === undefined ? refuse({ code: "object.not_found" }) : ok(order);
}

/** The crew meets something: an intervention is opened where it is, with the crew on scene, whatever else it is sent to. */
export async function flagDown(deps: DispatchDeps, call: Call<typeof dispatch.flagDown>): Promise<Reply<typeof dispatch.flagDown>> {
  const { who, body, at } = call;
  const unitId = await ownUnit(deps.db, who);
  if (unitId === null) return refuse({ code: "object.not_found" });
  const opened = await deps.interventions.open({
    ...call,
    body: {
      origin: "patrol",
      channel: "PATROL",
      place: body.place,
      ...(body.subcategory === undefined ? {} : { subcategory: body.subcategory }),
      ...(body.note === undefined ? {} : { note: body.note }),
    },
  } as Parameters<typeof deps.interventions.open>[0]);
  if (!opened.ok) return opened;
  const { interventionId } = opened.value;
  const sent = await send(deps.db, { who, at, scope: SYSTEM, interventionId, unitId, anyway: true, first: "arrive" });
  return sent.ok ? orderAt(deps, who, at, interventionId) : sent;
}

/** The crew takes an open intervention upon itself, heard of by radio, by its reference. */
export async function takeUp(deps: DispatchDeps, { who, at, body }: Call<typeof dispatch.takeUp>): Promise<Reply<typeof dispatch.takeUp>> {
  const unitId = await ownUnit(deps.db, who);
  const found = (tx: Parameters<typeof interventionByReference>[0]) => interventionByReference(tx, body.reference, who.covers);
  const interventionId = unitId === null ? null : await transaction(deps.db, SYSTEM, found, { readOnly: true });
  if (unitId === null || interventionId === null) return refuse({ code: "object.not_found" });
  const sent = await send(deps.db, { who, at, scope: SYSTEM, interventionId, unitId, anyway: true, first: "accept" });
  return sent.ok ? orderAt(deps, who, at, interventionId) : sent;
}

/**
 * The crew is free again and says how it ended. The last crew closes the intervention with that; where others go on, or it cannot be
 * closed, the words stay as a note. Sent again after it was cut off in between, it finds the assignment cleared and goes on from there.
 */
export async function finish(deps: DispatchDeps, call: Call<typeof dispatch.finish>): Promise<Reply<typeof dispatch.finish>> {
  const { who, at, params, body } = call;
  const work = await transaction(deps.db, SYSTEM, (tx) => workOf(tx, params.assignmentId, who.userId), { readOnly: true });
  if (work === null) return refuse({ code: "object.not_found" });
  const stampedAt = body.at === undefined ? undefined : Date.parse(body.at);
  const { assignmentId } = params;
  const cleared = await notYetDone(() =>
    commandAssignment(deps.db, { who, at, assignmentId, command: { kind: "clear" }, type: "assignment.stamped", stampedAt }),
  );
  if (!cleared.ok) return cleared;
  const covers = work.sector_id === null ? who.covers : [...who.covers, work.sector_id];
  const act = { who: { ...who, covers }, at, interventionId: work.intervention_id };
  const forReview = work.subcategory === UNCLASSIFIED;
  const closed = await deps.interventions.close({ ...act, disposition: body.disposition, outcome: body.outcome, forReview });
  if (!closed.ok) {
    const noted = await deps.interventions.note({ ...act, text: body.outcome });
    if (!noted.ok) return noted;
  }
  const after = await dutyFor(deps.db, who, at);
  return after.ok ? ok({ duty: after.value, closed: closed.ok }) : after;
}
