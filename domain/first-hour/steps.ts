import type { Role } from "../identity/index.ts";
import type { Drill } from "./drill.ts";

/** Steps of a room's first hour. People come before shifts: a shift has a chief, and the roster seats people. */
export const FIRST_STEPS = ["map", "sectors", "people", "shifts", "lines", "cameras", "drill"] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** State of a step. `optional`: missing, and the room is ready without it. */
export const STEP_STATES = ["missing", "optional", "done"] as const;
export type StepState = (typeof STEP_STATES)[number];

/** Steps without which a room works: a room may begin with reports alone. */
const OPTIONAL: readonly FirstStep[] = ["lines"];

/** Roles of which a working room has at least one person, beside a crew. */
export const FIRST_ROLES = ["operator", "call_taker", "dispatcher", "supervisor", "auditor"] as const satisfies readonly Role[];
export type FirstRole = (typeof FIRST_ROLES)[number];

/** Shifts that fill a day. */
export const SHIFTS_OF_A_DAY = 3;

/** Facts of the room from which the steps are judged. */
export type FirstFacts = {
  readonly map: { readonly hasTiles: boolean; readonly hasRoads: boolean };
  /** `drawn`: with a boundary. */
  readonly sectors: { readonly all: number; readonly drawn: number };
  /** `crews`: units with an account of a patrol. */
  readonly people: { readonly roles: readonly Role[]; readonly crews: number };
  /** `planned`: shifts that were not cancelled. `seated`: lines of the roster. */
  readonly shifts: { readonly planned: number; readonly seated: number };
  /** `areSetUp`: the room has telephones. A new room has its lines, and nothing at which they ring. */
  readonly lines: { readonly areSetUp: boolean; readonly open: number };
  /** `aimed`: with a direction. A retired camera does not count. */
  readonly cameras: { readonly all: number; readonly aimed: number };
  readonly drill: Drill | null;
};

/** Returns the roles that the room still needs, in their order. */
export const missingRoles = (roles: readonly Role[]): readonly FirstRole[] => FIRST_ROLES.filter((role) => !roles.includes(role));

const DONE: { readonly [S in FirstStep]: (facts: FirstFacts) => boolean } = {
  map: ({ map }) => map.hasTiles && map.hasRoads,
  sectors: ({ sectors }) => sectors.drawn > 0,
  people: ({ people }) => missingRoles(people.roles).length === 0 && people.crews > 0,
  shifts: ({ shifts }) => shifts.planned >= SHIFTS_OF_A_DAY && shifts.seated > 0,
  lines: ({ lines }) => lines.areSetUp && lines.open > 0,
  cameras: ({ cameras }) => cameras.aimed > 0,
  drill: ({ drill }) => drill !== null,
};

/** Judges a step from the facts; nobody ticks it by hand. */
export function stateOfStep(step: FirstStep, facts: FirstFacts): StepState {
  if (DONE[step](facts)) return "done";
  return OPTIONAL.includes(step) ? "optional" : "missing";
}

export type StepStates = Readonly<Record<FirstStep, StepState>>;

/** Judges all steps. */
export const stepStates = (facts: FirstFacts): StepStates => ({
  map: stateOfStep("map", facts),
  sectors: stateOfStep("sectors", facts),
  people: stateOfStep("people", facts),
  shifts: stateOfStep("shifts", facts),
  lines: stateOfStep("lines", facts),
  cameras: stateOfStep("cameras", facts),
  drill: stateOfStep("drill", facts),
});

/** Returns the first step that the room needs, in their order; null if the room is ready. */
export const nextStep = (states: StepStates): FirstStep | null => FIRST_STEPS.find((step) => states[step] === "missing") ?? null;

/** Returns the moment (ms) of the drill's end if nothing is missing; else null. */
export const readyAt = (facts: FirstFacts): number | null => (nextStep(stepStates(facts)) === null ? (facts.drill?.endedAt ?? null) : null);
