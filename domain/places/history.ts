import { categoryOf, type CategoryCode, type SubcategoryCode } from "../interventions/index.ts";
import { isSaid, ok, refuse, type Refusal, type Result } from "../kernel/index.ts";

/** Radii around a place for its history, in metres. */
export const HISTORY_RADII = [25, 50, 100, 250] as const;
export type HistoryRadius = (typeof HISTORY_RADII)[number];
export const HISTORY_RADIUS: HistoryRadius = 50;

/** The longest that a history reaches back, in months. */
export const HISTORY_MOST_MONTHS = 12;

/** Categories that speak of the life of persons: shown only to who says in words what for. */
const SENSITIVE_CATEGORIES: readonly CategoryCode[] = ["SUS", "DRG"];
const SENSITIVE_SUBCATEGORIES: readonly SubcategoryCode[] = [
  "OTH.DOM",
  "OTH.SEX",
  "OTH.HAR",
  "OTH.ABD",
  "OTH.MIS",
  "OTH.DGR",
  "OTH.SUI",
  "OTH.MED",
];

/** True if the event is confidential without need. */
export const isSensitive = (subcategory: SubcategoryCode): boolean =>
  SENSITIVE_CATEGORIES.includes(categoryOf(subcategory)) || SENSITIVE_SUBCATEGORIES.includes(subcategory);

export type HistoryRefusal = Refusal<"history.words_missing" | "history.no_place">;

/** Sensitive categories need words besides the purpose; where they were not asked for they are left out, uncounted. Words that are given say something. */
export function checkHistory(asked: { readonly sensitive: boolean; readonly words: string | null }): Result<null, HistoryRefusal> {
  const isReason = isSaid(asked.words) || (asked.words === null && !asked.sensitive);
  return isReason ? ok(null) : refuse({ code: "history.words_missing" });
}

/** The beginning of a history that ends at a moment; whole calendar months back in UTC, to the last day of a shorter month. */
export function historyFrom(at: number, months: number): number {
  const end = new Date(at);
  const from = new Date(at);
  from.setUTCDate(1);
  from.setUTCMonth(end.getUTCMonth() - Math.min(HISTORY_MOST_MONTHS, Math.max(1, months)));
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 0)).getUTCDate();
  from.setUTCDate(Math.min(end.getUTCDate(), last));
  return from.getTime();
}
