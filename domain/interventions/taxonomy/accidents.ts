import type { SubcategoryEntry } from "./entry.ts";

export const ACCIDENTS = [
  { code: "ACC.MAT", iccs: null, apco: ["MVA"], labels: { ar: "حادث مادي", fr: "Accident matériel", en: "Damage only" } },
  { code: "ACC.INJ", iccs: "0206", apco: ["MVAINJY"], labels: { ar: "حادث جسماني", fr: "Accident corporel", en: "Injury" } },
  { code: "ACC.FAT", iccs: "0103", apco: ["MVAINJY"], labels: { ar: "حادث مميت", fr: "Accident mortel", en: "Fatal" } },
  { code: "ACC.HIT", iccs: "02", apco: ["MVAHR"], labels: { ar: "حادث مع فرار", fr: "Délit de fuite", en: "Hit and run" } },
  {
    code: "ACC.DUI",
    iccs: "0207",
    apco: ["DUI"],
    labels: { ar: "السياقة تحت تأثير الكحول أو المخدرات", fr: "Conduite sous influence", en: "Impaired driving" },
  },
] as const satisfies readonly SubcategoryEntry[];
