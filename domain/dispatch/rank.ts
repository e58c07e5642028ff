import { distanceM, type Point, type Text3 } from "../kernel/index.ts";
import { serves, type Need } from "./needs.ts";
import { leading, viewUnit, type Freshness, type UnitFacts } from "./status.ts";
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
export type Asked = {
  readonly place: Point;
  readonly sectorId: string | null;
  readonly needs: readonly Need[];
  readonly roadSeconds: ((unit: Rankable) => number | null) | null;
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

type Scored = { readonly ranked: RankedUnit; readonly order: readonly [number, number, number] };

/** How many free units stand in each sector. */
function freeBySector(units: readonly Rankable[], at: number): Map<string, number> {
  const free = new Map<string, number>();
  for (const unit of units)
    if (unit.sectorId !== null && !unit.distress && viewUnit(unit, at).status === "available")
      free.set(unit.sectorId, (free.get(unit.sectorId) ?? 0) + 1);
  return free;
}

function statusReason(unit: Rankable, status: UnitStatus): RankReason {
  if (unit.isHere) return "already_here";
  if (leading(unit.assignments) !== null) return "already_assigned";
  return status === "reserved" || status === "unavailable" ? status : "available";
}

function scoreUnit(unit: Rankable, asked: Asked, free: ReadonlyMap<string, number>, at: number): Scored {
  const { status, freshness, positionAgeMs } = viewUnit(unit, at);
  const metres = unit.position === null ? null : distanceM(unit.position.point, asked.place);
  const trusted = metres !== null && freshness !== "lost" ? metres : null;
  const byLine = trusted === null ? null : trusted / SPEED_M_PER_S[unit.unitKind];
  const seconds = freshness !== "fresh" ? null : asked.roadSeconds === null ? byLine : asked.roadSeconds(unit);
  const isCutOff = freshness === "fresh" && seconds === null;
  const reasons: RankReason[] = [statusReason(unit, status)];
  let weight = unit.load * WEIGHTS.perSending;
  const weigh = (holds: boolean, reason: RankReason, by: number): void => {
    if (!holds) return;
    reasons.push(reason);
    weight += by;
  };
  weigh(unit.distress, "distress", 0);
  if (freshness !== "fresh") reasons.push(DOUBT_REASON[freshness]);
  weigh(isCutOff, "no_road", 0);
  weigh(
    asked.needs.some((need) => serves(need, unit)),
    "suits_plan",
    WEIGHTS.suitsPlan,
  );
  const known = asked.sectorId !== null && unit.sectorId !== null;
  weigh(known && unit.sectorId === asked.sectorId, "same_sector", 0);
  weigh(known && unit.sectorId !== asked.sectorId, "other_sector", WEIGHTS.otherSector);
  const isLast = status === "available" && unit.sectorId !== null && unit.sectorId !== asked.sectorId && free.get(unit.sectorId) === 1;
  weigh(isLast, "leaves_sector_empty", WEIGHTS.leavesSectorEmpty);
  weigh(unit.load >= MUCH_SENT, "busy_shift", 0);
  const ranked: RankedUnit = {
    unitId: unit.unitId,
    status,
    freshness,
    basis: asked.roadSeconds === null ? "straight_line" : "road",
    distanceM: metres === null ? null : Math.round(metres),
    seconds: seconds === null ? null : Math.round(seconds),
    positionAgeMs,
    advised: trusted !== null && !unit.distress && status !== "unavailable" && !unit.isHere,
    reasons,
  };
  const group = unit.distress || unit.isHere ? 4 : GROUP[status];
  return { ranked, order: [group, isCutOff ? 2 : DOUBT[freshness], (seconds ?? byLine ?? 0) + weight] };
}

const compare = (a: Scored, b: Scored): number =>
  a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2] || (a.ranked.unitId < b.ranked.unitId ? -1 : 1);

/** The free unit that is there first, wherever its weights put it. */
function nearestOf(scored: readonly Scored[]): string | null {
  const free = scored.flatMap(({ ranked, order: [group, doubt] }) => (group === 0 && doubt === 0 ? [ranked] : []));
  return free.reduce<RankedUnit | null>((a, b) => (a === null || (b.seconds ?? 0) < (a.seconds ?? 0) ? b : a), null)?.unitId ?? null;
}

/**
 * Every unit, best first, none left out: available ones before reserved, bound, unavailable and distressed ones; within each, those with
 * a fresh position by time and weights, then stale positions, then those of which nothing is known. A proposal: a dispatcher decides.
 */
export function rankUnits(units: readonly Rankable[], asked: Asked, at: number): RankedUnit[] {
  const free = freeBySector(units, at);
  const scored = units.map((unit) => scoreUnit(unit, asked, free, at)).toSorted(compare);
  const nearest = nearestOf(scored);
  return scored.map(({ ranked }) => (ranked.unitId === nearest ? { ...ranked, reasons: [...ranked.reasons, "nearest" as const] } : ranked));
}
