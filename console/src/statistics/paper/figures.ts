import type { Bulletin } from "@amaliyat/contract/statistics";
import { CATEGORIES, categoryOf, isSubcategory } from "@amaliyat/domain/interventions";
import { totalOf, UNKNOWN, type Breakdown, type FigureKind, type Part } from "@amaliyat/domain/statistics";

/** A breakdown as sent; its place in the bulletin tells its kind. */
export type Split = Bulletin["calls"]["byLine"];

/** A breakdown as sent together with its kind, so that two kinds cannot be added. */
export const counted = <K extends FigureKind>(of: K, split: Split): Breakdown<K> => ({ of, by: split.by, parts: split.parts });

/** The sum of a breakdown's parts. */
export const sumOf = (split: Split): number => totalOf(counted("interventions", split)).count;

/** Every group of breakdowns that split the same thing and so must have one total. */
const groupsOf = (bulletin: Bulletin): readonly (readonly Split[])[] => [
  Object.values(bulletin.video),
  Object.values(bulletin.interventions),
  [bulletin.calls.byLine, bulletin.calls.byNature, bulletin.calls.byMonth],
  [bulletin.reports.byNature, bulletin.reports.byChannel, bulletin.reports.byMonth, bulletin.reports.bySource],
  ...liveGroups(bulletin),
];

/** The tables of reports that the room itself received, and the row of `bySource` that says how many these are. */
function liveGroups({ reports, liveReports }: Bulletin): readonly (readonly Split[])[] {
  const live = { ...reports.bySource, parts: reports.bySource.parts.filter(({ key }) => key === "live") };
  if (liveReports === null) return [[live, { ...live, parts: [] }]];
  const { byKind, bySort, byLanguage, byCourse } = liveReports;
  return [[live, byKind, bySort, byLanguage, byCourse]];
}

/** True if any two tables of the same thing have the same total; a bulletin that fails this must not be printed. */
export const isReconciled = (bulletin: Bulletin): boolean => groupsOf(bulletin).every((group) => new Set(group.map(sumOf)).size <= 1);

export type CategoryGroup = { readonly code: string; readonly count: number; readonly parts: readonly Part[] };

const codeOf = (key: string): string => (isSubcategory(key) ? categoryOf(key) : UNKNOWN);

/** Sub-categories under their categories, in order; the last group holds the unrecorded ones, if any. */
export function groupedSubcategories(split: Split): readonly CategoryGroup[] {
  return [...CATEGORIES.map((category) => category.code), UNKNOWN]
    .map((code) => {
      const parts = split.parts.filter((part) => codeOf(part.key) === code);
      return { code, parts, count: parts.reduce((sum, part) => sum + part.count, 0) };
    })
    .filter((group) => group.parts.length > 0);
}

/** True if some of the counted ones were closed at an unknown time: only then the table has content. */
export const hasTimeUnknown = (split: Split): boolean => split.parts.some(({ key, count }) => key === "time_unknown" && count > 0);

/** Share 0–1 of the row «other» among the categories; null of nothing. */
export function shareOfOther(split: Split): number | null {
  const total = sumOf(split);
  const other = split.parts.find((part) => part.key === "OTH")?.count ?? 0;
  return total === 0 ? null : other / total;
}
