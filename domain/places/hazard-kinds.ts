import type { Text3 } from "../kernel/index.ts";

/**
 * Kinds of hazard: a closed list. It names the danger, and never a person's illness or conviction: a contagious disease is
 * `medical_precaution` and nothing more.
 */
export const HAZARD_KINDS = [
  "weapon",
  "hostile",
  "dog",
  "chemical",
  "explosive",
  "electricity",
  "collapse",
  "fall",
  "medical_precaution",
] as const;
export type HazardKind = (typeof HAZARD_KINDS)[number];

export const HAZARD_KIND_LABELS: Readonly<Record<HazardKind, Text3>> = {
  weapon: { ar: "سلاح معروف", fr: "Arme connue", en: "Weapon known" },
  hostile: { ar: "عداء للشرطة", fr: "Hostilité envers la police", en: "Hostile to police" },
  dog: { ar: "كلب خطر", fr: "Chien dangereux", en: "Dangerous dog" },
  chemical: { ar: "مواد كيميائية", fr: "Produits chimiques", en: "Chemicals" },
  explosive: { ar: "غاز أو مواد متفجرة", fr: "Gaz ou explosifs", en: "Gas or explosives" },
  electricity: { ar: "خطر كهربائي", fr: "Danger électrique", en: "Electrical danger" },
  collapse: { ar: "بناية مهددة بالانهيار", fr: "Bâtiment menaçant ruine", en: "Building may collapse" },
  fall: { ar: "خطر السقوط", fr: "Risque de chute", en: "Danger of falling" },
  medical_precaution: { ar: "احتياط طبي", fr: "Précaution médicale", en: "Medical precaution" },
};

/** Sources of a hazard. */
export const HAZARD_SOURCES = ["patrol", "call", "camera", "partner", "document", "desk"] as const;
export type HazardSource = (typeof HAZARD_SOURCES)[number];

export const HAZARD_SOURCE_LABELS: Readonly<Record<HazardSource, Text3>> = {
  patrol: { ar: "دورية رأته", fr: "Constaté par une patrouille", en: "Seen by a patrol" },
  call: { ar: "مكالمة", fr: "Appel", en: "A call" },
  camera: { ar: "كاميرا", fr: "Caméra", en: "A camera" },
  partner: { ar: "هيئة شريكة", fr: "Partenaire", en: "A partner body" },
  document: { ar: "وثيقة", fr: "Document", en: "A document" },
  desk: { ar: "القاعة", fr: "La salle", en: "The room" },
};

/** Certainty of a hazard: established, or assumed by its author. */
export const HAZARD_CERTAINTIES = ["fact", "assessment"] as const;
export type HazardCertainty = (typeof HAZARD_CERTAINTIES)[number];
