import {
  isCallNature,
  isOutsideNature,
  natureLabels,
  NATURES,
  OUTSIDE_NATURES,
  type NatureCode,
  type OutsideNatureCode,
} from "../calls/index.ts";
import type { Text3 } from "../kernel/index.ts";

/** A report is about the same things as a call; it cannot be abandoned. */
export type ReportNatureCode = NatureCode | Exclude<OutsideNatureCode, "ABN">;

/** Natures of reports that are counted apart. */
export const OUTSIDE_REPORT_NATURES = OUTSIDE_NATURES.filter((nature) => nature.code !== "ABN");

export const REPORT_NATURES = NATURES;

const OUTSIDE_LABELS: Readonly<Partial<Record<NatureCode | OutsideNatureCode, Text3>>> = {
  NUI: { ar: "تبليغ كيدي", fr: "Signalement malveillant", en: "Nuisance report" },
  TST: { ar: "اختبار", fr: "Test", en: "Test report" },
};

/** The label of a nature of a report. Those counted apart are named after the call in the calls' list. */
export const reportNatureLabels = (code: NatureCode | OutsideNatureCode): Text3 => OUTSIDE_LABELS[code] ?? natureLabels(code);

/** True for any nature that a report can have. */
export const isReportNature = (code: string): code is ReportNatureCode => isCallNature(code) && code !== "ABN";

/** True for a report that stands in no total of the bulletin. */
export const isOutsideReport = (code: ReportNatureCode): boolean => isOutsideNature(code);
