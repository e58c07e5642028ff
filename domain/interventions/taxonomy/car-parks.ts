import type { SubcategoryEntry } from "./entry.ts";

export const CAR_PARKS = [
  {
    code: "PRK.PUB",
    iccs: "08",
    apco: [],
    labels: { ar: "استغلال الطريق أو مساحة عمومية", fr: "Exploitation de voie/espace public", en: "Public space" },
  },
  { code: "PRK.PRV", iccs: "08", apco: [], labels: { ar: "استغلال مساحة خاصة", fr: "Exploitation d'espace privé", en: "Private space" } },
  {
    code: "PRK.EXT",
    iccs: "0205",
    apco: ["EXTORT"],
    labels: { ar: "فرض مبالغ بالتهديد", fr: "Extorsion d'usagers", en: "Extortion of drivers" },
  },
] as const satisfies readonly SubcategoryEntry[];
