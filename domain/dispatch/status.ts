import type { Point } from "../kernel/index.ts";
import type { AssignmentKind } from "./assignment.ts";
import { isActive } from "./assignment.ts";
import type { UnitStatus } from "./units.ts";

/** A position older than this is shown as old and gives no time. */
export const STALE_AFTER_MS = 120_000;

/** A unit as it is known; everything that screens say of it is derived from this. */
export type UnitFacts = {
  /** False while its crew is off duty or declared it unavailable. */
  readonly inService: boolean;
  /** Kept free for something that is expected. */
  readonly reserved: boolean;
  readonly distress: boolean;
  readonly position: { readonly point: Point; readonly at: number } | null;
  /** The states of its assignments, ended ones included. */
  readonly assignments: readonly AssignmentKind[];
};

export type UnitView = {
  readonly status: UnitStatus;
  readonly distress: boolean;
  readonly stale: boolean;
  readonly positionAgeMs: number | null;
};

function statusOf(unit: UnitFacts): UnitStatus {
  const active = unit.assignments.filter(isActive);
  if (active.includes("on_scene")) return "on_scene";
  if (active.includes("en_route")) return "en_route";
  if (active.length > 0) return "assigned";
  if (!unit.inService) return "unavailable";
  return unit.reserved ? "reserved" : "available";
}

/**
 * What is said of a unit, the same on every screen. A running assignment says more than the crew's own declaration:
 * a unit on scene is on scene. Without any position nothing is stale: there is no position to doubt.
 */
export function viewUnit(unit: UnitFacts, at: number): UnitView {
  const positionAgeMs = unit.position === null ? null : Math.max(0, at - unit.position.at);
  const stale = positionAgeMs !== null && positionAgeMs > STALE_AFTER_MS;
  return { status: statusOf(unit), distress: unit.distress, stale, positionAgeMs };
}
