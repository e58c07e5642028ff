import type { Language, Text3 } from "../../kernel/index.ts";
import type { Ending } from "./cells.ts";

/** Source of a report: received by the room itself, or imported with the history of an earlier system. */
export const SOURCES = ["live", "imported"] as const;
export const SOURCE_LABELS: Readonly<Record<(typeof SOURCES)[number], Text3>> = {
  live: { ar: "استقبلته القاعة", fr: "Reçu par la salle", en: "Received by the room" },
  imported: { ar: "مستورد من السجلات السابقة", fr: "Importé de l’historique", en: "Imported from earlier records" },
};

/** Progress of an intervention; the duration of the second row is unknown. */
export const ENDING_LABELS: Readonly<Record<Ending, Text3>> = {
  closed: { ar: "مغلق", fr: "Clôturée", en: "Closed" },
  time_unknown: { ar: "مغلق، الوقت غير معروف", fr: "Clôturée, heure inconnue", en: "Closed, time unknown" },
  open: { ar: "مفتوح", fr: "Ouverte", en: "Open" },
};

/** Outcome of a report: part of an intervention, or not. */
export const COURSES = ["joined", "apart"] as const;
export const COURSE_LABELS: Readonly<Record<(typeof COURSES)[number], Text3>> = {
  joined: { ar: "صار تدخلا أو ضُم إليه", fr: "Devenu ou joint à une intervention", en: "Became or joined an intervention" },
  apart: { ar: "دون تدخل", fr: "Sans intervention", en: "Without an intervention" },
};

/** Languages of reports. */
export const LANGUAGE_LABELS: Readonly<Record<Language, Text3>> = {
  ar: { ar: "العربية", fr: "Arabe", en: "Arabic" },
  fr: { ar: "الفرنسية", fr: "Français", en: "French" },
  en: { ar: "الإنجليزية", fr: "Anglais", en: "English" },
};
