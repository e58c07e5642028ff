import type { Text3 } from "../../kernel/index.ts";

type Entry = { readonly code: string; readonly iccs: string | null; readonly labels: Text3 };

/**
 * The eight categories of `dz-int/1`, in the order in which the bulletin prints them.
 * `iccs` is the section of the International Classification of Crime for Statistical Purposes (UNODC 2015), null where there is no offence.
 */
export const CATEGORIES = [
  { code: "TRF", iccs: null, labels: { ar: "تسهيل الحركة المرورية", fr: "Fluidification de la circulation", en: "Easing traffic" } },
  {
    code: "SUS",
    iccs: null,
    labels: { ar: "الأشخاص والمركبات المشتبه فيها", fr: "Personnes et véhicules suspects", en: "Suspicious persons and vehicles" },
  },
  { code: "ACC", iccs: null, labels: { ar: "حوادث المرور", fr: "Accidents de la circulation", en: "Traffic accidents" } },
  {
    code: "DRG",
    iccs: "0601",
    labels: { ar: "استهلاك وترويج المخدرات", fr: "Consommation et trafic de stupéfiants", en: "Drug use and dealing" },
  },
  { code: "PRK", iccs: "08", labels: { ar: "إنشاء حظائر سيارات دون رخصة", fr: "Parkings illicites", en: "Unlicensed car parks" } },
  {
    code: "VTH",
    iccs: "05021",
    labels: { ar: "سرقة المركبات والدراجات النارية", fr: "Vol de véhicules et de motocycles", en: "Vehicle and motorcycle theft" },
  },
  {
    code: "THF",
    iccs: "0502",
    labels: {
      ar: "السرقة، محاولة السرقة، محاولة اقتحام محل",
      fr: "Vol, tentative de vol, tentative d’effraction de local commercial",
      en: "Theft, attempted theft, attempted shop break-in",
    },
  },
  { code: "OTH", iccs: null, labels: { ar: "تدخلات أخرى", fr: "Autres interventions", en: "Other interventions" } },
] as const satisfies readonly Entry[];
export type CategoryCode = (typeof CATEGORIES)[number]["code"];
