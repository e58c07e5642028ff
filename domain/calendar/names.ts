import type { Text3 } from "../kernel/index.ts";
import type { LocalMonth } from "./algiers.ts";

/** Month names as said in Algeria, January first. */
export const MONTH_NAMES: readonly Text3[] = [
  { ar: "جانفي", fr: "janvier", en: "January" },
  { ar: "فيفري", fr: "février", en: "February" },
  { ar: "مارس", fr: "mars", en: "March" },
  { ar: "أفريل", fr: "avril", en: "April" },
  { ar: "ماي", fr: "mai", en: "May" },
  { ar: "جوان", fr: "juin", en: "June" },
  { ar: "جويلية", fr: "juillet", en: "July" },
  { ar: "أوت", fr: "août", en: "August" },
  { ar: "سبتمبر", fr: "septembre", en: "September" },
  { ar: "أكتوبر", fr: "octobre", en: "October" },
  { ar: "نوفمبر", fr: "novembre", en: "November" },
  { ar: "ديسمبر", fr: "décembre", en: "December" },
];

/** A month with its year in the three languages: «جانفي 2023». */
export function monthLabel(month: LocalMonth): Text3 {
  const names = MONTH_NAMES[Number(month.slice(5, 7)) - 1];
  if (!names) throw new Error(`not a month: ${month}`);
  const year = month.slice(0, 4);
  return { ar: `${names.ar} ${year}`, fr: `${names.fr} ${year}`, en: `${names.en} ${year}` };
}
