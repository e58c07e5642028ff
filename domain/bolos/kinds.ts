import type { Text3 } from "../kernel/index.ts";

/** Subjects of a BOLO. */
export const BOLO_KINDS = ["vehicle", "missing_person", "wanted_person", "property"] as const;
export type BoloKind = (typeof BOLO_KINDS)[number];

export const BOLO_KIND_LABELS: Readonly<Record<BoloKind, Text3>> = {
  vehicle: { ar: "مركبة مطلوبة", fr: "Véhicule recherché", en: "Wanted vehicle" },
  missing_person: { ar: "شخص مفقود", fr: "Personne disparue", en: "Missing person" },
  wanted_person: { ar: "شخص مطلوب", fr: "Personne recherchée", en: "Wanted person" },
  property: { ar: "ممتلكات مسروقة", fr: "Bien volé", en: "Stolen property" },
};

/** True for the kinds that look for a person. */
export const isOfPerson = (kind: BoloKind): boolean => kind === "missing_person" || kind === "wanted_person";

/** Reasons to end a BOLO before its time. */
export const BOLO_ENDS = ["found", "error", "other"] as const;
export type BoloEnd = (typeof BOLO_ENDS)[number];

export const BOLO_END_LABELS: Readonly<Record<BoloEnd, Text3>> = {
  found: { ar: "عُثر عليه", fr: "Retrouvé", en: "Found" },
  error: { ar: "خطأ", fr: "Erreur", en: "Error" },
  other: { ar: "سبب آخر", fr: "Autre motif", en: "Another reason" },
};
