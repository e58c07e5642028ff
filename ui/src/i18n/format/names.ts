import type { Language } from "../language.ts";

/** Month names as Algerian papers write them (from the French names, not the Levantine or Egyptian ones). */
export const months: Readonly<Record<Language, readonly string[]>> = {
  ar: ["جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
  fr: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
};

export const shortMonths: Readonly<Record<Language, readonly string[]>> = {
  ar: months.ar,
  fr: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
};

/** Sunday first, as the day number of a Gregorian date counts. */
export const weekdays: Readonly<Record<Language, readonly string[]>> = {
  ar: ["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"],
  fr: ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};

export interface Units {
  readonly second: string;
  readonly minute: string;
  readonly hour: string;
  readonly day: string;
  readonly metre: string;
  readonly kilometre: string;
  /** byte, then 1000 times more each. */
  readonly bytes: readonly [string, string, string, string, string];
  readonly unknown: string;
}

export const units: Readonly<Record<Language, Units>> = {
  ar: {
    second: "ث",
    minute: "د",
    hour: "س",
    day: "ي",
    metre: "م",
    kilometre: "كم",
    bytes: ["ب", "ك.ب", "م.ب", "ج.ب", "ت.ب"],
    unknown: "؟",
  },
  fr: {
    second: "s",
    minute: "min",
    hour: "h",
    day: "j",
    metre: "m",
    kilometre: "km",
    bytes: ["o", "ko", "Mo", "Go", "To"],
    unknown: "?",
  },
  en: {
    second: "s",
    minute: "min",
    hour: "h",
    day: "d",
    metre: "m",
    kilometre: "km",
    bytes: ["B", "kB", "MB", "GB", "TB"],
    unknown: "?",
  },
};
