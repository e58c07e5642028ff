import type { SubcategoryEntry } from "./entry.ts";

export const DRUGS = [
  { code: "DRG.USE", iccs: "0601", apco: ["DRUGS"], labels: { ar: "استهلاك المخدرات", fr: "Consommation", en: "Use/possession" } },
  { code: "DRG.DEA", iccs: "0601", apco: ["DRUGS"], labels: { ar: "ترويج المخدرات", fr: "Trafic", en: "Dealing" } },
  { code: "DRG.PSY", iccs: "0601", apco: ["DRUGS"], labels: { ar: "مؤثرات عقلية", fr: "Psychotropes", en: "Psychotropics" } },
] as const satisfies readonly SubcategoryEntry[];
