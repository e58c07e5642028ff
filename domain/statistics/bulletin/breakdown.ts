import type { Text3 } from "../../kernel/index.ts";
import { percent, type Figure, type FigureKind } from "./figure.ts";

export const DIMENSIONS = [
  "category",
  "subcategory",
  "origin",
  "sector",
  "month",
  "place",
  "ending",
  "line",
  "nature",
  "channel",
  "source",
  "kind",
  "sort",
  "language",
  "course",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The key of the row for unrecorded values. No code of the room begins with a question mark. */
export const UNKNOWN = "?";
export const UNKNOWN_LABELS: Text3 = { ar: "؟ غير مسجل", fr: "? non renseigné", en: "? not recorded" };

export type Part = { readonly key: string; readonly count: number };

/** One way of splitting a figure. There is no stored total: the total is the sum of the printed parts. */
export type Breakdown<K extends FigureKind> = { readonly of: K; readonly by: Dimension; readonly parts: readonly Part[] };

/** The total of a breakdown: its parts, summed. */
export const totalOf = <K extends FigureKind>(breakdown: Breakdown<K>): Figure<K> => ({
  of: breakdown.of,
  count: breakdown.parts.reduce((sum, part) => sum + part.count, 0),
});

export type Share = Part & { readonly percent: number | null };

/** The parts with their share of the total, in percent with one decimal. */
export function sharesOf(breakdown: Breakdown<FigureKind>): Share[] {
  const total = totalOf(breakdown).count;
  return breakdown.parts.map((part) => ({ ...part, percent: percent(part.count, total) }));
}

/** The sum written out, as printed under a table: `836 = 119 + 60 + 41 + 36 + 8 + 4 + 4 + 564`. Rows of 0 are left out. */
export function reconcile(breakdown: Breakdown<FigureKind>): string {
  const counts = breakdown.parts.map((part) => part.count).filter((count) => count > 0);
  return `${totalOf(breakdown).count} = ${counts.length === 0 ? "0" : counts.join(" + ")}`;
}

/** Names and order of a breakdown's rows. */
export type Rows<C> = {
  readonly by: Dimension;
  readonly keyOf: (cell: C) => string | null;
  /** Rows that are printed even at 0, in this order. */
  readonly always: readonly string[];
  /** True: a key outside `always` is «not recorded». False: it is a row of its own, sorted, after those. */
  readonly closed: boolean;
};

/** Splits counted cells. Every cell lands in exactly one row, so any two breakdowns of the same cells have the same total. */
export function splitBy<K extends FigureKind, C extends { readonly count: number }>(
  of: K,
  cells: readonly C[],
  rows: Rows<C>,
): Breakdown<K> {
  const counts = new Map<string, number>(rows.always.map((key) => [key, 0]));
  let unknown = 0;
  for (const cell of cells) {
    const key = rows.keyOf(cell);
    if (key === null || key === UNKNOWN || (rows.closed && !counts.has(key))) unknown += cell.count;
    else counts.set(key, (counts.get(key) ?? 0) + cell.count);
  }
  const own = new Set(rows.always);
  const extra = [...counts.keys()].filter((key) => !own.has(key)).toSorted();
  const parts = [...own, ...extra].map((key) => ({ key, count: counts.get(key) ?? 0 }));
  return { of, by: rows.by, parts: unknown > 0 ? [...parts, { key: UNKNOWN, count: unknown }] : parts };
}
