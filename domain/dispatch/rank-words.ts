import type { Text3 } from "../kernel/index.ts";

/** Bases of the ranking. Screens must name the basis. */
export const RANK_BASES = ["road", "straight_line"] as const;
export type RankBasis = (typeof RANK_BASES)[number];

export const RANK_BASIS_LABELS: Readonly<Record<RankBasis, Text3>> = {
  road: { ar: "زمن الطريق", fr: "Temps de route", en: "Road time" },
  straight_line: { ar: "مسافة مستقيمة", fr: "À vol d’oiseau", en: "Straight line" },
};

/** Reasons for a unit's rank. */
export const RANK_REASON_LABELS = {
  available: { ar: "متاحة", fr: "Disponible", en: "Available" },
  nearest: { ar: "الأقرب", fr: "La plus proche", en: "Nearest" },
  suits_plan: { ar: "مطلوبة في الخطة", fr: "Demandée par le plan", en: "Asked for by the plan" },
  same_sector: { ar: "القطاع نفسه", fr: "Même secteur", en: "Same sector" },
  other_sector: { ar: "خارج القطاع", fr: "Hors secteur", en: "Other sector" },
  leaves_sector_empty: { ar: "تترك قطاعها بلا دورية", fr: "Laisse son secteur sans patrouille", en: "Leaves its sector without a unit" },
  busy_shift: { ar: "عملت كثيرا هذه النوبة", fr: "A déjà beaucoup travaillé", en: "Worked much this shift" },
  reserved: { ar: "محجوزة", fr: "Réservée", en: "Reserved" },
  already_assigned: { ar: "مكلَّفة بتدخل آخر", fr: "Déjà affectée", en: "Already assigned" },
  already_here: { ar: "مكلَّفة بهذا التدخل", fr: "Affectée à celle-ci", en: "Assigned to this one" },
  unavailable: { ar: "غير متاحة", fr: "Indisponible", en: "Unavailable" },
  distress: { ar: "تطلب النجدة", fr: "En détresse", en: "In distress" },
  position_stale: { ar: "موقعها قديم", fr: "Position ancienne", en: "Stale position" },
  position_lost: {
    ar: "اسألها باللاسلكي: موقعها قديم جدا",
    fr: "À appeler par radio : position trop ancienne",
    en: "Ask by radio: position too old",
  },
  position_unknown: { ar: "موقعها مجهول", fr: "Position inconnue", en: "Unknown position" },
  no_road: { ar: "لا طريق إليها في الخريطة", fr: "Aucune route sur la carte", en: "No road on the map" },
} as const satisfies Readonly<Record<string, Text3>>;
export type RankReason = keyof typeof RANK_REASON_LABELS;

/** Parts of the sum of a unit, each in seconds. */
export const RANK_PART_LABELS = {
  drive: { ar: "طريق", fr: "route", en: "drive" },
  silence: { ar: "صمت", fr: "silence", en: "silence" },
  other_sector: { ar: "خارج القطاع", fr: "hors secteur", en: "other sector" },
  leaves_sector_empty: { ar: "قطاع بلا دورية", fr: "secteur vidé", en: "sector left empty" },
  work: { ar: "عمل النوبة", fr: "travail fait", en: "work done" },
} as const satisfies Readonly<Record<string, Text3>>;
export type RankPartName = keyof typeof RANK_PART_LABELS;
export type RankPart = { readonly part: RankPartName; readonly seconds: number };

/** Grounds of a proposal: for a seat of the plan, or because the unit is there first. */
export const PROPOSALS = ["plan", "first"] as const;
export type Proposal = (typeof PROPOSALS)[number];
