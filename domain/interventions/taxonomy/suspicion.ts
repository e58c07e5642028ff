import type { SubcategoryEntry } from "./entry.ts";

export const SUSPICION = [
  { code: "SUS.PER", iccs: null, apco: ["PERSUSP"], labels: { ar: "شخص مشتبه فيه", fr: "Personne suspecte", en: "Suspicious person" } },
  { code: "SUS.VEH", iccs: null, apco: ["VEHSUSP"], labels: { ar: "مركبة مشتبه فيها", fr: "Véhicule suspect", en: "Suspicious vehicle" } },
  { code: "SUS.ABV", iccs: null, apco: ["VEHABND"], labels: { ar: "مركبة متروكة", fr: "Véhicule abandonné", en: "Abandoned vehicle" } },
  { code: "SUS.OBJ", iccs: null, apco: ["SUSP"], labels: { ar: "جسم مشبوه", fr: "Objet suspect", en: "Suspicious object" } },
  { code: "SUS.WPR", iccs: null, apco: ["PERWANT"], labels: { ar: "شخص محل بحث", fr: "Personne recherchée", en: "Wanted person" } },
  { code: "SUS.WVH", iccs: null, apco: ["ATL"], labels: { ar: "مركبة محل بحث", fr: "Véhicule recherché", en: "Wanted vehicle" } },
] as const satisfies readonly SubcategoryEntry[];
