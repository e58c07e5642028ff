import type { ReactNode } from "react";

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly renderCell: (row: Row) => ReactNode;
  /** Numbers stand at the right in both directions. */
  readonly number?: boolean | undefined;
  /** Any CSS length. */
  readonly width?: string | undefined;
  /** Cut with an ellipsis instead of wrapping. */
  readonly clip?: boolean | undefined;
  /** With it the column can be sorted; null goes last both ways. */
  readonly sortValue?: ((row: Row) => string | number | null) | undefined;
}

export interface Sort {
  readonly column: string;
  readonly direction: "ascending" | "descending";
}

/** The sort after a press on a head: another column ascending, the same one turned round. */
export function nextSort(sort: Sort | null, column: string): Sort {
  const turned = sort?.column === column && sort.direction === "ascending";
  return { column, direction: turned ? "descending" : "ascending" };
}

/** Rows in the order asked, equals in their own order; texts by the rules of the language, digits by value (9 before 10). */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | null, language: string): readonly Row[] {
  const valueOf = columns.find((column) => column.id === sort?.column)?.sortValue;
  if (!sort || !valueOf) return rows;
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const sign = sort.direction === "ascending" ? 1 : -1;
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return sign * compare(a.value, b.value, collator);
    })
    .map(({ row }) => row);
}

function compare(a: string | number, b: string | number, collator: Intl.Collator): number {
  return typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
}
