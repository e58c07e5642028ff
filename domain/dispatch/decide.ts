import { exhaustive, isSaid, ok, refuse, type Refusal, type Result } from "../kernel/index.ts";
import type { CrewStep } from "../interventions/index.ts";
import { ASSIGNMENT_KINDS, isActive, stepsAfter, type Assignment, type AssignmentKind } from "./assignment.ts";
import { ASKED_STATE, assignmentAfter } from "./transitions.ts";

export const DISPATCH_REFUSALS = [
  "unit.already_assigned",
  "unit.already_here",
  "unit.reserved",
  "unit.in_distress",
  "unit.unavailable",
  "assignment.intervention_not_open",
  "assignment.backward",
  "assignment.already_accepted",
  "assignment.ended",
  "assignment.reason_missing",
  "assignment.reason_too_long",
] as const;
export type DispatchRefusal = Refusal<(typeof DISPATCH_REFUSALS)[number]>;

/** Longest reason, in code points. */
export const REASON_LIMIT = 500;

export type AssignmentCommand =
  | { readonly kind: "accept" | "depart" | "arrive" | "clear" }
  /** By the room, when the unit arrives elsewhere. */
  | { readonly kind: "set_aside" }
  | { readonly kind: "refuse"; readonly reason: string }
  | { readonly kind: "withdraw"; readonly reason: string | null };

/** Commands by which a crew reports its own work. */
export type CrewCommand = Exclude<AssignmentCommand, { readonly kind: "withdraw" | "set_aside" }>;
/** The step that a crew reports by each of its commands. */
export const CREW_STEP_OF: Readonly<Record<CrewCommand["kind"], CrewStep>> = {
  accept: "accepted",
  depart: "en_route",
  arrive: "on_scene",
  clear: "cleared",
  refuse: "refused",
};

export type AssignmentEvent =
  | { readonly kind: "accepted" | "en_route" | "on_scene" | "cleared"; readonly at: number }
  | { readonly kind: "refused"; readonly at: number; readonly reason: string }
  | { readonly kind: "withdrawn"; readonly at: number; readonly reason: string | null };

type Decision = Result<AssignmentEvent | null, DispatchRefusal>;

/** Facts of a unit and an intervention needed to send the one to the other. */
export type Sending = {
  readonly assignmentId: string;
  readonly interventionId: string;
  readonly unitId: string;
  readonly interventionOpen: boolean;
  readonly unitInService: boolean;
  /** True while its crew calls for help. */
  readonly inDistress: boolean;
  /** End of its reservation for something else, in ms; null without one. */
  readonly reservedUntil: number | null;
  /** References of the other interventions to which the unit is bound, the one that it works on first. */
  readonly boundTo: readonly string[];
  /** True if it is bound to this very intervention. */
  readonly isHere: boolean;
  /** The author knows that the unit is in distress, bound elsewhere or reserved, and sends it all the same. */
  readonly anyway: boolean;
};

/**
 * Sends a unit. One that is in distress, bound elsewhere or reserved is sent only by who says to know it; then it works on several at once. Twice to the
 * same intervention is never; a database constraint holds both against two dispatchers at once.
 */
export function decideSending(sending: Sending, by: string, at: number): Result<Assignment, DispatchRefusal> {
  if (!sending.interventionOpen) return refuse({ code: "assignment.intervention_not_open" });
  if (sending.isHere) return refuse({ code: "unit.already_here" });
  if (!sending.unitInService) return refuse({ code: "unit.unavailable" });
  if (sending.inDistress && !sending.anyway) return refuse({ code: "unit.in_distress" });
  const [first] = sending.boundTo;
  if (first !== undefined && !sending.anyway) return refuse({ code: "unit.already_assigned", params: { reference: first } });
  if (sending.reservedUntil !== null && sending.reservedUntil > at && !sending.anyway)
    return refuse({ code: "unit.reserved", params: { until: sending.reservedUntil } });
  const { assignmentId, interventionId, unitId } = sending;
  return ok({ kind: "assigned", assignmentId, interventionId, unitId, assignedBy: by, stamps: { assigned: at } });
}

function checkReason(reason: string): Result<string, DispatchRefusal> {
  if (!isSaid(reason)) return refuse({ code: "assignment.reason_missing" });
  const trimmed = reason.trim();
  return Array.from(trimmed).length > REASON_LIMIT
    ? refuse({ code: "assignment.reason_too_long", params: { limit: REASON_LIMIT } })
    : ok(trimmed);
}

function senseless(state: Assignment, asked: AssignmentKind): Decision {
  if (!isActive(state.kind)) return refuse({ code: "assignment.ended", params: { state: state.kind } });
  if (asked === "refused") return refuse({ code: "assignment.already_accepted" });
  return refuse({ code: "assignment.backward", params: { from: state.kind, to: asked } });
}

/**
 * Judges one command on an assignment. Null means: it was so already; a phone that was away may send its last step again.
 * Stamps come from the phone's clock; one that lies before the last stamp is raised to it, so that no interval is negative.
 */
export function decideAssignment(state: Assignment, command: AssignmentCommand, at: number): Decision {
  const asked = ASKED_STATE[command.kind];
  if (state.kind === asked) return ok(null);
  if (assignmentAfter(state.kind, command.kind) === null) return senseless(state, asked);
  const stamp = Math.max(at, ...Object.values(state.stamps));
  switch (command.kind) {
    case "accept":
    case "set_aside":
      return ok({ kind: "accepted", at: stamp });
    case "depart":
      return ok({ kind: "en_route", at: stamp });
    case "arrive":
      return ok({ kind: "on_scene", at: stamp });
    case "clear":
      return ok({ kind: "cleared", at: stamp });
    case "refuse": {
      const reason = checkReason(command.reason);
      return reason.ok ? ok({ kind: "refused", at: stamp, reason: reason.value }) : reason;
    }
    case "withdraw":
      return ok({ kind: "withdrawn", at: stamp, reason: command.reason });
    default:
      return exhaustive(command);
  }
}

const LATE_CODES: ReadonlySet<DispatchRefusal["code"]> = new Set([
  "assignment.ended",
  "assignment.backward",
  "assignment.already_accepted",
]);

/**
 * A step that an assignment does not take any more, as its crew took it by its own clock. `at` is raised to the sending and to the steps before
 * it, since two messages of one phone give its clock some milliseconds apart; `saidAt` is not.
 */
export type LateStep = {
  readonly kind: "late";
  readonly step: CrewStep;
  readonly at: number;
  readonly saidAt: number;
  /** True if the crew was relieved, and the assignment took a step of others since: it is their word alone, and stamps nothing. */
  readonly isOvertaken: boolean;
};

/**
 * Judges a step that the crew itself reports. The crew was there: a step too late for the assignment is kept as a fact, and is never
 * refused for that. A step from before a relief is too late once those who sit there now have acted (`isOvertaken`).
 */
export function decideCrewStep(
  state: Assignment,
  command: CrewCommand,
  at: number,
  isOvertaken = false,
): Result<AssignmentEvent | LateStep | null, DispatchRefusal> {
  const { assigned } = state.stamps;
  if (isOvertaken) return ok({ kind: "late", step: CREW_STEP_OF[command.kind], at: Math.max(at, assigned), saidAt: at, isOvertaken });
  const decided = decideAssignment(state, command, at);
  if (decided.ok || !LATE_CODES.has(decided.error.code)) return decided;
  const step = CREW_STEP_OF[command.kind];
  const before = ASSIGNMENT_KINDS.flatMap((each) => (stepsAfter(each).some((later) => later === step) ? (state.stamps[each] ?? []) : []));
  const late: LateStep = { kind: "late", step, at: Math.max(at, assigned, ...before), saidAt: at, isOvertaken };
  // A phone that got no answer says the same step with the same time again.
  return ok(state.stamps[late.step] === late.at ? null : late);
}

/** The assignment after an event. */
export function evolveAssignment(state: Assignment, event: AssignmentEvent): Assignment {
  const { assignmentId, interventionId, unitId, assignedBy } = state;
  const isPassed = stepsAfter(event.kind).some((step) => state.stamps[step] !== undefined);
  const first = isPassed ? state.stamps[event.kind] : (state.stamps[event.kind] ?? event.at);
  const stamps = first === undefined ? state.stamps : { ...state.stamps, [event.kind]: first };
  const facts = { assignmentId, interventionId, unitId, assignedBy, stamps };
  switch (event.kind) {
    case "refused":
      return { ...facts, kind: "refused", reason: event.reason };
    case "withdrawn":
      return { ...facts, kind: "withdrawn", reason: event.reason };
    default:
      return { ...facts, kind: event.kind };
  }
}
