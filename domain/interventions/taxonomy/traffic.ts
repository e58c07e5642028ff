import type { SubcategoryEntry } from "./entry.ts";

export const TRAFFIC = [
  { code: "TRF.CNG", iccs: null, apco: [], labels: { ar: "ازدحام مروري", fr: "Embouteillage", en: "Traffic congestion" } },
  { code: "TRF.OBS", iccs: null, apco: ["THAZ"], labels: { ar: "عائق في الطريق", fr: "Obstacle sur la voie", en: "Road obstruction" } },
  {
    code: "TRF.PKG",
    iccs: null,
    apco: ["PARKING"],
    labels: { ar: "توقف معرقل للسير", fr: "Stationnement gênant", en: "Obstructive parking" },
  },
  { code: "TRF.BRK", iccs: null, apco: ["DISVEH"], labels: { ar: "مركبة معطلة", fr: "Véhicule en panne", en: "Disabled vehicle" } },
  {
    code: "TRF.SIG",
    iccs: null,
    apco: ["PUBWKS"],
    labels: { ar: "تعطل إشارات المرور", fr: "Panne de signalisation", en: "Traffic signal failure" },
  },
  { code: "TRF.PRI", iccs: null, apco: ["ASSIST"], labels: { ar: "فتح ممر ذي أولوية", fr: "Passage prioritaire", en: "Priority passage" } },
  {
    code: "TRF.DNG",
    iccs: "0207",
    apco: ["RECKDRV"],
    labels: { ar: "مناورات خطيرة", fr: "Manœuvres dangereuses", en: "Dangerous driving" },
  },
] as const satisfies readonly SubcategoryEntry[];
