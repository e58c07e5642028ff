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

/** What was asked, without the way to ask for seconds: they are known by now. */
type Known = Omit<Asked, "roadSeconds"> & { readonly isByRoad: boolean };

/** A unit with what is said of it; seconds are null without a position that can be trusted, or without a road. */
type Weighed = { readonly unit: Rankable; readonly view: UnitView; readonly seconds: number | null };

/** How many free units stand in each sector. */
function freeBySector(weighed: readonly Weighed[]): Map<string, number> {
  const free = new Map<string, number>();
  for (const { unit, view } of weighed)
    if (unit.sectorId !== null && !unit.distress && view.status === "available")
      free.set(unit.sectorId, (free.get(unit.sectorId) ?? 0) + 1);
  return free;
}

function statusReason(unit: Rankable, status: UnitStatus): RankReason {
  if (unit.isHere) return "already_here";
  if (leading(unit.assignments) !== null) return "already_assigned";
  return status === "reserved" || status === "unavailable" ? status : "available";
}

const metresOf = (unit: Rankable, asked: Pick<Asked, "place" | "sectorId" | "needs">): number | null =>
  unit.position === null ? null : distanceM(unit.position.point, asked.place);
/** Seconds as the crow flies. */
const byLine = (unit: Rankable, asked: Pick<Asked, "place" | "sectorId" | "needs">): number =>
  (metresOf(unit, asked) ?? 0) / SPEED_M_PER_S[unit.unitKind];

function weigh<U extends Rankable>(unit: U, asked: Asked<U>, at: number): Weighed {
  const view = viewUnit(unit, at);
  if (view.freshness !== "fresh") return { unit, view, seconds: null };
  return { unit, view, seconds: asked.roadSeconds === null ? byLine(unit, asked) : asked.roadSeconds(unit) };
}

const suits = (unit: Rankable, asked: Pick<Asked, "place" | "sectorId" | "needs">): boolean =>
  asked.needs.some((need) => serves(need, unit));
const isOtherSector = (unit: Rankable, asked: Pick<Asked, "place" | "sectorId" | "needs">): boolean =>
  asked.sectorId !== null && unit.sectorId !== null && unit.sectorId !== asked.sectorId;
const leavesEmpty = (unit: Rankable, { status }: UnitView, asked: Known, free: ReadonlyMap<string, number>): boolean =>
  status === "available" && unit.sectorId !== null && unit.sectorId !== asked.sectorId && free.get(unit.sectorId) === 1;

/** Beyond any cost in seconds. */
const GROUP_STEP = 1e9;
const DOUBT_STEP = 1e8;

/** Where a unit comes: group before doubt before cost, each the smaller the better. */
function orderOf({ unit, view, seconds }: Weighed, asked: Known, free: ReadonlyMap<string, number>): number {
  const weight =
    unit.load * WEIGHTS.perSending +
    (suits(unit, asked) ? WEIGHTS.suitsPlan : 0) +
    (isOtherSector(unit, asked) ? WEIGHTS.otherSector : 0) +
    (leavesEmpty(unit, view, asked, free) ? WEIGHTS.leavesSectorEmpty : 0);
  const group = unit.distress || unit.isHere ? 4 : GROUP[view.status];
  const isCutOff = view.freshness === "fresh" && seconds === null;
  const doubt = isCutOff ? 2 : DOUBT[view.freshness];
  const cost = seconds ?? (view.freshness === "lost" ? 0 : byLine(unit, asked));
  return group * GROUP_STEP + doubt * DOUBT_STEP + cost + weight;
}

function reasonsOf(
  { unit, view, seconds }: Weighed,
  asked: Known,
  free: ReadonlyMap<string, number>,
  nearest: string | null,
): RankReason[] {
  const { status, freshness } = view;
  const said: [boolean, RankReason][] = [
    [true, statusReason(unit, status)],
    [unit.distress, "distress"],
    [freshness !== "fresh", DOUBT_REASON[freshness === "fresh" ? "stale" : freshness]],
    [freshness === "fresh" && seconds === null, "no_road"],
    [suits(unit, asked), "suits_plan"],
    [asked.sectorId !== null && unit.sectorId === asked.sectorId, "same_sector"],
    [isOtherSector(unit, asked), "other_sector"],
    [leavesEmpty(unit, view, asked, free), "leaves_sector_empty"],
    [unit.load >= MUCH_SENT, "busy_shift"],
    [unit.unitId === nearest, "nearest"],
  ];
  return said.flatMap(([holds, reason]) => (holds ? [reason] : []));
}

/** The free unit that is there first, wherever its weights put it. */
function nearestOf(weighed: readonly Weighed[], orders: Float64Array): string | null {
  let best: Weighed | null = null;
  weighed.forEach((one, nth) => {
    if ((orders[nth] ?? Infinity) < DOUBT_STEP && one.seconds !== null && (best?.seconds == null || one.seconds < best.seconds)) best = one;
  });
  return (best as Weighed | null)?.unit.unitId ?? null;
}

/** Which come first, best first. Numbers are sorted ten times faster than units are, so units are only where they count. */
function firstOf(weighed: readonly Weighed[], orders: Float64Array, most: number): Weighed[] {
  const last = most < orders.length ? (orders.toSorted()[most - 1] ?? -Infinity) : Infinity;
  return weighed
    .flatMap((one, nth) => ((orders[nth] ?? 0) <= last ? [{ one, order: orders[nth] ?? 0 }] : []))
    .toSorted((a, b) => a.order - b.order || (a.one.unit.unitId < b.one.unit.unitId ? -1 : 1))
    .slice(0, most)
    .map(({ one }) => one);
}

/**
 * The best of all units, best first, none of them left out where `most` is not given: available ones before reserved, bound, unavailable
 * and distressed ones; within each, those with a fresh position by time and weights, then stale positions, then those of which nothing is
 * known. A proposal: a dispatcher decides.
 */
export function rankUnits<U extends Rankable>(units: readonly U[], given: Asked<U>, at: number, most = Infinity): RankedUnit[] {
  const weighed = units.map((unit) => weigh(unit, given, at));
  const asked: Known = { ...given, isByRoad: given.roadSeconds !== null };
  const free = freeBySector(weighed);
  const orders = Float64Array.from(weighed, (one) => orderOf(one, asked, free));
  const nearest = nearestOf(weighed, orders);
  return firstOf(weighed, orders, most).map((one) => {
    const { unit, view, seconds } = one;
    const metres = metresOf(unit, asked);
    const isKnown = metres !== null && view.freshness !== "lost";
    return {
      unitId: unit.unitId,
      status: view.status,
      freshness: view.freshness,
      basis: asked.isByRoad ? "road" : "straight_line",
      distanceM: metres === null ? null : Math.round(metres),
      seconds: seconds === null ? null : Math.round(seconds),
      positionAgeMs: view.positionAgeMs,
      advised: isKnown && !unit.distress && view.status !== "unavailable" && !unit.isHere,
      reasons: reasonsOf(one, asked, free, nearest),
    };
  });
}
