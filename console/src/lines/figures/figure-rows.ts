import type { CallFigures } from "@amaliyat/contract/calls";

export type FigurePart = CallFigures["all"];
export const BY = ["line", "nature", "hour"] as const;
export type By = (typeof BY)[number];

/** One row of the figures: `key` is a line's number, a nature's code, or an hour in two digits. */
export type FigureRow = { readonly key: string; readonly part: FigurePart };

/** The rows of a part, in the order in which they are read. */
export function rowsBy(figures: CallFigures, by: By): readonly FigureRow[] {
  if (by === "line") return figures.lines.map((part) => ({ key: part.line, part })).toSorted((a, b) => Number(a.key) - Number(b.key));
  if (by === "nature") return figures.natures.map((part) => ({ key: part.nature, part })).toSorted((a, b) => b.part.calls - a.part.calls);
  return figures.hours.map((part) => ({ key: String(part.hour).padStart(2, "0"), part }));
}

/** Figures of a row in the order of the columns; null where nothing was counted. */
export const FIGURES = [
  ["calls", ({ calls }) => calls],
  ["answered", ({ answered }) => answered],
  ["within15", ({ within15 }) => within15],
  ["within20", ({ within20 }) => within20],
  ["p50", ({ answerS }) => answerS.p50],
  ["p90", ({ answerS }) => answerS.p90],
  ["p95", ({ answerS }) => answerS.p95],
  ["longest", ({ answerS }) => answerS.longest],
  ["abandoned", ({ abandoned }) => abandoned],
  ["zeroSecond", ({ zeroSecond }) => zeroSecond],
  ["silent", ({ silent }) => silent],
  ["overflowed", ({ overflowed }) => overflowed],
  ["callBack", ({ callBack }) => callBack],
  ["withIntervention", ({ withIntervention }) => withIntervention],
] as const satisfies readonly (readonly [string, (part: FigurePart) => number | null])[];
export type FigureName = (typeof FIGURES)[number][0];

const SHARES: ReadonlySet<FigureName> = new Set(["within15", "within20"]);
const TIMES: ReadonlySet<FigureName> = new Set(["p50", "p90", "p95", "longest"]);
export const kindOf = (name: FigureName): "share" | "time" | "count" => (SHARES.has(name) ? "share" : TIMES.has(name) ? "time" : "count");
