import type { Priority } from "../interventions/index.ts";
import { isActive, type AssignmentKind } from "./assignment.ts";
import type { Rankable } from "./columns.ts";
import { serves, type Need } from "./needs.ts";
import { STALE_AFTER_MS } from "./status.ts";

/** Priorities from which a unit may be taken for one of a priority. The stakes must differ clearly. */
const TAKEN_FROM: Readonly<Record<Priority, readonly Priority[]>> = { P1: ["P3", "P4"], P2: ["P4"], P3: [], P4: [] };

/** True if a unit may be taken off an intervention for another one. */
export const mayBeTaken = (off: Priority, to: Priority): boolean => TAKEN_FROM[to].includes(off);

/** Seconds that a crew on scene needs until it is free to leave. An assumption of the room. */
export const LOOSE_S = 60;
/** Taking a unit off its work must save this much. */
export const WORTH_TAKING_S = 60;
/** Most units passed on: for these the room looks up their work. */
const HANDED_ON = 40;

/** A unit at work elsewhere that would be of use here. */
export type Takeable = {
  readonly unitId: string;
  /** Seconds until it is here, with the time it needs to leave. */
  readonly seconds: number;
  /** Time gained over the first free unit. Null if no unit is free, or if it alone has what the plan needs. */
  readonly sooner: number | null;
  /** True if it has what the plan needs and no free unit has. */
  readonly covers: boolean;
};

type Wanted = {
  readonly priority: Priority;
  readonly needs: readonly Need[];
  readonly uncovered: readonly Need[];
  /** Arrival of the first free and proposed unit; Infinity if there is none. */
  readonly soonest: number;
  /** Seconds of each unit by its place, NaN where nothing is known; those at work elsewhere are of use alone. */
  readonly drives: Float64Array;
  readonly isAtWork: (nth: number) => boolean;
};

const bySeconds = (a: Takeable, b: Takeable): number => a.seconds - b.seconds;

/** The state of a unit's only active assignment; null with none or several. A list for each of thousands of units was a sixth of what advice allocated. */
function onlyActive({ assignments }: Rankable): AssignmentKind | null {
  let only: AssignmentKind | null = null;
  for (const kind of assignments) {
    if (!isActive(kind)) continue;
    if (only !== null) return null;
    only = kind;
  }
  return only;
}

function servesAny(needs: readonly Need[], unit: Rankable): boolean {
  for (const need of needs) if (serves(need, unit)) return true;
  return false;
}

/**
 * Units that are bound to one other intervention and would be of use here, soonest first. The caller still has to check the priority of
 * that intervention.
 */
export function takeable(
  units: readonly Rankable[],
  { priority, needs, uncovered, soonest, drives, isAtWork }: Wanted,
  at: number,
): Takeable[] {
  if (TAKEN_FROM[priority].length === 0) return [];
  const found: Takeable[] = [];
  let farthest = Infinity;
  for (let nth = 0; nth < drives.length; nth++) {
    const drive = drives[nth] ?? Number.NaN;
    // Numbers first: few units are looked at.
    if (!(drive < farthest) || !isAtWork(nth) || (uncovered.length === 0 && drive + WORTH_TAKING_S > soonest)) continue;
    const unit = units[nth];
    if (unit === undefined || !unit.inService || unit.position === null || at - unit.position.at > STALE_AFTER_MS) continue;
    const kind = onlyActive(unit);
    if (kind === null) continue;
    const there = drive + (kind === "on_scene" ? LOOSE_S : 0);
    if (there >= farthest) continue;
    const covers = servesAny(uncovered, unit);
    const isOfUse = priority === "P1" || needs.length === 0 || servesAny(needs, unit);
    const sooner = soonest - there;
    if (!covers && !(isOfUse && sooner >= WORTH_TAKING_S)) continue;
    found.push({ unitId: unit.unitId, seconds: there, sooner: covers || sooner === Infinity ? null : sooner, covers });
    if (found.length < 2 * HANDED_ON) continue;
    found.sort(bySeconds).splice(HANDED_ON);
    farthest = found.at(-1)?.seconds ?? Infinity;
  }
  return found.toSorted(bySeconds).slice(0, HANDED_ON);
}
