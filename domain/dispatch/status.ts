import type { Point } from "../kernel/index.ts";
import type { AssignmentKind } from "./assignment.ts";
import { isActive } from "./assignment.ts";
import type { UnitStatus } from "./units.ts";

/** A position older than this is shown as old and gives no time. */
export const STALE_AFTER_MS = 120_000;
/** A position older than this says nothing: the unit is asked by radio and no advice is built on it. */
export const LOST_AFTER_MS = 15 * 60_000;
/** Time that a crew on scene may be silent. */
export const CHECK_IN_MS = 15 * 60_000;

/** A unit as it is known; everything that screens say of it is derived from this. */
export type UnitFacts = {
  /** False while its crew is off duty or declared it unavailable. */
  readonly inService: boolean;
  /** Kept free for something that is expected, until this moment; null if it is not. */
  readonly reservedUntil: number | null;
  readonly distress: boolean;
  readonly position: { readonly point: Point; readonly at: number } | null;
  /** The states of its assignments, ended ones included. */
  readonly assignments: readonly AssignmentKind[];
};

export type Freshness = "fresh" | "stale" | "lost" | "unknown";

export type UnitView = {
  readonly status: UnitStatus;
  readonly distress: boolean;
  readonly freshness: Freshness;
  readonly positionAgeMs: number | null;
};

/** The most telling step among the assignments of one unit: on scene, before en route, before assigned. */
export function leading(assignments: readonly AssignmentKind[]): "on_scene" | "en_route" | "assigned" | null {
  if (assignments.length === 0) return null;
  const active = assignments.filter(isActive);
  if (active.includes("on_scene")) return "on_scene";
  if (active.includes("en_route")) return "en_route";
  return active.length > 0 ? "assigned" : null;
}

function statusOf(unit: UnitFacts, at: number): UnitStatus {
  const work = leading(unit.assignments);
  if (work !== null) return work;
  if (!unit.inService) return "unavailable";
  return unit.reservedUntil !== null && unit.reservedUntil > at ? "reserved" : "available";
}

/** Freshness of a position of this age. */
export function freshnessOf(positionAgeMs: number | null): Freshness {
  if (positionAgeMs === null) return "unknown";
  if (positionAgeMs > LOST_AFTER_MS) return "lost";
  return positionAgeMs > STALE_AFTER_MS ? "stale" : "fresh";
}

/**
 * View of a unit, the same on every screen. A running assignment outranks the crew's own declaration: a unit on scene is on scene. A unit
 * without any position is not stale: there is no position to doubt.
 */
export function viewUnit(unit: UnitFacts, at: number): UnitView {
  const positionAgeMs = unit.position === null ? null : Math.max(0, at - unit.position.at);
  return { status: statusOf(unit, at), distress: unit.distress, freshness: freshnessOf(positionAgeMs), positionAgeMs };
}

/** Time at which the next check-in of a crew on scene is due, in ms since the epoch. Null while it is nowhere on scene. */
export const checkInDue = (onSceneAt: number | null, heardAt: number | null): number | null =>
  onSceneAt === null ? null : Math.max(onSceneAt, heardAt ?? 0) + CHECK_IN_MS;
