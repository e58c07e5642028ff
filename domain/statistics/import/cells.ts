import { parseTime } from "../../calendar/index.ts";
import type { CsvRecord } from "../csv/reader.ts";
import { isFormula } from "../csv/writer.ts";
import type { ImportCode, RowProblem } from "./problems.ts";

/** Longest part shown of a refused value: enough to find it, not enough to flood a screen. */
const SHOWN = 40;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** The cells of one row, read by name; faults gather in `problems` and read as null. */
export type Cells = {
  readonly problems: readonly RowProblem[];
  /** True if the file has this column. */
  readonly has: (column: string) => boolean;
  /** The beginning of a cell's text, to be shown with its fault. */
  readonly shown: (column: string) => { readonly value: string };
  readonly fail: (column: string | null, code: ImportCode, params?: RowProblem["params"]) => null;
  /** A code of a closed list; null if empty (allowed only with `optional`) or refused. */
  readonly code: <T extends string>(
    column: string,
    is: (text: string) => text is T,
    unknown: ImportCode,
    optional?: "optional",
  ) => T | null;
  /** Milliseconds since the epoch. */
  readonly time: (column: string, optional?: "optional") => number | null;
  /** A number between two bounds, both included; an empty cell is null. */
  readonly number: (column: string, min: number, max: number) => number | null;
};

/** Opens a record for reading by the names of its columns. */
export function openCells(record: CsvRecord, columns: readonly string[]): Cells {
  const problems: RowProblem[] = [];
  const raw = (column: string): string => record.cells[columns.indexOf(column)] ?? "";
  const fail: Cells["fail"] = (column, code, params = {}) => {
    problems.push({ line: record.line, column, code, params });
    return null;
  };
  const shown: Cells["shown"] = (column) => ({
    value: Array.from(
      raw(column)
        .trim()
        .slice(0, 4 * SHOWN),
    )
      .slice(0, SHOWN)
      .join(""),
  });

  /** The trimmed text; null if it is empty or would run as a formula in a spreadsheet. */
  const text = (column: string, optional?: "optional"): string | null => {
    const given = raw(column);
    if (given.trim() === "") return optional ? null : fail(column, "import.empty_cell");
    return isFormula(given) ? fail(column, "import.formula", shown(column)) : given.trim();
  };

  return {
    problems,
    has: (column) => columns.includes(column),
    shown,
    fail,
    code: (column, is, unknown, optional) => {
      const given = text(column, optional);
      if (given === null) return null;
      return is(given) ? given : fail(column, unknown, shown(column));
    },
    time: (column, optional) => {
      const given = text(column, optional);
      if (given === null) return null;
      return parseTime(given) ?? fail(column, "import.not_a_time", shown(column));
    },
    number: (column, min, max) => {
      const given = raw(column).trim();
      if (given === "") return null;
      if (!NUMBER.test(given)) return fail(column, isFormula(raw(column)) ? "import.formula" : "import.not_a_number", shown(column));
      const value = Number(given);
      return value >= min && value <= max ? value : fail(column, "import.out_of_range", { ...shown(column), min, max });
    },
  };
}
