import { categoryOf, UNCLASSIFIED } from "./lookup.ts";
import type { SubcategoryCode } from "./subcategories.ts";

/** Sub-categories of which one event is called now this, now that, by different people who see it. «Other» is no kin by itself. */
const FAMILIES: readonly (readonly SubcategoryCode[])[] = [
  ["TRF.CNG", "TRF.OBS", "TRF.BRK", "TRF.PKG", "TRF.SIG", "ACC.MAT", "ACC.INJ", "ACC.FAT", "ACC.HIT"],
  ["TRF.DNG", "ACC.DUI", "ACC.HIT", "SUS.WVH", "SUS.VEH"],
  ["ACC.INJ", "ACC.FAT", "OTH.MED", "OTH.DGR"],
  ["SUS.VEH", "SUS.ABV", "SUS.WVH", "VTH.REC", "VTH.CAR"],
  ["SUS.PER", "SUS.WPR", "DRG.DEA", "DRG.USE", "THF.SHP", "THF.HOM"],
  ["OTH.ASL", "OTH.DOM", "OTH.HAR", "OTH.WPN", "OTH.DRK", "OTH.NOI", "OTH.GAT", "THF.ROB", "THF.PER", "THF.PHN"],
  ["OTH.SEX", "OTH.HAR", "OTH.ASL"],
  ["OTH.ABD", "OTH.MIS"],
  ["OTH.DGR", "OTH.SUI", "OTH.MED"],
  ["OTH.FIR", "OTH.UTL", "OTH.MED"],
  ["PRK.PUB", "PRK.PRV", "PRK.EXT", "OTH.HAR"],
  ["OTH.WPN", "OTH.DAM", "OTH.GAT"],
];

/** Likelihood that two sub-categories name one event, 0 to 1; the same both ways. An unclassified one may be anything. */
export function kinship(a: SubcategoryCode, b: SubcategoryCode): number {
  if (a === b) return 1;
  if (a === UNCLASSIFIED || b === UNCLASSIFIED) return 0.7;
  if (FAMILIES.some((family) => family.includes(a) && family.includes(b))) return 0.7;
  return categoryOf(a) === categoryOf(b) && categoryOf(a) !== "OTH" ? 0.7 : 0;
}
