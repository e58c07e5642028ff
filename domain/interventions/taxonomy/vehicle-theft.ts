import type { SubcategoryEntry } from "./entry.ts";

export const VEHICLE_THEFT = [
  { code: "VTH.CAR", iccs: "050211", apco: ["VEHSTLN"], labels: { ar: "سرقة مركبة", fr: "Vol de véhicule", en: "Car theft" } },
  { code: "VTH.MOT", iccs: "050211", apco: ["VEHSTLN"], labels: { ar: "سرقة دراجة نارية", fr: "Vol de motocycle", en: "Motorbike theft" } },
  { code: "VTH.PRT", iccs: "05021", apco: ["LARCENY"], labels: { ar: "سرقة أجزاء مركبة", fr: "Vol de pièces", en: "Vehicle parts" } },
  { code: "VTH.REC", iccs: null, apco: ["VEHREC"], labels: { ar: "استرجاع مركبة مسروقة", fr: "Véhicule retrouvé", en: "Recovered" } },
] as const satisfies readonly SubcategoryEntry[];
