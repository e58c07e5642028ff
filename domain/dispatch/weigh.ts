import type { Priority } from "../interventions/index.ts";
import { distanceM, type Point } from "../kernel/index.ts";
import { isActive } from "./assignment.ts";
import { serves, type Need } from "./needs.ts";
import { GROUPS, type Columns, type Rankable } from "./columns.ts";
import { LOST_AFTER_MS, STALE_AFTER_MS } from "./status.ts";
import { UNIT_KINDS, type UnitKind } from "./units.ts";
import { WEIGHTS, workSeconds } from "./weights.ts";

/**
 * Place that needs help, and the help that it needs. `roadSeconds` uses a graph of roads for the unit at a place of the list, and returns
 * null if the graph knows no way.
 */
export type Asked<U extends Rankable = Rankable> = {
  readonly place: Point;
  readonly sectorId: string | null;
  readonly priority: Priority;
  /** Needs of the plan that no bound unit meets. */
  readonly needs: readonly Need[];
  readonly roadSeconds: ((unit: U, nth: number) => number | null) | null;
};

/**
 * Metres of straight line per second. An assumption of the room, not a measurement. It means about 40 km/h in town over a road 1.4 times as
 * long as the line. A person walks at 5 km/h over the same detour.
 */
const SPEED_M_PER_S: Readonly<Record<UnitKind, number>> = {
  car: 8,
  motorcycle: 8,
  foot: 1,
  traffic: 8,
  rapid_response: 8,
  judicial: 8,
};
/** The same, by the number of the kind. */
const SPEEDS = UNIT_KINDS.map((kind) => SPEED_M_PER_S[kind]);

type Here = Pick<Asked, "place" | "sectorId" | "needs">;

export const metresOf = (unit: Rankable, asked: Here): number | null =>
  unit.position === null ? null : distanceM(unit.position.point, asked.place);

export const suits = (unit: Rankable, asked: Here): boolean => asked.needs.some((need) => serves(need, unit));
export const isOtherSector = (unit: Rankable, asked: Here): boolean =>
  asked.sectorId !== null && unit.sectorId !== null && unit.sectorId !== asked.sectorId;

/** Beyond any sum in seconds. */
export const GROUP_STEP = 1e9;
export const DOUBT_STEP = 1e8;

/** Possible delay of a silent unit, s: in that time it may have driven away as far as it must come back. */
export const silenceOf = (ageMs: number): number => (ageMs > STALE_AFTER_MS && ageMs < Infinity ? Math.round(ageMs / 1000) : 0);

/** Findings on all units, by the place in which each unit was given. */
export type Weighed = {
  readonly orders: Float64Array;
  /** Whole seconds of the drive from where it was seen last; NaN where that is too long ago, or no road leads there. */
  readonly drives: Float64Array;
  /** Those whose sector has no other free unit, and which would leave it. */
  readonly lastOfSector: ReadonlySet<number>;
  /** The free unit that is there first, wherever its weights put it; -1 where there is none. */
  readonly nearest: number;
  /** Arrival of the first unit bound here, in seconds; Infinity without one. */
  readonly hereSoonest: number;
};

/** True if a unit that is bound here, and to nothing else, is on scene. */
const isThere = ({ assignments }: Rankable): boolean => assignments.every((kind) => kind === "on_scene" || !isActive(kind));

/** Weighs in one pass over columns of numbers. `columns` holds the same units at the same places. */
export function weigh<U extends Rankable>(units: readonly U[], columns: Columns, asked: Asked<U>, at: number): Weighed {
  const { orders, drives } = columns.findings();
  const weights = WEIGHTS[asked.priority];
  const { seenAt, lat, lon, standing, reservedUntil, kind, hours, sector } = columns.all;
  const byLine = (nth: number): number => {
    if (seenAt[nth] === -Infinity) return 0;
    return distanceM({ lat: lat[nth] ?? 0, lon: lon[nth] ?? 0 }, asked.place) / (SPEEDS[kind[nth] ?? 0] ?? 1);
  };
  // -1: nowhere. A unit of no sector is of no other one.
  const askedSector = asked.sectorId === null ? -1 : (columns.sectorNumber(asked.sectorId) ?? Infinity);
  /** Of each sector its free unit: -1 for none, -2 for more than one. */
  const free = new Int32Array(columns.sectors).fill(-1);
  let [nearest, least, hereSoonest] = [-1, Infinity, Infinity];
  for (let nth = 0; nth < units.length; nth++) {
    const unit = units[nth];
    if (unit === undefined) continue;
    const age = at - (seenAt[nth] ?? -Infinity);
    const found = age > LOST_AFTER_MS ? null : asked.roadSeconds === null ? byLine(nth) : asked.roadSeconds(unit, nth);
    const stands = standing[nth] ?? GROUPS.away;
    const group = stands === GROUPS.free && (reservedUntil[nth] ?? 0) > at ? GROUPS.reserved : stands;
    const inSector = sector[nth] ?? -1;
    const worked = hours[nth] ?? 0;
    const isOther = askedSector !== -1 && inSector !== -1 && inSector !== askedSector;
    const beside = (worked === 0 ? 0 : workSeconds(worked, weights)) + (isOther ? weights.otherSector : 0);
    // Few stand aside: only they are looked at as they are.
    if (group === GROUPS.aside && unit.isHere)
      hereSoonest = Math.min(hereSoonest, isThere(unit) ? 0 : Math.round(found ?? 0) + silenceOf(age));
    if (found === null) {
      orders[nth] = group * GROUP_STEP + DOUBT_STEP + (age > LOST_AFTER_MS ? 0 : byLine(nth)) + beside;
    } else {
      const drive = Math.round(found);
      drives[nth] = drive;
      orders[nth] = group * GROUP_STEP + drive + silenceOf(age) + beside;
      if (group === GROUPS.free && age <= STALE_AFTER_MS && drive < least) [nearest, least] = [nth, drive];
    }
    if (group === GROUPS.free && inSector !== -1) free[inSector] = free[inSector] === -1 ? nth : -2;
  }
  const lastOfSector = new Set<number>();
  for (const [inSector, nth] of free.entries()) {
    if (nth < 0 || inSector === askedSector) continue;
    lastOfSector.add(nth);
    orders[nth] = (orders[nth] ?? 0) + weights.leavesSectorEmpty;
  }
  return { orders, drives, lastOfSector, nearest, hereSoonest };
}

/** Latest arrival of a unit, in seconds from now: its drive, plus the distance it may have driven away meanwhile. Infinity if unknown. */
export function arrivalOf(units: readonly Rankable[], { drives }: Weighed, nth: number, at: number): number {
  const [drive, seen] = [drives[nth] ?? Number.NaN, units[nth]?.position?.at];
  return Number.isNaN(drive) || seen === undefined ? Infinity : drive + silenceOf(at - seen);
}

export const idAt = (units: readonly Rankable[], nth: number): string => units[nth]?.unitId ?? "";

/**
 * Places of the first `most` units, best first. Only those are kept and sorted: to sort ten thousand units took longer than to weigh them.
 */
export function firstOf(units: readonly Rankable[], orders: Float64Array, limit: number): number[] {
  const isBefore = (a: number, b: number): boolean => {
    const [one, other] = [orders[a] ?? 0, orders[b] ?? 0];
    return one < other || (one === other && idAt(units, a) < idAt(units, b));
  };
  if (limit >= orders.length) return Array.from(orders.keys()).toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
  const found: number[] = [];
  let last = Infinity;
  for (let nth = 0; nth < orders.length; nth++) {
    if ((orders[nth] ?? 0) > last) continue;
    let [low, high] = [0, found.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(nth, found[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    found.splice(low, 0, nth);
    if (found.length > limit) found.pop();
    if (found.length === limit) last = orders[found.at(-1) ?? 0] ?? Infinity;
  }
  return found;
}
