import { distanceM, type Point, type Text3 } from "../kernel/index.ts";
import { viewUnit, type UnitFacts } from "./status.ts";
import type { UnitKind, UnitStatus } from "./units.ts";

/** By what the order was made. Road time is another basis, not yet in this version; screens must name the basis. */
export const RANK_BASIS = "straight_line";

export const RANK_BASIS_LABEL: Text3 = { ar: "مسافة مستقيمة", fr: "À vol d'oiseau", en: "Straight line" };

/** Why a unit stands where it stands. */
export const RANK_REASON_LABELS = {
  available: { ar: "متاحة", fr: "Disponible", en: "Available" },
  nearest: { ar: "الأقرب", fr: "La plus proche", en: "Nearest" },
  reserved: { ar: "محجوزة", fr: "Réservée", en: "Reserved" },
  already_assigned: { ar: "مكلَّفة بتدخل آخر", fr: "Déjà affectée", en: "Already assigned" },
  unavailable: { ar: "غير متاحة", fr: "Indisponible", en: "Unavailable" },
  distress: { ar: "تطلب النجدة", fr: "En détresse", en: "In distress" },
  position_stale: { ar: "موقعها قديم", fr: "Position ancienne", en: "Stale position" },
  position_unknown: { ar: "موقعها مجهول", fr: "Position inconnue", en: "Unknown position" },
  other_sector: { ar: "خارج القطاع", fr: "Hors secteur", en: "Other sector" },
} as const satisfies Readonly<Record<string, Text3>>;
export type RankReason = keyof typeof RANK_REASON_LABELS;

export type Rankable = UnitFacts & { readonly unitId: string; readonly unitKind: UnitKind; readonly sectorId: string | null };

export type RankedUnit = {
  readonly unitId: string;
  readonly status: UnitStatus;
  readonly basis: typeof RANK_BASIS;
  /** Great-circle metres; null without a position. */
  readonly distanceM: number | null;
  /** Seconds by `SPEED_M_PER_S`; null without a fresh position. */
  readonly timeS: number | null;
  readonly positionAgeMs: number | null;
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

const STATUS_ORDER: Readonly<Record<UnitStatus, number>> = {
  available: 0,
  reserved: 1,
  assigned: 2,
  en_route: 2,
  on_scene: 2,
  unavailable: 3,
};
const STATUS_REASON: Readonly<Record<UnitStatus, RankReason>> = {
  available: "available",
  reserved: "reserved",
  assigned: "already_assigned",
  en_route: "already_assigned",
  on_scene: "already_assigned",
  unavailable: "unavailable",
};

type Scored = RankedUnit & { readonly order: readonly [number, number, number] };

function scoreUnit(unit: Rankable, place: Point, sectorId: string | null, at: number): Scored {
  const view = viewUnit(unit, at);
  const metres = unit.position === null ? null : distanceM(unit.position.point, place);
  const reasons: RankReason[] = [STATUS_REASON[view.status]];
  if (unit.distress) reasons.push("distress");
  if (view.stale) reasons.push("position_stale");
  if (metres === null) reasons.push("position_unknown");
  if (sectorId !== null && unit.sectorId !== null && unit.sectorId !== sectorId) reasons.push("other_sector");
  const doubt = metres === null ? 2 : view.stale ? 1 : 0;
  return {
    unitId: unit.unitId,
    status: view.status,
    basis: RANK_BASIS,
    distanceM: metres === null ? null : Math.round(metres),
    timeS: metres === null || view.stale ? null : Math.round(metres / SPEED_M_PER_S[unit.unitKind]),
    positionAgeMs: view.positionAgeMs,
    reasons,
    order: [unit.distress ? 4 : STATUS_ORDER[view.status], doubt, metres ?? 0],
  };
}

const compare = (a: Scored, b: Scored): number =>
  a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2] || (a.unitId < b.unitId ? -1 : 1);

/**
 * Every unit, best first, none left out: available ones before reserved, bound, unavailable and distressed ones; within each, those with
 * a fresh position by straight-line distance, then stale positions by distance, then unknown ones. A proposal: a dispatcher decides.
 */
export function rankUnits(units: readonly Rankable[], place: Point, sectorId: string | null, at: number): RankedUnit[] {
  const scored = units.map((unit) => scoreUnit(unit, place, sectorId, at)).toSorted(compare);
  return scored.map(({ order: [group, doubt], ...ranked }, i) =>
    i === 0 && group === 0 && doubt === 0 ? { ...ranked, reasons: [...ranked.reasons, "nearest"] } : ranked,
  );
}
