import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextSort, sortRows, type Column } from "./columns.ts";

interface Row {
  readonly name: string;
  readonly seconds: number | null;
}
const columns: readonly Column<Row>[] = [
  { id: "name", header: "Name", renderCell: (row) => row.name, sortValue: (row) => row.name },
  { id: "time", header: "Time", renderCell: (row) => row.seconds, sortValue: (row) => row.seconds },
  { id: "plain", header: "Plain", renderCell: () => "" },
];
const row = (name: string, seconds: number | null = 0): Row => ({ name, seconds });
const ones = (rows: readonly Row[]): readonly Row[] => rows.filter((one) => one.seconds === 1);
const names = (rows: readonly Row[]): readonly string[] => rows.map((one) => one.name);

describe("sorting a table", () => {
  it("turns round the same column and begins another one ascending", () => {
    expect(nextSort(null, "name")).toEqual({ column: "name", direction: "ascending" });
    expect(nextSort({ column: "name", direction: "ascending" }, "name").direction).toBe("descending");
    expect(nextSort({ column: "name", direction: "descending" }, "time").direction).toBe("ascending");
  });

  it("counts digits by value and knows the alphabet of the language", () => {
    const rows = [row("C-10"), row("C-9"), row("c-1")];
    expect(names(sortRows(rows, columns, { column: "name", direction: "ascending" }, "fr"))).toEqual(["c-1", "C-9", "C-10"]);
    const arabic = [row("ياسين"), row("أحمد"), row("باسم")];
    expect(names(sortRows(arabic, columns, { column: "name", direction: "ascending" }, "ar"))).toEqual(["أحمد", "باسم", "ياسين"]);
  });

  it("puts the unknown last both ways", () => {
    const rows = [row("x", null), row("a", 5), row("b", 2)];
    expect(names(sortRows(rows, columns, { column: "time", direction: "ascending" }, "en"))).toEqual(["b", "a", "x"]);
    expect(names(sortRows(rows, columns, { column: "time", direction: "descending" }, "en"))).toEqual(["a", "b", "x"]);
  });

  it("leaves rows alone without a sort or for a column that has none", () => {
    const rows = [row("b"), row("a")];
    expect(sortRows(rows, columns, null, "en")).toBe(rows);
    expect(sortRows(rows, columns, { column: "plain", direction: "ascending" }, "en")).toBe(rows);
  });

  it("loses no row and keeps the order of equals", () => {
    const some = fc.array(fc.record({ name: fc.constantFrom("a", "b"), seconds: fc.option(fc.integer({ min: 0, max: 3 })) }));
    fc.assert(
      fc.property(some, fc.constantFrom("ascending" as const, "descending" as const), (rows, direction) => {
        const sorted = sortRows(rows, columns, { column: "time", direction }, "en");
        expect(sorted.toSorted((a, b) => rows.indexOf(a) - rows.indexOf(b))).toEqual(rows);
        expect(ones(sorted)).toEqual(ones(rows));
      }),
    );
  });
});
