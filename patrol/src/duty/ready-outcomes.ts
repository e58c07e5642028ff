import {
  categoryOf,
  DISPOSITIONS,
  type CategoryCode,
  type Disposition,
  type DispositionCode,
  type SubcategoryCode,
} from "@amaliyat/domain/interventions";

/** The four most frequent outcomes of crews, by category. Ours: a crew's options for such an event, then that there was none. */
const READY: Readonly<Record<CategoryCode, readonly [DispositionCode, DispositionCode, DispositionCode, DispositionCode]>> = {
  TRF: ["10", "04", "13", "15"],
  SUS: ["07", "08", "17", "15"],
  ACC: ["02", "19", "03", "13"],
  DRG: ["01", "06", "12", "15"],
  PRK: ["09", "04", "14", "15"],
  VTH: ["02", "11", "12", "16"],
  THF: ["01", "02", "12", "15"],
  OTH: ["03", "18", "13", "17"],
};

/** The outcomes to choose from: four that fit, then all others. */
export function outcomesFor(subcategory: SubcategoryCode): {
  readonly ready: readonly Disposition[];
  readonly others: readonly Disposition[];
} {
  const codes: readonly string[] = READY[categoryOf(subcategory)];
  const all: readonly Disposition[] = DISPOSITIONS;
  return {
    ready: codes.flatMap((code) => all.filter((each) => each.code === code)),
    others: all.filter(({ code }) => !codes.includes(code)),
  };
}
