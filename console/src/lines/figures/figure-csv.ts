import type { CallFigures } from "@amaliyat/contract/calls";
import { BY, FIGURES, kindOf, rowsBy, type By, type FigureName, type FigureRow } from "./figure-rows.ts";

/** The words of the file in the reader's language. */
export type CsvWords = {
  readonly part: string;
  readonly of: string;
  readonly all: string;
  readonly by: Readonly<Record<By, string>>;
  readonly figure: (name: FigureName) => string;
  readonly key: (by: By, key: string) => string;
};

/** A cell in quotes (RFC 4180). A text that a spreadsheet would take for a formula is set apart by an apostrophe. */
const cell = (text: string): string => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;

/** Numbers as every program reads them: a point, shares in percent, times in seconds; nothing where nothing was counted. */
function number(name: FigureName, value: number | null): string {
  if (value === null) return "";
  return String(kindOf(name) === "share" ? Math.round(value * 10_000) / 100 : Math.round(value * 10) / 10);
}

const line = (head: readonly string[], { part }: Pick<FigureRow, "part">): string =>
  [...head.map(cell), ...FIGURES.map(([name, of]) => number(name, of(part)))].join(",");

/** The figures as one table: all, then by line, nature and hour. It begins with the mark by which spreadsheets know UTF-8. */
export function csvOf(figures: CallFigures, words: CsvWords): string {
  const head = [words.part, words.of, ...FIGURES.map(([name]) => words.figure(name))].map(cell).join(",");
  const rows = BY.flatMap((by) => rowsBy(figures, by).map((row) => line([words.by[by], words.key(by, row.key)], row)));
  return `\uFEFF${[head, line([words.all, ""], { part: figures.all }), ...rows].join("\r\n")}\r\n`;
}
