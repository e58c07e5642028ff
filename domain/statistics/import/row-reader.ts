import { ok, refuse, type Result } from "../../kernel/index.ts";
import type { CsvRecord } from "../csv/reader.ts";
import { openCells, type Cells } from "./cells.ts";
import { IMPORT_COLUMNS, type ImportKind } from "./columns.ts";
import type { RowProblem } from "./problems.ts";
import { beginningOf } from "./identity.ts";
import { readCall, readIntervention, readReport, type ImportContext, type ImportedRow } from "./rows.ts";

type RowOf<K extends ImportKind> = Extract<ImportedRow, { kind: K }>;
type Readers = { readonly [K in ImportKind]: (cells: Cells, context: ImportContext) => RowOf<K> | null };

const READERS: Readers = { interventions: readIntervention, calls: readCall, reports: readReport };

/**
 * Judges the rows of one file, one after the other (the header excepted, see `checkHeader`). It reports every problem of a row, not the
 * first only. The reader remembers the good rows without a source number: a second one with the same beginning is a problem of its own.
 * `columns` as `checkHeader` found them.
 */
export function rowReader<K extends ImportKind>(
  kind: K,
  context: ImportContext,
  columns: readonly string[] = IMPORT_COLUMNS[kind],
): (record: CsvRecord) => Result<RowOf<K>, readonly RowProblem[]> {
  const seen = new Map<string, number>();
  return (record) => {
    const cells = openCells(record, columns);
    if (record.malformed) cells.fail(null, "import.quotes");
    else if (record.cells.length !== columns.length)
      cells.fail(null, "import.cell_count", { expected: columns.length, found: record.cells.length });
    if (cells.problems.length > 0) return refuse(cells.problems);
    const row = READERS[kind](cells, context);
    if (row === null) return refuse(cells.problems);
    if (row.number !== null) return ok(row);
    const key = beginningOf(row);
    const first = seen.get(key);
    if (first !== undefined) {
      cells.fail(null, "import.duplicate", { first });
      return refuse(cells.problems);
    }
    seen.set(key, record.line);
    return ok(row);
  };
}
