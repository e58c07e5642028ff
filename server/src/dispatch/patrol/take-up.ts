import type { dispatch } from "@amaliyat/contract/dispatch";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { formatReference, referenceYear, spokenReference, type Intervention } from "@amaliyat/domain/interventions";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { settle } from "../../audit/index.ts";
import { interventionSubject, lockIntervention, mergedChain } from "../../interventions/index.ts";
import { markAlreadyLogged } from "../../platform/call-record.ts";
import { refusable } from "../../platform/command/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { send } from "../assignments/assign.ts";
import { unitOfAct } from "../units/change-unit.ts";
import type { DispatchDeps } from "../deps.ts";
import { firstNotEnded, interventionsOfReferences } from "../rows/dispatch-queries.ts";
import { boundHere, endedSince } from "../rows/dispatch-store.ts";
import { keepAct } from "./keep-act.ts";
import { orderOf, type Order, type Ordered } from "./patrol.ts";
import { commandAssignment, doneAt } from "../assignments/stamp.ts";
import { heardFrom, isRetired, lockUnit } from "../rows/units-store.ts";

type Taken = Ordered & { readonly interventionId: string; readonly stampedAt: number };
type Kept = { readonly assignmentId: string; readonly isKnown: boolean };

const accept = (deps: DispatchDeps, { who, at, stampedAt }: Taken, assignmentId: string) =>
  commandAssignment(deps, { who, at, assignmentId, stampedAt, command: { kind: "accept" }, type: "assignment.stamped", inPart: true });

/** The order of a crew that was sent meanwhile to what it takes upon itself: taking it up is accepting it. */
async function acceptBound(deps: DispatchDeps, taken: Taken): Promise<Result<Order, Refusal<ErrorCode>>> {
  const order = await orderOf(deps, taken, taken);
  if (!order.ok) return order;
  const { assignmentId, state } = order.value;
  if (state === "assigned" || state === "accepted") {
    const accepted = await accept(deps, taken, assignmentId);
    return accepted.ok ? orderOf(deps, taken, taken) : accepted;
  }
  markAlreadyLogged("assignment.stamped");
  return order;
}

/** Time and reason of the end of an intervention; null for one that is open, and for one that ended nobody knows when. */
function endOf(state: Intervention): { readonly at: number; readonly reason: string | null } | null {
  if (state.kind === "cancelled") return { at: state.cancelled.at, reason: state.reason };
  return state.kind === "closed" && state.closed !== "time_unknown" ? { at: state.closed.at, reason: null } : null;
}

/**
 * Keeps that a crew went to an intervention that ended, or that its unit was retired, before its phone had a link again. Later acts of the
 * crew hang on its assignment. `isKnown`: the crew had one there already. Null if neither is over any more.
 */
const keepEnded = (deps: DispatchDeps, taken: Taken): Promise<Result<Kept | null, Refusal<ErrorCode>>> =>
  refusable<Kept | null>(deps.db, SYSTEM, async (tx) => {
    const { who, at, unitId, interventionId, stampedAt } = taken;
    const intervention = await lockIntervention(tx, interventionId);
    const unit = await lockUnit(tx, unitId);
    if (intervention === null || unit === undefined) return refuse({ code: "object.not_found" });
    const retiredAt = unit.retired_at?.getTime() ?? null;
    if (intervention.kind === "merged" || (intervention.kind === "open" && retiredAt === null)) return ok(null);
    const end = endOf(intervention) ?? (retiredAt === null ? null : { at: retiredAt, reason: null });
    if (end === null || end.at < stampedAt) return refuse({ code: "assignment.intervention_not_open" });
    const known = await endedSince(tx, unitId, interventionId, new Date(stampedAt));
    if (known !== null) return ok({ assignmentId: known, isKnown: true });
    const kept = await keepAct(tx, deps, {
      ...taken,
      about: interventionSubject(intervention),
      unitCode: unit.code,
      step: "accepted",
      end,
    });
    await heardFrom(tx, unitId, new Date(stampedAt));
    await settle(tx, { who, at }, kept.logged, kept.tellings);
    const { assignmentId } = kept;
    return ok({ assignmentId, isKnown: false });
  });

/** Keeps that a person took an intervention up for a unit of which that person was relieved, unaware of that. */
async function keepUnaware(deps: DispatchDeps, taken: Taken): Promise<Result<Order, Refusal<ErrorCode>>> {
  const { who, at, interventionId, stampedAt } = taken;
  const kept = await refusable<{ readonly assignmentId: string }>(deps.db, SYSTEM, async (tx) => {
    const intervention = await lockIntervention(tx, interventionId);
    const unit = await lockUnit(tx, taken.unitId);
    if (intervention === null || unit === undefined) return refuse({ code: "object.not_found" });
    const end = endOf(intervention);
    if (end !== null && end.at < stampedAt) return refuse({ code: "assignment.intervention_not_open" });
    const ended = { about: interventionSubject(intervention), unitCode: unit.code, end: { at, reason: null } };
    const act = await keepAct(tx, deps, { ...taken, ...ended, step: "accepted" });
    await settle(tx, { who, at }, act.logged, act.tellings);
    return ok(act);
  });
  return kept.ok ? orderOf(deps, taken, { assignmentId: kept.value.assignmentId }) : kept;
}

/**
 * References that a crew can mean. A number alone is of this year by the room's clock, or of one beside it. The work of New Year's Eve goes on,
 * and a clock may have been set back.
 */
function meantReferences(said: string, at: number): string[] {
  const spoken = spokenReference(said);
  if (spoken === null) return [said];
  const { year, number } = spoken;
  const now = referenceYear(at);
  const years = year === null ? [now - 1, now, now + 1] : [year];
  return years.map((each) => formatReference({ year: each, number }));
}

/**
 * The intervention that a crew means, by what it said at `stampedAt`: of several of one number the newest that had not ended, else the newest.
 * For a merged one it is the one that stays. Null for none.
 */
async function meantIntervention(tx: Tx, said: string, { at, stampedAt }: Pick<Taken, "at" | "stampedAt">): Promise<string | null> {
  const staying: string[] = [];
  for (const named of await interventionsOfReferences(tx, meantReferences(said, at)))
    staying.push((await mergedChain(tx, named)).at(-1) ?? named);
  return staying.length < 2 ? (staying[0] ?? null) : ((await firstNotEnded(tx, staying, stampedAt)) ?? staying[0] ?? null);
}

/**
 * The crew takes an open intervention upon itself, heard of by radio, by its reference. It may lie in any sector: the crew is there, and
 * both sectors are told. By the reference of a merged one the crew takes the one that stays. If the intervention ended after the crew did
 * so, or its unit was retired, that is kept as what happened. So it is if the crew was relieved before it did so; the answer says since when.
 */
export async function takeUp(deps: DispatchDeps, call: Call<typeof dispatch.takeUp>): Promise<Reply<typeof dispatch.takeUp>> {
  const { who, at, body } = call;
  const own = await unitOfAct(deps.db, who, at, doneAt(body.at, call));
  if (own === null) return refuse({ code: "object.not_found" });
  const order = await takeUpFor(deps, call, own);
  return order.ok ? ok({ ...order.value, relievedAt: own.relievedAt?.toISOString() ?? null }) : order;
}

/** The same for the unit of the crew. */
async function takeUpFor(
  deps: DispatchDeps,
  call: Call<typeof dispatch.takeUp>,
  { unitId, relievedAt }: NonNullable<Awaited<ReturnType<typeof unitOfAct>>>,
): Promise<Result<Order, Refusal<ErrorCode>>> {
  const { who, at, body } = call;
  const stampedAt = doneAt(body.at, call);
  const ordered = { who, at, unitId };
  const found = (tx: Tx) => meantIntervention(tx, body.reference, { at, stampedAt });
  const interventionId = await transaction(deps.db, SYSTEM, found, { readOnly: true });
  if (interventionId === null) return refuse({ code: "object.not_found" });
  const taken = { ...ordered, interventionId, stampedAt };
  if (relievedAt !== null) return keepUnaware(deps, taken);
  // A retired unit is in no list: an open case that shows it would wait for nobody else.
  const isGone = async (tx: Tx): Promise<boolean> =>
    (await isRetired(tx, unitId)) && (await boundHere(tx, unitId, interventionId)) === null;
  if (!(await transaction(deps.db, SYSTEM, isGone, { readOnly: true }))) {
    const sent = await send(deps.db, { ...taken, scope: SYSTEM, anyway: true, first: "accept" });
    if (sent.ok) return orderOf(deps, ordered, { interventionId });
    if (sent.error.code === "unit.already_here") return acceptBound(deps, taken);
    if (sent.error.code !== "assignment.intervention_not_open") return sent;
  }
  const kept = await keepEnded(deps, taken);
  if (!kept.ok) return kept;
  // Merged or opened again in between: it is asked anew.
  if (kept.value === null) return takeUpFor(deps, call, { unitId, relievedAt });
  const { assignmentId, isKnown } = kept.value;
  const accepted = isKnown ? await accept(deps, taken, assignmentId) : ok(undefined);
  return accepted.ok ? orderOf(deps, ordered, { assignmentId }) : accepted;
}
