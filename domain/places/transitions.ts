export const HAZARD_STATES = ["proposed", "confirmed", "declined", "ended"] as const;
export type HazardState = (typeof HAZARD_STATES)[number];

export const HAZARD_COMMANDS = ["change", "confirm", "decline", "renew", "end"] as const;
export type HazardCommandKind = (typeof HAZARD_COMMANDS)[number];
type From = "none" | HazardState;

/**
 * State after each command, by state; `none` is before it is written. A change of a confirmed hazard is confirmed at once, as is a
 * supervisor's unless it concerns a home: see `decideHazard`. Commands missing here are refused.
 */
export const HAZARD_TRANSITIONS = {
  none: { propose: "proposed" },
  proposed: { change: "proposed", confirm: "confirmed", decline: "declined", end: "ended" },
  confirmed: { change: "proposed", renew: "confirmed", end: "ended" },
  declined: {},
  ended: {},
} as const satisfies Record<From, Partial<Record<"propose" | HazardCommandKind, HazardState>>>;

const table: Record<HazardState, Partial<Record<HazardCommandKind, HazardState>>> = HAZARD_TRANSITIONS;

/** The state after a command, or null where the command makes no sense. */
export const hazardAfter = (from: HazardState, command: HazardCommandKind): HazardState | null => table[from][command] ?? null;
