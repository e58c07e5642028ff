import { isCallNature, isOutsideNature, NATURES, OUTSIDE_NATURES, type NatureCode, type OutsideNatureCode } from "../calls/index.ts";

/** A report is about the same things as a call; it cannot be abandoned. */
export type ReportNatureCode = NatureCode | Exclude<OutsideNatureCode, "ABN">;

/** Natures of reports that are counted apart. */
export const OUTSIDE_REPORT_NATURES = OUTSIDE_NATURES.filter((nature) => nature.code !== "ABN");

export const REPORT_NATURES = NATURES;

/** True for any nature that a report can have. */
export const isReportNature = (code: string): code is ReportNatureCode => isCallNature(code) && code !== "ABN";

/** True for a report that stands in no total of the bulletin. */
export const isOutsideReport = (code: ReportNatureCode): boolean => isOutsideNature(code);
