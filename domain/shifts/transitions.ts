import type { ShiftKind } from "./state.ts";

export const SHIFT_COMMANDS = ["change", "cancel", "start", "sign_out", "take_back", "sign_in"] as const;
export type ShiftCommandKind = (typeof SHIFT_COMMANDS)[number];
type From = "none" | ShiftKind;

/**
 * State after each command, by state; `none` is before planning. Commands missing here are refused.
 * `decideShift` reads this table, and so does the state picture of the documentation.
 */
export const SHIFT_TRANSITIONS = {
  none: { plan: "planned" },
  planned: { change: "planned", start: "running", cancel: "cancelled" },
  running: { sign_out: "handing_over" },
  handing_over: { take_back: "running", sign_in: "handed_over" },
  handed_over: {},
  cancelled: {},
} as const satisfies Record<From, Partial<Record<"plan" | ShiftCommandKind, ShiftKind>>>;

const table: Record<ShiftKind, Partial<Record<ShiftCommandKind, ShiftKind>>> = SHIFT_TRANSITIONS;

/** The state after a command, or null where the command makes no sense. */
export const shiftAfter = (from: ShiftKind, command: ShiftCommandKind): ShiftKind | null => table[from][command] ?? null;
