import type { ReportFigures } from "@amaliyat/contract/reports";
import { describe, expect, it } from "vitest";
import { becameShare, rowsBy } from "./figure-rows.ts";

const figures: ReportFigures = {
  from: "2026-04-01",
  to: "2026-04-18",
  received: 8,
  danger: 1,
  byKind: [
    { kind: "theft", count: 2, interventions: 1 },
    { kind: "accident", count: 6, interventions: 5 },
  ],
  bySort: [{ sort: "information", count: 8 }],
  byLanguage: [{ language: "ar", count: 8 }],
  byEnd: [
    { end: "known", count: 1 },
    { end: "nuisance", count: 3 },
    { end: "unclear", count: 0 },
  ],
  firstAnswer: { answered: 7, medianS: 95, p90S: 410 },
  becameInterventions: 6,
};

describe("the figures of the reports", () => {
  it("have the most frequent first, each with its share", () => {
    expect(rowsBy(figures, "kind")).toEqual([
      { key: "accident", count: 6, share: 0.75, interventions: 5 },
      { key: "theft", count: 2, share: 0.25, interventions: 1 },
    ]);
  });

  it("take ends for shares of what ended, not of what came", () => {
    expect(rowsBy(figures, "end").map(({ key, share }) => [key, share])).toEqual([
      ["nuisance", 0.75],
      ["known", 0.25],
    ]);
  });

  it("say nothing where there was nothing", () => {
    expect(becameShare(figures)).toBe(0.75);
    expect(becameShare({ ...figures, received: 0, becameInterventions: 0 })).toBeNull();
    expect(rowsBy({ ...figures, byEnd: [] }, "end")).toEqual([]);
  });
});
