import { isPeriod, monthsOf, type Period } from "../../calendar/index.ts";
import { LANGUAGES } from "../../kernel/index.ts";
import { isOutsideNature, LINES, NATURES, OUTSIDE_NATURES } from "../../calls/index.ts";
import { CATEGORIES, categoryOf, isSubcategory, ORIGINS, SUBCATEGORIES } from "../../interventions/index.ts";
import { OUTSIDE_REPORT_NATURES, REPORT_CHANNELS, REPORT_KINDS, REPORT_SORTS } from "../../reports/index.ts";
import { splitBy, type Breakdown, type Rows } from "./breakdown.ts";
import { ENDINGS, type CallCell, type CountedPer, type InterventionCell, type LiveReport, type ReportCell } from "./cells.ts";
import { COURSES, SOURCES } from "./labels.ts";

/** Source of a period's bulletin; `sectors` are printed even at 0, in their order. */
export type BulletinSource = {
  readonly period: Period;
  readonly sectors: readonly string[];
  readonly interventions: readonly InterventionCell[];
  readonly calls: readonly CallCell[];
  readonly reports: readonly ReportCell[];
};

/** The published figures of a period. Three counts side by side; there is no fourth that would be their sum. */
export type Bulletin = {
  readonly period: Period;
  readonly interventions: {
    readonly byCategory: Breakdown<"interventions">;
    readonly bySubcategory: Breakdown<"interventions">;
    readonly byOrigin: Breakdown<"interventions">;
    readonly bySector: Breakdown<"interventions">;
    readonly byMonth: Breakdown<"interventions">;
    readonly byPlace: Breakdown<"interventions">;
    readonly byEnding: Breakdown<"interventions">;
  };
  readonly calls: {
    readonly byLine: Breakdown<"calls">;
    readonly byNature: Breakdown<"calls">;
    readonly byMonth: Breakdown<"calls">;
    readonly outside: Breakdown<"calls_outside">;
  };
  readonly reports: {
    readonly byNature: Breakdown<"reports">;
    readonly byChannel: Breakdown<"reports">;
    readonly byMonth: Breakdown<"reports">;
    readonly bySource: Breakdown<"reports">;
    readonly outside: Breakdown<"reports_outside">;
  };
  /** Of the reports, those that the room itself received: as many as the row «live» of `reports.bySource`. */
  readonly liveReports: {
    readonly byKind: Breakdown<"reports_live">;
    readonly bySort: Breakdown<"reports_live">;
    readonly byLanguage: Breakdown<"reports_live">;
    readonly byCourse: Breakdown<"reports_live">;
  };
};

const codes = (entries: readonly { readonly code: string }[]): string[] => entries.map((entry) => entry.code);
const categoryKey = (subcategory: string | null): string | null =>
  subcategory !== null && isSubcategory(subcategory) ? categoryOf(subcategory) : null;

const isOutside = (cell: { readonly nature: string | null }): boolean => cell.nature !== null && isOutsideNature(cell.nature);

const byNature = (always: readonly string[]): Rows<{ nature: string | null; count: number }> => ({
  by: "nature",
  keyOf: (cell) => cell.nature,
  always,
  closed: true,
});

type LiveCell = LiveReport & { readonly count: number };

/** Splits the reports that the room itself received. */
function splitLive(reports: readonly ReportCell[]): Bulletin["liveReports"] {
  const cells = reports.flatMap(({ live, count }): LiveCell[] => (live === null ? [] : [{ ...live, count }]));
  const split = (by: "kind" | "sort" | "language" | "course", always: readonly string[], keyOf: (cell: LiveCell) => string) =>
    splitBy("reports_live", cells, { by, keyOf, always, closed: true });
  return {
    byKind: split(
      "kind",
      REPORT_KINDS.map(({ kind }) => kind),
      ({ kind }) => kind,
    ),
    bySort: split("sort", REPORT_SORTS, ({ sort }) => sort),
    byLanguage: split("language", LANGUAGES, ({ language }) => language),
    byCourse: split("course", COURSES, ({ joined }) => (joined ? "joined" : "apart")),
  };
}

/** Folds counted cells into a bulletin. A cell of another month is a bug of the caller: it throws rather than vanish. */
export function makeBulletin(source: BulletinSource): Bulletin {
  const { period, interventions } = source;
  if (!isPeriod(period)) throw new Error(`not a period: ${period.from} to ${period.to}`);
  const months = monthsOf(period);
  const known = new Set(months);
  for (const { month } of [...interventions, ...source.calls, ...source.reports])
    if (!known.has(month)) throw new Error(`a row of ${month} in a bulletin of ${period.from} to ${period.to}`);

  const byMonth: Rows<{ month: string; count: number }> = { by: "month", keyOf: (cell) => cell.month, always: months, closed: true };
  const split = (rows: Rows<InterventionCell>, per: CountedPer): Breakdown<"interventions"> =>
    splitBy(
      "interventions",
      interventions.filter((cell) => cell.per === undefined || cell.per === per),
      rows,
    );
  const calls = source.calls.filter((cell) => !isOutside(cell));
  const reports = source.reports.filter((cell) => !isOutside(cell));
  const outsideCalls = source.calls.filter(isOutside);
  const outsideReports = source.reports.filter(isOutside);

  return {
    period,
    interventions: {
      byCategory: split(
        { by: "category", keyOf: (cell) => categoryKey(cell.subcategory), always: codes(CATEGORIES), closed: true },
        "subcategory",
      ),
      bySubcategory: split(
        { by: "subcategory", keyOf: (cell) => cell.subcategory, always: codes(SUBCATEGORIES), closed: true },
        "subcategory",
      ),
      byOrigin: split({ by: "origin", keyOf: (cell) => cell.origin, always: ORIGINS, closed: true }, "month"),
      bySector: split({ by: "sector", keyOf: (cell) => cell.sectorId, always: source.sectors, closed: false }, "sector"),
      byMonth: split(byMonth, "month"),
      byPlace: split({ by: "place", keyOf: (cell) => (cell.placed ? "placed" : null), always: ["placed"], closed: true }, "place"),
      byEnding: split({ by: "ending", keyOf: (cell) => cell.ending, always: ENDINGS, closed: true }, "ending"),
    },
    calls: {
      byLine: splitBy("calls", calls, {
        by: "line",
        keyOf: (cell) => cell.line,
        always: LINES.map((line) => line.number),
        closed: false,
      }),
      byNature: splitBy("calls", calls, byNature(codes(NATURES))),
      byMonth: splitBy("calls", calls, byMonth),
      outside: splitBy("calls_outside", outsideCalls, byNature(codes(OUTSIDE_NATURES))),
    },
    reports: {
      byNature: splitBy("reports", reports, byNature(codes(NATURES))),
      byChannel: splitBy("reports", reports, {
        by: "channel",
        keyOf: (cell) => cell.channel,
        always: codes(REPORT_CHANNELS),
        closed: true,
      }),
      byMonth: splitBy("reports", reports, byMonth),
      bySource: splitBy("reports", reports, {
        by: "source",
        keyOf: (cell) => (cell.live === null ? "imported" : "live"),
        always: SOURCES,
        closed: true,
      }),
      outside: splitBy("reports_outside", outsideReports, byNature(codes(OUTSIDE_REPORT_NATURES))),
    },
    liveReports: splitLive(reports),
  };
}
