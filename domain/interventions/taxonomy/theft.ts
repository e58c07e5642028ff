import type { SubcategoryEntry } from "./entry.ts";

export const THEFT = [
  { code: "THF.PER", iccs: "0502", apco: ["LARCENY"], labels: { ar: "سرقة من شخص (نشل)", fr: "Vol à la tire", en: "Theft from person" } },
  { code: "THF.PHN", iccs: "0502", apco: ["LARCENY"], labels: { ar: "سرقة هاتف نقال", fr: "Vol de téléphone", en: "Phone theft" } },
  {
    code: "THF.SHP",
    iccs: "0501",
    apco: ["BURGLARY"],
    labels: { ar: "كسر أو اقتحام محل تجاري", fr: "Effraction de commerce", en: "Shop break-in" },
  },
  { code: "THF.LIF", iccs: "0502", apco: ["SHOPLIFT"], labels: { ar: "سرقة من داخل محل", fr: "Vol à l’étalage", en: "Shoplifting" } },
  { code: "THF.HOM", iccs: "05012", apco: ["BURGLARY"], labels: { ar: "سرقة مسكن", fr: "Cambriolage", en: "Home burglary" } },
  {
    code: "THF.INV",
    iccs: "0502",
    apco: ["LARCENY"],
    labels: { ar: "سرقة من داخل مركبة", fr: "Vol à la roulotte", en: "Theft from vehicle" },
  },
  {
    code: "THF.PUB",
    iccs: "0502",
    apco: ["LARCENY"],
    labels: { ar: "سرقة أملاك عمومية", fr: "Vol de biens publics", en: "Theft of public property" },
  },
  { code: "THF.ROB", iccs: "0401", apco: ["ROBBERY"], labels: { ar: "سرقة بالعنف أو التهديد", fr: "Vol avec violence", en: "Robbery" } },
] as const satisfies readonly SubcategoryEntry[];
