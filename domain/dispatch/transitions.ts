import type { AssignmentKind } from "./assignment.ts";

export const ASSIGNMENT_COMMANDS = ["accept", "depart", "arrive", "set_aside", "clear", "refuse", "withdraw"] as const;
export type AssignmentCommandKind = (typeof ASSIGNMENT_COMMANDS)[number];
type From = "none" | AssignmentKind;

/**
 * State after each command, by state; `none` is before assigning. Steps may be skipped. None is withdrawn, but a unit that arrives
 * elsewhere suspends its former assignment, which then waits for it.
 * `decideAssignment` reads this table, and so does the state picture of the documentation.
 */
export const ASSIGNMENT_TRANSITIONS = {
  none: { assign: "assigned" },
  assigned: { accept: "accepted", depart: "en_route", arrive: "on_scene", clear: "cleared", refuse: "refused", withdraw: "withdrawn" },
  accepted: { depart: "en_route", arrive: "on_scene", clear: "cleared", withdraw: "withdrawn" },
  en_route: { arrive: "on_scene", clear: "cleared", withdraw: "withdrawn" },
  on_scene: { set_aside: "accepted", clear: "cleared", withdraw: "withdrawn" },
  cleared: {},
  refused: {},
  withdrawn: {},
} as const satisfies Record<From, Partial<Record<"assign" | AssignmentCommandKind, AssignmentKind>>>;

const table: Record<AssignmentKind, Partial<Record<AssignmentCommandKind, AssignmentKind>>> = ASSIGNMENT_TRANSITIONS;

/** The state after a command, or null where the command makes no sense. */
export const assignmentAfter = (from: AssignmentKind, command: AssignmentCommandKind): AssignmentKind | null =>
  table[from][command] ?? null;

/** The state that a command asks for, from wherever it is given. */
export const ASKED_STATE: Readonly<Record<AssignmentCommandKind, AssignmentKind>> = {
  ...ASSIGNMENT_TRANSITIONS.assigned,
  ...ASSIGNMENT_TRANSITIONS.on_scene,
};
