import type { Text3 } from "../kernel/index.ts";

/** The seven lawful purposes of the national video-surveillance system: Presidential Decree 15-228 (22 August 2015), art. 2. A closed list. */
export const PURPOSES = [
  "counter_terrorism",
  "crime_prevention",
  "protection",
  "public_order",
  "road_traffic",
  "sensitive_sites",
  "crises",
] as const;
export type Purpose = (typeof PURPOSES)[number];

export const PURPOSE_LABELS: Readonly<Record<Purpose, Text3>> = {
  counter_terrorism: { ar: "مكافحة الإرهاب", fr: "Lutte contre le terrorisme", en: "Counter-terrorism" },
  crime_prevention: { ar: "الوقاية من الجريمة", fr: "Prévention de la criminalité", en: "Prevention of crime" },
  protection: { ar: "حماية الأشخاص والممتلكات", fr: "Protection des personnes et des biens", en: "Protection of persons and property" },
  public_order: { ar: "حفظ النظام العام", fr: "Maintien de l’ordre public", en: "Public order" },
  road_traffic: { ar: "تنظيم حركة المرور", fr: "Circulation routière", en: "Road traffic" },
  sensitive_sites: { ar: "تأمين البنايات والمواقع الحساسة", fr: "Édifices et sites sensibles", en: "Sensitive buildings and sites" },
  crises: { ar: "الأزمات والكوارث الطبيعية", fr: "Crises et catastrophes naturelles", en: "Crises and natural disasters" },
};

/** True if the text names a purpose. */
export const isPurpose = (text: string): text is Purpose => PURPOSES.some((purpose) => purpose === text);

/** Purpose that looking at the scene of an intervention serves, by its category; nothing is asked of whoever works on it. */
const INHERITED: Readonly<Record<string, Purpose>> = {
  TRF: "road_traffic",
  ACC: "road_traffic",
  SUS: "crime_prevention",
  DRG: "crime_prevention",
  VTH: "crime_prevention",
  THF: "crime_prevention",
  PRK: "public_order",
  OTH: "protection",
};

/** The purpose that a view inherits from an intervention of a category; null for a code that is no category. */
export const inheritedPurpose = (category: string): Purpose | null => INHERITED[category] ?? null;
