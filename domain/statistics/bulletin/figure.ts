/**
 * Kinds of figure. The three published kinds count different things, so they are never added together. Calls and reports outside the
 * bulletin (abandoned, nuisance, test) are kinds of their own and cannot slip into a total. Reports that the room itself received are a
 * kind too: history tells less of them.
 */
export const FIGURE_KINDS = ["interventions", "calls", "reports", "reports_live", "calls_outside", "reports_outside"] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

/** A count that remembers its kind. No operator adds two of them: `+` on objects does not compile. */
export type Figure<K extends FigureKind> = { readonly of: K; readonly count: number };

/** The sum of figures of one kind; a figure of another kind does not compile. */
export const sumFigures = <K extends FigureKind>(of: K, figures: readonly Figure<NoInfer<K>>[]): Figure<K> => ({
  of,
  count: figures.reduce((sum, figure) => sum + figure.count, 0),
});

/** A share in percent with one decimal, rounded half up; null of nothing. Shares of a breakdown need not sum to 100.0. */
export const percent = (part: number, total: number): number | null => (total === 0 ? null : Math.round((part * 1000) / total) / 10);
