import type { Text3 } from "../kernel/index.ts";

/** What a unit moves with, or what it is for. */
export const UNIT_KINDS = ["car", "motorcycle", "foot", "traffic", "rapid_response", "judicial"] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const UNIT_KIND_LABELS: Readonly<Record<UnitKind, Text3>> = {
  car: { ar: "دورية راكبة", fr: "Patrouille véhiculée", en: "Car patrol" },
  motorcycle: { ar: "دورية دراجات نارية", fr: "Patrouille à moto", en: "Motorcycle patrol" },
  foot: { ar: "دورية راجلة", fr: "Patrouille pédestre", en: "Foot patrol" },
  traffic: { ar: "دورية مرور", fr: "Patrouille de circulation", en: "Traffic patrol" },
  rapid_response: { ar: "فرقة التدخل السريع", fr: "Brigade d'intervention rapide", en: "Rapid response unit" },
  judicial: { ar: "الفرقة المتنقلة للشرطة القضائية", fr: "Brigade mobile de police judiciaire", en: "Mobile judicial police" },
};

export const UNIT_STATUSES = ["available", "reserved", "assigned", "en_route", "on_scene", "unavailable"] as const;
export type UnitStatus = (typeof UNIT_STATUSES)[number];

export const UNIT_STATUS_LABELS: Readonly<Record<UnitStatus, Text3>> = {
  available: { ar: "متاحة", fr: "Disponible", en: "Available" },
  reserved: { ar: "محجوزة", fr: "Réservée", en: "Reserved" },
  assigned: { ar: "مكلَّفة", fr: "Affectée", en: "Assigned" },
  en_route: { ar: "في الطريق", fr: "En route", en: "En route" },
  on_scene: { ar: "في المكان", fr: "Sur place", en: "On scene" },
  unavailable: { ar: "غير متاحة", fr: "Indisponible", en: "Unavailable" },
};

/** What is drawn over a status on every screen: an old position, a call for help. */
export const UNIT_MARK_LABELS = {
  stale: { ar: "موقع قديم", fr: "Position ancienne", en: "Stale position" },
  distress: { ar: "استغاثة", fr: "Détresse", en: "Distress" },
} as const satisfies Readonly<Record<string, Text3>>;

/** True if the text names a kind. */
export const isUnitKind = (text: string): text is UnitKind => UNIT_KINDS.some((kind) => kind === text);
