import type { ReportFigures } from "@amaliyat/contract/reports";

export const REPORT_BY = ["kind", "sort", "language", "end"] as const;
export type ReportBy = (typeof REPORT_BY)[number];

/** Count of one part, of the total of its table; `interventions` if that is counted. */
export type FigureRow = {
  readonly key: string;
  readonly count: number;
  readonly share: number | null;
  readonly interventions: number | null;
};

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

function counted(figures: ReportFigures, by: ReportBy): readonly { key: string; count: number; interventions?: number }[] {
  switch (by) {
    case "kind":
      return figures.byKind.map(({ kind, ...rest }) => ({ key: kind, ...rest }));
    case "sort":
      return figures.bySort.map(({ sort, count }) => ({ key: sort, count }));
    case "language":
      return figures.byLanguage.map(({ language, count }) => ({ key: language, count }));
    case "end":
      return figures.byEnd.map(({ end, count }) => ({ key: end, count }));
    default:
      return by satisfies never;
  }
}

/** The rows of one table, the most frequent first; rows with zero are left out. */
export function rowsBy(figures: ReportFigures, by: ReportBy): readonly FigureRow[] {
  const rows = counted(figures, by).filter(({ count }) => count > 0);
  const whole = rows.reduce((sum, { count }) => sum + count, 0);
  return rows
    .toSorted((a, b) => b.count - a.count)
    .map(({ key, count, interventions }) => ({ key, count, share: shareOf(count, whole), interventions: interventions ?? null }));
}

/** Share of the reports that became interventions; null without a report. */
export const becameShare = ({ received, becameInterventions }: ReportFigures): number | null => shareOf(becameInterventions, received);
