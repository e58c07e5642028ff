import type { Text3 } from "../kernel/index.ts";
import type { SubcategoryCode } from "./taxonomy/subcategories.ts";

export const PRIORITIES = ["P1", "P2", "P3", "P4"] as const;
export type Priority = (typeof PRIORITIES)[number];

export const PRIORITY_LABELS: Readonly<Record<Priority, Text3>> = {
  P1: { ar: "فوري", fr: "Immédiat", en: "Immediate" },
  P2: { ar: "عاجل", fr: "Urgent", en: "Urgent" },
  P3: { ar: "عادي", fr: "Courant", en: "Routine" },
  P4: { ar: "مؤجل", fr: "Différé", en: "Deferred" },
};

/**
 * The priority that an intervention has until a person sets another one. No text of the police prescribes it: this is a proposal
 * of the room. P1 a life is at stake now; P2 an offence under way or a danger that grows; P3 someone must come; P4 it can wait.
 */
export const DEFAULT_PRIORITY: Readonly<Record<SubcategoryCode, Priority>> = {
  "TRF.CNG": "P3",
  "TRF.OBS": "P2",
  "TRF.PKG": "P4",
  "TRF.BRK": "P3",
  "TRF.SIG": "P3",
  "TRF.PRI": "P2",
  "TRF.DNG": "P2",
  "SUS.PER": "P3",
  "SUS.VEH": "P3",
  "SUS.ABV": "P4",
  "SUS.OBJ": "P1",
  "SUS.WPR": "P2",
  "SUS.WVH": "P2",
  "ACC.MAT": "P3",
  "ACC.INJ": "P1",
  "ACC.FAT": "P1",
  "ACC.HIT": "P2",
  "ACC.DUI": "P2",
  "DRG.USE": "P3",
  "DRG.DEA": "P2",
  "DRG.PSY": "P3",
  "PRK.PUB": "P4",
  "PRK.PRV": "P4",
  "PRK.EXT": "P2",
  "VTH.CAR": "P2",
  "VTH.MOT": "P2",
  "VTH.PRT": "P3",
  "VTH.REC": "P3",
  "THF.PER": "P2",
  "THF.PHN": "P2",
  "THF.SHP": "P2",
  "THF.LIF": "P3",
  "THF.HOM": "P2",
  "THF.INV": "P3",
  "THF.PUB": "P3",
  "THF.ROB": "P1",
  "OTH.ASL": "P1",
  "OTH.DOM": "P1",
  "OTH.SEX": "P1",
  "OTH.HAR": "P2",
  "OTH.ABD": "P1",
  "OTH.WPN": "P1",
  "OTH.DRK": "P3",
  "OTH.ALC": "P4",
  "OTH.DAM": "P3",
  "OTH.NOI": "P4",
  "OTH.TRD": "P4",
  "OTH.ENV": "P4",
  "OTH.GAT": "P2",
  "OTH.MIS": "P2",
  "OTH.DGR": "P1",
  "OTH.SUI": "P1",
  "OTH.FIR": "P1",
  "OTH.MED": "P1",
  "OTH.UTL": "P3",
  "OTH.AST": "P3",
  "OTH.AGY": "P3",
  "OTH.ANI": "P4",
  "OTH.PRP": "P4",
  "OTH.UNK": "P3",
};

/** True if the text names a priority. */
export const isPriority = (text: string): text is Priority => PRIORITIES.some((one) => one === text);
