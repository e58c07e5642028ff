import { Columns, GROUPS, type Rankable } from "./columns.ts";
import type { Need } from "./needs.ts";
import { propose } from "./propose.ts";
import type { Proposal, RankBasis, RankPart, RankReason } from "./rank-words.ts";
import { leading, viewUnit, type Freshness, type UnitView } from "./status.ts";
import { takeable, type Takeable } from "./taking.ts";
import type { UnitStatus } from "./units.ts";
import { firstOf, GROUP_STEP, isOtherSector, metresOf, silenceOf, suits, weigh, type Asked, type Weighed } from "./weigh.ts";
import { WEIGHTS, workSeconds, type Weights } from "./weights.ts";

export type RankedUnit = {
  readonly unitId: string;
  readonly status: UnitStatus;
  readonly freshness: Freshness;
  readonly basis: RankBasis;
  /** Great-circle metres; null without a position. */
  readonly distanceM: number | null;
  /** Seconds to the place; null without a position that can be trusted, or without a road. */
  readonly seconds: number | null;
  /** Sum of the parts, in whole seconds, which decides its place in the order; null if nothing can be said. */
  readonly sum: number | null;
  readonly parts: readonly RankPart[];
  /** Ground of its proposal; null if it is not proposed. */
  readonly proposed: Proposal | null;
  readonly positionAgeMs: number | null;
  /** False where no advice can be given of the unit: it is listed, and asked by radio. */
  readonly advised: boolean;
  readonly reasons: readonly RankReason[];
};

export type Ranking = {
  /** Best first; proposed units stand before all others. */
  readonly units: readonly RankedUnit[];
  /** Needs of the plan that no free unit can meet. */
  readonly uncovered: readonly Need[];
  /** Units at work elsewhere that would be there sooner, or that alone have what the plan needs; soonest first. */
  readonly takeable: readonly Takeable[];
};

/** Hours of work from which a crew counts as having worked much. */
const MUCH_WORK_H = 4;

const DOUBT_REASON = { stale: "position_stale", lost: "position_lost", unknown: "position_unknown" } as const;

type Here = Pick<Asked, "place" | "sectorId" | "needs">;

function statusReason(unit: Rankable, status: UnitStatus): RankReason {
  if (unit.isHere) return "already_here";
  if (leading(unit.assignments) !== null) return "already_assigned";
  return status === "reserved" || status === "unavailable" ? status : "available";
}

type Given = { readonly isCutOff: boolean; readonly isLast: boolean; readonly isNearest: boolean };

function reasonsOf(unit: Rankable, view: UnitView, given: Given, asked: Here): RankReason[] {
  const { status, freshness } = view;
  const said: [boolean, RankReason][] = [
    [true, statusReason(unit, status)],
    [unit.distress, "distress"],
    [freshness !== "fresh", DOUBT_REASON[freshness === "fresh" ? "stale" : freshness]],
    [given.isCutOff, "no_road"],
    [suits(unit, asked), "suits_plan"],
    [asked.sectorId !== null && unit.sectorId === asked.sectorId, "same_sector"],
    [isOtherSector(unit, asked), "other_sector"],
    [given.isLast, "leaves_sector_empty"],
    [unit.hoursWorked >= MUCH_WORK_H, "busy_shift"],
    [given.isNearest, "nearest"],
  ];
  return said.flatMap(([holds, reason]) => (holds ? [reason] : []));
}

/** The drive, and the additions to it. */
function partsOf(unit: Rankable, drive: number, age: number, isLast: boolean, asked: Here, weights: Weights): RankPart[] {
  const parts: RankPart[] = [
    { part: "drive", seconds: drive },
    { part: "silence", seconds: silenceOf(age) },
    { part: "other_sector", seconds: isOtherSector(unit, asked) ? weights.otherSector : 0 },
    { part: "leaves_sector_empty", seconds: isLast ? weights.leavesSectorEmpty : 0 },
    { part: "work", seconds: workSeconds(unit.hoursWorked, weights) },
  ];
  return parts.filter(({ part, seconds }) => part === "drive" || seconds > 0);
}

/**
 * The best of all units, best first; all of them if `most` is not given. Proposed units come first; then available, reserved, bound,
 * unavailable and distressed ones. Within each the sum of seconds decides, and units without data come last. A proposal: a dispatcher
 * decides. `columns` holds the same units, where somebody has them ready.
 */
export function rankUnits<U extends Rankable>(
  units: readonly U[],
  asked: Asked<U>,
  at: number,
  limit = Infinity,
  columns = Columns.of(units),
): Ranking {
  const weighed = weigh(units, columns, asked, at);
  const { proposed, uncovered, soonest } = propose({ units, columns }, weighed, asked, at);
  const { orders, drives } = weighed;
  const isAtWork = (nth: number): boolean => Math.floor((orders[nth] ?? 0) / GROUP_STEP) === GROUPS.atWork;
  const found = takeable(units, { ...asked, uncovered, soonest, drives, isAtWork }, at);
  for (const nth of proposed.keys()) orders[nth] = (orders[nth] ?? 0) - GROUP_STEP;
  const ranked = firstOf(units, orders, limit).flatMap((nth) => {
    const unit = units[nth];
    return unit === undefined ? [] : [rankedUnit(unit, { nth, weighed, proposed: proposed.get(nth) ?? null }, asked, at)];
  });
  return { units: ranked, uncovered, takeable: found };
}

type Found = { readonly nth: number; readonly weighed: Weighed; readonly proposed: Proposal | null };

function rankedUnit<U extends Rankable>(unit: U, { nth, weighed, proposed }: Found, asked: Asked<U>, at: number): RankedUnit {
  const view = viewUnit(unit, at);
  const metres = metresOf(unit, asked);
  const drive = weighed.drives[nth] ?? Number.NaN;
  const hasSum = !Number.isNaN(drive);
  const isKnown = metres !== null && view.freshness !== "lost";
  const isLast = weighed.lastOfSector.has(nth);
  const parts = hasSum ? partsOf(unit, drive, view.positionAgeMs ?? 0, isLast, asked, WEIGHTS[asked.priority]) : [];
  const given = { isCutOff: isKnown && !hasSum, isLast, isNearest: nth === weighed.nearest };
  return {
    unitId: unit.unitId,
    status: view.status,
    freshness: view.freshness,
    basis: asked.roadSeconds === null ? "straight_line" : "road",
    distanceM: metres === null ? null : Math.round(metres),
    seconds: hasSum && view.freshness === "fresh" ? drive : null,
    sum: hasSum ? parts.reduce((sum, { seconds }) => sum + seconds, 0) : null,
    parts,
    proposed,
    positionAgeMs: view.positionAgeMs,
    advised: isKnown && !unit.distress && view.status !== "unavailable" && !unit.isHere,
    reasons: reasonsOf(unit, view, given, asked),
  };
}
