import type { Text3 } from "../kernel/index.ts";

/** What a unit moves with, or what it is for. */
export const UNIT_KINDS = ["car", "motorcycle", "foot", "traffic", "rapid_response", "judicial"] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

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
