import type { CallFigures } from "@amaliyat/contract/calls";
import { describe, expect, it } from "vitest";
import { csvOf, type CsvWords } from "./figure-csv.ts";
import { FIGURES, kindOf, rowsBy, type FigurePart } from "./figure-rows.ts";
import { namedPeriod } from "./period-bar.tsx";

const part = (calls: number): FigurePart => ({
  calls,
  answered: calls,
  within15: calls === 0 ? null : 0.9125,
  within20: calls === 0 ? null : 1,
  abandoned: 0,
  zeroSecond: 0,
  silent: 0,
  overflowed: 0,
  callBack: 0,
  withIntervention: 0,
  answerS: { p50: calls === 0 ? null : 6.25, p90: null, p95: null, longest: 61 },
});
const figures: CallFigures = {
  all: part(12),
  lines: [{ line: "17", ...part(12) }],
  natures: [
    { nature: "ACC", ...part(2) },
    { nature: "HLP", ...part(10) },
  ],
  hours: [{ hour: 3, ...part(0) }],
};
const words: CsvWords = {
  part: "part",
  of: "of",
  all: "all",
  by: { line: "line", nature: "nature", hour: "hour" },
  figure: (name) => name,
  key: (by, key) => (by === "nature" ? `=cmd "${key}"` : key),
};

describe("the figures", () => {
  it("have rows in the order in which they are read", () => {
    expect(rowsBy(figures, "nature").map(({ key }) => key)).toEqual(["HLP", "ACC"]);
    expect(rowsBy(figures, "hour").map(({ key }) => key)).toEqual(["03"]);
    expect(rowsBy(figures, "line").map(({ part: { calls } }) => calls)).toEqual([12]);
    expect(FIGURES.map(([name]) => kindOf(name)).filter((kind) => kind !== "count")).toEqual([
      "share",
      "share",
      "time",
      "time",
      "time",
      "time",
    ]);
  });

  it("are a file that a spreadsheet reads as numbers and never as a formula", () => {
    const [head, all, line, nature, , hour] = csvOf(figures, words).split("\r\n");
    expect(head).toMatch(/^\uFEFF"part","of","calls",/);
    expect(all).toBe('"all","",12,12,91.25,100,6.3,,,61,0,0,0,0,0,0');
    expect(line).toMatch(/^"line","17",12,/);
    expect(nature).toMatch(/^"nature","'=cmd ""HLP""",10,/);
    expect(hour).toBe('"hour","03",0,0,,,,,,61,0,0,0,0,0,0');
  });

  it("are of whole days by name", () => {
    expect(namedPeriod("week", "2026-03-01")).toEqual({ from: "2026-02-23", to: "2026-03-01" });
    expect(namedPeriod("last_month", "2026-03-01")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(namedPeriod("month", "2026-03-15")).toEqual({ from: "2026-03-01", to: "2026-03-15" });
    expect(namedPeriod("yesterday", "2026-01-01")).toEqual({ from: "2025-12-31", to: "2025-12-31" });
  });
});
