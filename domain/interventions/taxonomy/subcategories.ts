import { OTHER } from "./other.ts";
import { THEFT } from "./theft.ts";
import { TRAFFIC } from "./traffic.ts";
import type { SubcategoryEntry } from "./entry.ts";

const VEHICLE_THEFT = [
  { code: "VTH.CAR", iccs: "050211", apco: ["VEHSTLN"], labels: { ar: "سرقة مركبة", fr: "Vol de véhicule", en: "Car theft" } },
  { code: "VTH.MOT", iccs: "050211", apco: ["VEHSTLN"], labels: { ar: "سرقة دراجة نارية", fr: "Vol de motocycle", en: "Motorbike theft" } },
  {
    code: "VTH.PRT",
    iccs: "05021",
    apco: ["LARCENY"],
    labels: { ar: "سرقة أجزاء مركبة", fr: "Vol de pièces de véhicule", en: "Theft of vehicle parts" },
  },
  {
    code: "VTH.REC",
    iccs: null,
    apco: ["VEHREC"],
    labels: { ar: "استرجاع مركبة مسروقة", fr: "Véhicule volé retrouvé", en: "Stolen vehicle recovered" },
  },
] as const satisfies readonly SubcategoryEntry[];

const SUSPICION = [
  { code: "SUS.PER", iccs: null, apco: ["PERSUSP"], labels: { ar: "شخص مشتبه فيه", fr: "Personne suspecte", en: "Suspicious person" } },
  { code: "SUS.VEH", iccs: null, apco: ["VEHSUSP"], labels: { ar: "مركبة مشتبه فيها", fr: "Véhicule suspect", en: "Suspicious vehicle" } },
  { code: "SUS.ABV", iccs: null, apco: ["VEHABND"], labels: { ar: "مركبة متروكة", fr: "Véhicule abandonné", en: "Abandoned vehicle" } },
  { code: "SUS.OBJ", iccs: null, apco: ["SUSP"], labels: { ar: "جسم مشبوه", fr: "Objet suspect", en: "Suspicious object" } },
  { code: "SUS.WPR", iccs: null, apco: ["PERWANT"], labels: { ar: "شخص محل بحث", fr: "Personne recherchée", en: "Wanted person" } },
  { code: "SUS.WVH", iccs: null, apco: ["ATL"], labels: { ar: "مركبة محل بحث", fr: "Véhicule recherché", en: "Wanted vehicle" } },
] as const satisfies readonly SubcategoryEntry[];

const DRUGS = [
  {
    code: "DRG.USE",
    iccs: "0601",
    apco: ["DRUGS"],
    labels: { ar: "استهلاك المخدرات", fr: "Consommation de stupéfiants", en: "Drug use or possession" },
  },
  { code: "DRG.DEA", iccs: "0601", apco: ["DRUGS"], labels: { ar: "ترويج المخدرات", fr: "Trafic de stupéfiants", en: "Drug dealing" } },
  { code: "DRG.PSY", iccs: "0601", apco: ["DRUGS"], labels: { ar: "مؤثرات عقلية", fr: "Psychotropes", en: "Psychotropics" } },
] as const satisfies readonly SubcategoryEntry[];

const CAR_PARKS = [
  {
    code: "PRK.PUB",
    iccs: "08",
    apco: [],
    labels: {
      ar: "حظيرة دون رخصة في طريق أو مساحة عمومية",
      fr: "Parking illicite sur voie ou espace public",
      en: "Unlicensed car park in a public space",
    },
  },
  {
    code: "PRK.PRV",
    iccs: "08",
    apco: [],
    labels: { ar: "حظيرة دون رخصة في مساحة خاصة", fr: "Parking illicite sur espace privé", en: "Unlicensed car park in a private space" },
  },
  {
    code: "PRK.EXT",
    iccs: "0205",
    apco: ["EXTORT"],
    labels: { ar: "فرض مبالغ بالتهديد", fr: "Extorsion d’usagers", en: "Extortion of drivers" },
  },
] as const satisfies readonly SubcategoryEntry[];

const ACCIDENTS = [
  { code: "ACC.MAT", iccs: null, apco: ["MVA"], labels: { ar: "حادث مادي", fr: "Accident matériel", en: "Damage-only accident" } },
  { code: "ACC.INJ", iccs: "0206", apco: ["MVAINJY"], labels: { ar: "حادث جسماني", fr: "Accident corporel", en: "Injury accident" } },
  { code: "ACC.FAT", iccs: "0103", apco: ["MVAINJY"], labels: { ar: "حادث مميت", fr: "Accident mortel", en: "Fatal accident" } },
  { code: "ACC.HIT", iccs: "02", apco: ["MVAHR"], labels: { ar: "حادث مع فرار", fr: "Délit de fuite", en: "Hit and run" } },
  {
    code: "ACC.DUI",
    iccs: "0207",
    apco: ["DUI"],
    labels: { ar: "السياقة تحت تأثير الكحول أو المخدرات", fr: "Conduite sous influence", en: "Impaired driving" },
  },
] as const satisfies readonly SubcategoryEntry[];

/** The 60 sub-categories of `dz-int/1`, in the order of their categories. Attempt, weapon, injury, minor are attributes, not codes. */
export const SUBCATEGORIES = [
  ...TRAFFIC,
  ...SUSPICION,
  ...ACCIDENTS,
  ...DRUGS,
  ...CAR_PARKS,
  ...VEHICLE_THEFT,
  ...THEFT,
  ...OTHER,
] as const;
export type SubcategoryCode = (typeof SUBCATEGORIES)[number]["code"];
