import { exhaustive, isSaid, isWritten, ok, type Result } from "../kernel/index.ts";
import { refusedShift, type ShiftRefusal } from "./refusals.ts";
import type { PlannedShift, Shift, ShiftPlan, Signature } from "./state.ts";
import { shiftAfter } from "./transitions.ts";

export type ShiftCommand =
  | ({ readonly kind: "change" } & ShiftPlan)
  | { readonly kind: "cancel" | "take_back"; readonly reason: string }
  /** `elsewhere` is the shift that its chief leads in another sector at the moment. */
  | {
      readonly kind: "start";
      readonly coversFrom: number;
      readonly reason: string | null;
      readonly elsewhere: { readonly name: string; readonly sector: string } | null;
    }
  | { readonly kind: "sign_out"; readonly hash: string; readonly reason: string | null }
  /** `chiefAccounts` are the accounts of the chief's person: two of one badge are one person. */
  | { readonly kind: "sign_in"; readonly hash: string; readonly reason: string | null; readonly chiefAccounts: readonly string[] };

/** Time and author of the act, and the version that the screen saw. */
export type ShiftCircumstances = Signature & { readonly seenVersion: number };

/** No shift is planned longer, and none starts earlier before its time. Milliseconds. */
export const LONGEST_SHIFT_MS = 24 * 3_600_000;
export const EARLIEST_START_MS = 2 * 3_600_000;

function checkPlan(plan: ShiftPlan): Result<ShiftPlan, ShiftRefusal> {
  if (!isWritten(plan.name)) return refusedShift("shift.name_missing");
  if (plan.from >= plan.to || plan.to - plan.from > LONGEST_SHIFT_MS) return refusedShift("shift.span_wrong");
  return ok({ name: plan.name.trim(), from: plan.from, to: plan.to, chief: plan.chief });
}

/** Plans a shift. Whether its chief may be one is known outside. */
export function planShift(told: ShiftPlan & Pick<Shift, "shiftId" | "sectorId">): Result<PlannedShift, ShiftRefusal> {
  const plan = checkPlan(told);
  if (!plan.ok) return plan;
  return ok({ ...plan.value, shiftId: told.shiftId, sectorId: told.sectorId, version: 1, kind: "planned" });
}

/**
 * Another supervisor starts it in the place of a chief who is not there, and says why: no third person is asked. A chief who leads in another
 * sector says why too.
 */
function start(shift: PlannedShift, act: Signature, asked: Extract<ShiftCommand, { kind: "start" }>): Result<Shift, ShiftRefusal> {
  const { coversFrom: covers, reason, elsewhere } = asked;
  if (act.at < shift.from - EARLIEST_START_MS) return refusedShift("shift.too_early");
  if (act.at >= shift.to) return refusedShift("shift.too_late");
  const own = act.by === shift.chief;
  if (!own && !isSaid(reason)) return refusedShift("shift.not_its_chief");
  if (elsewhere !== null && !isSaid(reason)) return refusedShift("shift.chief_elsewhere", elsewhere);
  const startedFor = own || reason === null ? null : reason.trim();
  return ok({ ...shift, kind: "running", started: act, coversFrom: Math.min(covers, act.at), startedFor });
}

type Running = Extract<Shift, { kind: "running" }>;
type HandingOver = Extract<Shift, { kind: "handing_over" }>;

/** Another supervisor may sign for a chief who cannot, and says why; the relief who started it has said so. */
function signOut(shift: Running, act: Signature, hash: string, reason: string | null): Result<Shift, ShiftRefusal> {
  const own = act.by === shift.chief;
  const said = isSaid(reason) ? reason : act.by === shift.started.by ? shift.startedFor : null;
  if (!own && said === null) return refusedShift("shift.not_its_chief");
  return ok({ ...shift, kind: "handing_over", outgoing: act, hash, inPlaceOf: own ? null : (said?.trim() ?? null) });
}

/**
 * The signer who hands over and the one who takes over are two people. One relief may sign twice: out in the place of an absent chief, and
 * in with a reason, since the next chief may be absent too. A chief for whom a colleague signed out may take over; one who signed may not.
 */
function signIn(shift: HandingOver, act: Signature, asked: Extract<ShiftCommand, { kind: "sign_in" }>): Result<Shift, ShiftRefusal> {
  const { hash, reason, chiefAccounts } = asked;
  const isOfChief = (userId: string): boolean => userId === shift.chief || chiefAccounts.includes(userId);
  if (isOfChief(act.by) && isOfChief(shift.outgoing.by)) return refusedShift("shift.same_person");
  const isRelief = act.by === shift.outgoing.by;
  if (isRelief && !(shift.inPlaceOf !== null && isSaid(reason))) return refusedShift("shift.same_person");
  if (hash !== shift.hash) return refusedShift("shift.log_changed");
  return ok({ ...shift, kind: "handed_over", incoming: act, relievedFor: isRelief && reason !== null ? reason.trim() : null });
}

function withdrawSignature(shift: HandingOver, act: Signature, reason: string): Result<Shift, ShiftRefusal> {
  if (act.by !== shift.outgoing.by) return refusedShift("shift.not_signed_by_you");
  if (!isSaid(reason)) return refusedShift("shift.reason_missing");
  const { outgoing: _outgoing, hash: _hash, inPlaceOf: _inPlaceOf, ...running } = shift;
  return ok({ ...running, kind: "running" });
}

function judge(shift: Shift, command: ShiftCommand, act: Signature): Result<Shift, ShiftRefusal> {
  const senseless = refusedShift("shift.wrong_state", { state: shift.kind });
  switch (command.kind) {
    case "change": {
      if (shift.kind !== "planned") return senseless;
      const plan = checkPlan(command);
      return plan.ok ? ok({ ...shift, ...plan.value }) : plan;
    }
    case "cancel": {
      if (shift.kind !== "planned") return senseless;
      if (!isSaid(command.reason)) return refusedShift("shift.reason_missing");
      return ok({ ...shift, kind: "cancelled", cancelled: act, reason: command.reason.trim() });
    }
    case "start":
      return shift.kind === "planned" ? start(shift, act, command) : senseless;
    case "sign_out":
      return shift.kind === "running" ? signOut(shift, act, command.hash, command.reason) : senseless;
    case "take_back":
      return shift.kind === "handing_over" ? withdrawSignature(shift, act, command.reason) : senseless;
    case "sign_in":
      return shift.kind === "handing_over" ? signIn(shift, act, command) : senseless;
    default:
      return exhaustive(command);
  }
}

/** Judges one command and returns the shift after it; the version grows by one. */
export function decideShift(shift: Shift, command: ShiftCommand, { seenVersion, ...act }: ShiftCircumstances): Result<Shift, ShiftRefusal> {
  if (seenVersion !== shift.version) return refusedShift("shift.changed_meanwhile");
  if (shiftAfter(shift.kind, command.kind) === null) return refusedShift("shift.wrong_state", { state: shift.kind });
  const next = judge(shift, command, act);
  return next.ok ? ok({ ...next.value, version: shift.version + 1 }) : next;
}
