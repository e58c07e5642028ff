import { withoutUnitSince, type AssignmentKind, type UnitStatus } from "../dispatch/index.ts";
import { PRIORITIES, type Priority } from "../interventions/index.ts";
import type { Limits, Watched } from "./limits.ts";

/** An open intervention as the board sees it. Moments in ms since the epoch. */
export type OpenWork = {
  readonly interventionId: string;
  readonly priority: Priority;
  readonly openedAt: number;
  readonly units: readonly { readonly state: AssignmentKind; readonly assignedAt: number; readonly endedAt: number | null }[];
};

/** Wait of a kind, its beginning, and whether it is over the limit. */
export type Wait = { readonly watched: Watched; readonly since: number; readonly over: boolean };
export type BoardRow = { readonly work: OpenWork; readonly ageMs: number; readonly waits: readonly Wait[]; readonly late: boolean };

function waitsOf({ priority, openedAt, units }: OpenWork, limits: Limits, at: number): Wait[] {
  const wait = (watched: Watched, since: number): Wait => ({
    watched,
    since,
    over: at - since > limits[`${watched}.${priority}`] * 1000,
  });
  const alone = withoutUnitSince({ openedAt, units });
  const unaccepted = units.filter((unit) => unit.state === "assigned");
  return [
    ...(alone === null ? [] : [wait("waiting_unit", alone)]),
    ...(unaccepted.length > 0 ? [wait("waiting_acceptance", Math.min(...unaccepted.map((unit) => unit.assignedAt)))] : []),
    wait("age", openedAt),
  ];
}

const rankOf = (priority: Priority): number => PRIORITIES.indexOf(priority);

/** Open work, the most pressing first: by priority, and within one the oldest first. */
export function boardOf(works: readonly OpenWork[], limits: Limits, at: number): BoardRow[] {
  return works
    .map((work) => {
      const waits = waitsOf(work, limits, at);
      return { work, ageMs: Math.max(0, at - work.openedAt), waits, late: waits.some((wait) => wait.over) };
    })
    .toSorted((a, b) => rankOf(a.work.priority) - rankOf(b.work.priority) || a.work.openedAt - b.work.openedAt);
}

/** Silence of a unit beyond the limit, in milliseconds; null within it, and for a unit off duty. */
export function silentFor(
  unit: { readonly status: UnitStatus; readonly heardAt: number | null; readonly statusSince: number },
  limits: Limits,
  at: number,
): number | null {
  if (unit.status === "unavailable") return null;
  const silent = at - Math.max(unit.heardAt ?? unit.statusSince, 0);
  return silent > limits.unit_silent * 1000 ? silent : null;
}
