import { distanceM, type Point, type Text3 } from "../kernel/index.ts";
import { serves, type Need } from "./needs.ts";
import { leading, viewUnit, type Freshness, type UnitFacts, type UnitView } from "./status.ts";
import type { Skill, UnitKind, UnitStatus } from "./units.ts";

/** By what the order was made. Screens must name the basis. */
export const RANK_BASES = ["road", "straight_line"] as const;
export type RankBasis = (typeof RANK_BASES)[number];

export const RANK_BASIS_LABELS: Readonly<Record<RankBasis, Text3>> = {
  road: { ar: "زمن الطريق", fr: "Temps de route", en: "Road time" },
  straight_line: { ar: "مسافة مستقيمة", fr: "À vol d'oiseau", en: "Straight line" },
};

/** Why a unit stands where it stands. */
export const RANK_REASON_LABELS = {
  available: { ar: "متاحة", fr: "Disponible", en: "Available" },
  nearest: { ar: "الأقرب", fr: "La plus proche", en: "Nearest" },
  suits_plan: { ar: "مطلوبة في الخطة", fr: "Demandée par le plan", en: "Asked for by the plan" },
  same_sector: { ar: "القطاع نفسه", fr: "Même secteur", en: "Same sector" },
  other_sector: { ar: "خارج القطاع", fr: "Hors secteur", en: "Other sector" },
  leaves_sector_empty: { ar: "تترك قطاعها بلا دورية", fr: "Laisse son secteur sans patrouille", en: "Leaves its sector without a unit" },
  busy_shift: { ar: "كثيرة التكليف هذه النوبة", fr: "Déjà très sollicitée", en: "Much sent this shift" },
  reserved: { ar: "محجوزة", fr: "Réservée", en: "Reserved" },
  already_assigned: { ar: "مكلَّفة بتدخل آخر", fr: "Déjà affectée", en: "Already assigned" },
  already_here: { ar: "مكلَّفة بهذا التدخل", fr: "Affectée à celle-ci", en: "Assigned to this one" },
  unavailable: { ar: "غير متاحة", fr: "Indisponible", en: "Unavailable" },
  distress: { ar: "تطلب النجدة", fr: "En détresse", en: "In distress" },
  position_stale: { ar: "موقعها قديم", fr: "Position ancienne", en: "Stale position" },
  position_lost: {
    ar: "اسألها باللاسلكي: موقعها قديم جدا",
    fr: "À appeler par radio : position trop ancienne",
    en: "Ask by radio: position too old",
  },
  position_unknown: { ar: "موقعها مجهول", fr: "Position inconnue", en: "Unknown position" },
  no_road: { ar: "لا طريق إليها في الخريطة", fr: "Aucune route sur la carte", en: "No road on the map" },
} as const satisfies Readonly<Record<string, Text3>>;
export type RankReason = keyof typeof RANK_REASON_LABELS;

export type Rankable = UnitFacts & {
  readonly unitId: string;
  readonly unitKind: UnitKind;
  readonly skills: readonly Skill[];
  readonly sectorId: string | null;
  /** How often it was sent in the last hours. */
  readonly load: number;
  /** True if it is bound to the intervention that is asked about. */
  readonly isHere: boolean;
};

/** Where help is needed, and what of; seconds by road come from a graph of roads, null where it knows no way. */
export type Asked<U extends Rankable = Rankable> = {
  readonly place: Point;
  readonly sectorId: string | null;
  readonly needs: readonly Need[];
  readonly roadSeconds: ((unit: U) => number | null) | null;
};

export type RankedUnit = {
  readonly unitId: string;
  readonly status: UnitStatus;
  readonly freshness: Freshness;
  readonly basis: RankBasis;
  /** Great-circle metres; null without a position. */
  readonly distanceM: number | null;
  /** Seconds to the place; null without a position that can be trusted, or without a road. */
  readonly seconds: number | null;
  readonly positionAgeMs: number | null;
  /** False where no advice can be given of the unit: it is listed, and asked by radio. */
  readonly advised: boolean;
  readonly reasons: readonly RankReason[];
};

/**
 * Metres of straight line per second. An assumption of the room, not a measurement: about 40 km/h in town over a road
 * 1.4 times as long as the line; a person walks at 5 km/h over the same detour.
 */
export const SPEED_M_PER_S: Readonly<Record<UnitKind, number>> = {
  car: 8,
  motorcycle: 8,
  foot: 1,
  traffic: 8,
  rapid_response: 8,
  judicial: 8,
};

/** Seconds that a unit may be farther away and still be proposed first: what a person would weigh, and sees as a reason. */
const WEIGHTS = { suitsPlan: -180, otherSector: 60, leavesSectorEmpty: 120, perSending: 15 } as const;
/** From how many sendings a crew counts as much sent. */
const MUCH_SENT = 5;

const GROUP: Readonly<Record<UnitStatus, number>> = { available: 0, reserved: 1, assigned: 2, en_route: 2, on_scene: 2, unavailable: 3 };
const DOUBT: Readonly<Record<Freshness, number>> = { fresh: 0, stale: 1, unknown: 2, lost: 2 };
const DOUBT_REASON = { stale: "position_stale", lost: "position_lost", unknown: "position_unknown" } as const;

type Here = Pick<Asked, "place" | "sectorId" | "needs">;

function statusReason(unit: Rankable, status: UnitStatus): RankReason {
  if (unit.isHere) return "already_here";
  if (leading(unit.assignments) !== null) return "already_assigned";
  return status === "reserved" || status === "unavailable" ? status : "available";
}

const metresOf = (unit: Rankable, asked: Here): number | null =>
  unit.position === null ? null : distanceM(unit.position.point, asked.place);
/** Seconds as the crow flies. */
const byLine = (unit: Rankable, asked: Here): number => (metresOf(unit, asked) ?? 0) / SPEED_M_PER_S[unit.unitKind];

const suits = (unit: Rankable, asked: Here): boolean => asked.needs.some((need) => serves(need, unit));
const isOtherSector = (unit: Rankable, asked: Here): boolean =>
  asked.sectorId !== null && unit.sectorId !== null && unit.sectorId !== asked.sectorId;

/** Beyond any cost in seconds. */
const GROUP_STEP = 1e9;
const DOUBT_STEP = 1e8;

/** Where a unit comes: group before doubt before cost, each the smaller the better. */
function orderOf(unit: Rankable, view: UnitView, seconds: number | null, asked: Here): number {
  const weight =
    unit.load * WEIGHTS.perSending + (suits(unit, asked) ? WEIGHTS.suitsPlan : 0) + (isOtherSector(unit, asked) ? WEIGHTS.otherSector : 0);
  const group = unit.distress || unit.isHere ? 4 : GROUP[view.status];
  const isCutOff = view.freshness === "fresh" && seconds === null;
  const doubt = isCutOff ? 2 : DOUBT[view.freshness];
  const cost = seconds ?? (view.freshness === "lost" ? 0 : byLine(unit, asked));
  return group * GROUP_STEP + doubt * DOUBT_STEP + cost + weight;
}

/** What was found of all units, by the place in which each was given. */
type Weighed = {
  readonly orders: Float64Array;
  /** NaN without a position that can be trusted, or without a road. */
  readonly seconds: Float64Array;
  /** Those whose sector has no other free unit, and which would leave it. */
  readonly lastOfSector: ReadonlySet<number>;
  /** The free unit that is there first, wherever its weights put it; -1 where there is none. */
  readonly nearest: number;
};

/** In one pass that keeps numbers alone: ten thousand units lie all over the memory, and each look at one costs more than what is done with it. */
function weigh<U extends Rankable>(units: readonly U[], asked: Asked<U>, at: number): Weighed {
  const orders = new Float64Array(units.length);
  const seconds = new Float64Array(units.length).fill(Number.NaN);
  const free = new Map<string, number>();
  let [nearest, least] = [-1, Infinity];
  for (const [nth, unit] of units.entries()) {
    const view = viewUnit(unit, at);
    const isFresh = view.freshness === "fresh";
    const takes = !isFresh ? null : asked.roadSeconds === null ? byLine(unit, asked) : asked.roadSeconds(unit);
    const order = orderOf(unit, view, takes, asked);
    orders[nth] = order;
    if (takes !== null) seconds[nth] = takes;
    if (takes !== null && takes < least && order < DOUBT_STEP) [nearest, least] = [nth, takes];
    const { sectorId } = unit;
    // -1: more than one.
    if (view.status === "available" && !unit.distress && sectorId !== null) free.set(sectorId, free.has(sectorId) ? -1 : nth);
  }
  const lastOfSector = new Set<number>();
  for (const [sectorId, nth] of free) {
    if (nth < 0 || sectorId === asked.sectorId) continue;
    lastOfSector.add(nth);
    orders[nth] = (orders[nth] ?? 0) + WEIGHTS.leavesSectorEmpty;
  }
  return { orders, seconds, lastOfSector, nearest };
}

function reasonsOf(
  unit: Rankable,
  view: UnitView,
  given: { readonly isCutOff: boolean; readonly isLast: boolean; readonly isNearest: boolean },
  asked: Here,
) {
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
    [unit.load >= MUCH_SENT, "busy_shift"],
    [given.isNearest, "nearest"],
  ];
  return said.flatMap(([holds, reason]) => (holds ? [reason] : []));
}

/** Which come first, best first, by their places. Numbers are sorted ten times faster than units are, so units are only where they count. */
function firstOf(units: readonly Rankable[], orders: Float64Array, most: number): number[] {
  const last = most < orders.length ? (orders.toSorted()[most - 1] ?? -Infinity) : Infinity;
  const found: number[] = [];
  for (let nth = 0; nth < orders.length; nth++) if ((orders[nth] ?? 0) <= last) found.push(nth);
  const idOf = (nth: number): string => units[nth]?.unitId ?? "";
  return found.toSorted((a, b) => (orders[a] ?? 0) - (orders[b] ?? 0) || (idOf(a) < idOf(b) ? -1 : 1)).slice(0, most);
}

/**
 * The best of all units, best first, none of them left out where `most` is not given: available ones before reserved, bound, unavailable
 * and distressed ones; within each, those with a fresh position by time and weights, then stale positions, then those of which nothing is
 * known. A proposal: a dispatcher decides.
 */
export function rankUnits<U extends Rankable>(units: readonly U[], asked: Asked<U>, at: number, most = Infinity): RankedUnit[] {
  const weighed = weigh(units, asked, at);
  return firstOf(units, weighed.orders, most).flatMap((nth) => {
    const unit = units[nth];
    return unit === undefined ? [] : [rankedUnit(unit, nth, weighed, asked, at)];
  });
}

function rankedUnit<U extends Rankable>(unit: U, nth: number, weighed: Weighed, asked: Asked<U>, at: number): RankedUnit {
  const view = viewUnit(unit, at);
  const metres = metresOf(unit, asked);
  const seconds = weighed.seconds[nth] ?? Number.NaN;
  const isKnown = metres !== null && view.freshness !== "lost";
  const isCutOff = view.freshness === "fresh" && Number.isNaN(seconds);
  const given = { isCutOff, isLast: weighed.lastOfSector.has(nth), isNearest: nth === weighed.nearest };
  return {
    unitId: unit.unitId,
    status: view.status,
    freshness: view.freshness,
    basis: asked.roadSeconds === null ? "straight_line" : "road",
    distanceM: metres === null ? null : Math.round(metres),
    seconds: Number.isNaN(seconds) ? null : Math.round(seconds),
    positionAgeMs: view.positionAgeMs,
    advised: isKnown && !unit.distress && view.status !== "unavailable" && !unit.isHere,
    reasons: reasonsOf(unit, view, given, asked),
  };
}
