import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NATURES, OUTSIDE_NATURES } from "../../calls/index.ts";
import { ORIGINS, SUBCATEGORIES } from "../../interventions/index.ts";
import { LANGUAGES } from "../../kernel/index.ts";
import { REPORT_KINDS, REPORT_SORTS } from "../../reports/index.ts";
import {
  COUNTED_PER,
  ENDINGS,
  cellsOf,
  makeBulletin,
  percent,
  reconcile,
  sharesOf,
  sumFigures,
  totalOf,
  UNKNOWN,
  type Breakdown,
  type Bulletin,
  type BulletinSource,
  type CallCell,
  type FigureKind,
  type InterventionCell,
  type ReportCell,
} from "../index.ts";

const period = { from: "2023-01-01", to: "2023-06-30" };
const month = fc.constantFrom("2023-01", "2023-02", "2023-03", "2023-04", "2023-05", "2023-06");
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 4 });
const count = fc.nat(500);

const interventions: fc.Arbitrary<InterventionCell[]> = fc.array(
  fc.record({
    subcategory: maybe(fc.constantFrom<string>(...SUBCATEGORIES.map((one) => one.code), "OLD.XXX")),
    origin: maybe(fc.constantFrom<string>(...ORIGINS, "drone")),
    sectorId: maybe(fc.constantFrom("SU1", "SU2", "gone", UNKNOWN)),
    month,
    placed: fc.boolean(),
    ending: fc.constantFrom(...ENDINGS),
    count,
  }),
  { maxLength: 40 },
);
const nature = maybe(fc.constantFrom<string>(...NATURES.map((one) => one.code), ...OUTSIDE_NATURES.map((one) => one.code), "XXX"));
const calls: fc.Arbitrary<CallCell[]> = fc.array(
  fc.record({ line: maybe(fc.constantFrom("17", "1548", "104", "115")), nature, month, count }),
);
const live = fc.record({
  kind: fc.constantFrom<string>(...REPORT_KINDS.map((one) => one.kind), "old"),
  sort: fc.constantFrom<string>(...REPORT_SORTS),
  language: fc.constantFrom<string>(...LANGUAGES),
  joined: fc.boolean(),
});
const reports: fc.Arbitrary<ReportCell[]> = fc.array(
  fc.record({ channel: maybe(fc.constantFrom("APP", "WEB", "FAX")), nature, month, live: fc.option(live), count }),
);

const empty: BulletinSource = { period, sectors: [], interventions: [], calls: [], reports: [] };
const sum = (cells: readonly { readonly count: number }[]): number => cells.reduce((total, cell) => total + cell.count, 0);
const isOutside = (cell: { readonly nature: string | null }): boolean => OUTSIDE_NATURES.some((one) => one.code === cell.nature);
const all = (
  part: Bulletin["interventions"] | Bulletin["calls"] | Bulletin["reports"] | Bulletin["liveReports"],
): Breakdown<FigureKind>[] => Object.values(part);

/** All that is printed of some cells, rows of 0 left out. */
const nonZero = (some: readonly InterventionCell[]): unknown =>
  Object.values(makeBulletin({ ...empty, interventions: some }).interventions).map((way) => way.parts.filter((part) => part.count > 0));

/** As many cells of one row as the published figures say. */
const published = (subcategory: string, times: number): InterventionCell[] =>
  Array.from({ length: times }, () => ({
    subcategory,
    origin: "video",
    sectorId: "SU1",
    month: "2023-02",
    placed: true,
    ending: "closed",
    count: 1,
  }));

describe("the published half year", () => {
  const bulletin = makeBulletin({
    ...empty,
    interventions: [
      ...published("TRF.CNG", 119),
      ...published("SUS.PER", 60),
      ...published("ACC.MAT", 41),
      ...published("DRG.USE", 36),
      ...published("PRK.PUB", 8),
      ...published("VTH.MOT", 4),
      ...published("THF.SHP", 4),
      ...published("OTH.AST", 564),
    ],
    calls: [{ line: "17", nature: "ENQ", month: "2023-03", count: 2137 }],
    reports: [{ channel: "APP", nature: "CRM", month: "2023-03", live: null, count: 41 }],
  });

  test("prints 836 with parts that add up, 2,137 calls, 41 reports", () => {
    expect(reconcile(bulletin.interventions.byCategory)).toBe("836 = 119 + 60 + 41 + 36 + 8 + 4 + 4 + 564");
    expect(totalOf(bulletin.calls.byNature)).toEqual({ of: "calls", count: 2137 });
    expect(totalOf(bulletin.reports.byNature)).toEqual({ of: "reports", count: 41 });
    expect(sharesOf(bulletin.interventions.byCategory).map((share) => share.percent)).toEqual([14.2, 7.2, 4.9, 4.3, 1, 0.5, 0.5, 67.5]);
  });

  test("an empty one prints its rows at zero and no share", () => {
    const none = makeBulletin(empty);
    expect(reconcile(none.interventions.byCategory)).toBe("0 = 0");
    expect(none.interventions.byCategory.parts).toHaveLength(8);
    expect(none.interventions.byMonth.parts.map((part) => part.key)).toEqual([
      "2023-01",
      "2023-02",
      "2023-03",
      "2023-04",
      "2023-05",
      "2023-06",
    ]);
    expect(sharesOf(none.interventions.byCategory)[0]?.percent).toBeNull();
  });
});

test("what was closed nobody knows when is counted, and told apart from open work and from what has a duration", () => {
  const cell = { subcategory: "OTH.AST", origin: "call", sectorId: null, month: "2023-01", placed: false } as const;
  const { interventions: split } = makeBulletin({
    ...empty,
    interventions: [
      { ...cell, ending: "closed", count: 5 },
      { ...cell, ending: "time_unknown", count: 3 },
    ],
  });
  expect(split.byEnding.parts).toEqual([
    { key: "closed", count: 5 },
    { key: "time_unknown", count: 3 },
    { key: "open", count: 0 },
  ]);
  expect(totalOf(split.byEnding)).toEqual(totalOf(split.byCategory));
});

test("cells that are counted for each split by themselves make the same bulletin as those of all combinations", () => {
  fc.assert(
    fc.property(interventions, (cells) => {
      const apart = cells.flatMap((cell) => COUNTED_PER.map((per) => ({ ...cell, per })));
      expect(nonZero(apart)).toEqual(nonZero(cells));
    }),
  );
});

describe("what was not recorded", () => {
  test("is a row of its own at the end; a sector that the room no longer has keeps its name", () => {
    const cell: InterventionCell = {
      subcategory: "OLD.XXX",
      origin: null,
      sectorId: null,
      month: "2023-01",
      placed: false,
      ending: "closed",
      count: 3,
    };
    const { interventions: split } = makeBulletin({
      ...empty,
      sectors: ["SU2", "SU1"],
      interventions: [cell, { ...cell, sectorId: "SU9", count: 2 }],
    });
    for (const way of [split.byCategory, split.bySubcategory, split.byOrigin, split.byPlace])
      expect(way.parts.at(-1)).toEqual({ key: UNKNOWN, count: 5 });
    expect(split.bySector.parts).toEqual([
      { key: "SU2", count: 0 },
      { key: "SU1", count: 0 },
      { key: "SU9", count: 2 },
      { key: UNKNOWN, count: 3 },
    ]);
  });

  test("has no row where nothing is missing", () => {
    const { interventions: split } = makeBulletin({ ...empty, interventions: published("TRF.CNG", 1) });
    expect(split.byCategory.parts.some((part) => part.key === UNKNOWN)).toBe(false);
  });
});

describe("whatever was counted", () => {
  test("every way of splitting has the same total, the number of rows that went in", () => {
    fc.assert(
      fc.property(interventions, calls, reports, (someInterventions, someCalls, someReports) => {
        const bulletin = makeBulletin({
          ...empty,
          sectors: ["SU1"],
          interventions: someInterventions,
          calls: someCalls,
          reports: someReports,
        });
        for (const way of all(bulletin.interventions)) expect(totalOf(way).count).toBe(sum(someInterventions));
        const { outside: apart, ...inside } = bulletin.calls;
        for (const way of Object.values(inside)) expect(totalOf(way).count).toBe(sum(someCalls.filter((cell) => !isOutside(cell))));
        expect(totalOf(apart).count).toBe(sum(someCalls.filter(isOutside)));
        const { outside, ...counted } = bulletin.reports;
        for (const way of Object.values(counted)) expect(totalOf(way).count).toBe(sum(someReports.filter((cell) => !isOutside(cell))));
        expect(totalOf(outside).count).toBe(sum(someReports.filter(isOutside)));
        const received = someReports.filter((cell) => cell.live !== null && !isOutside(cell));
        for (const way of all(bulletin.liveReports)) expect(totalOf(way).count).toBe(sum(received));
        expect(bulletin.reports.bySource.parts.find(({ key }) => key === "live")?.count).toBe(sum(received));
      }),
    );
  });

  test("the written sum is true, and every key stands once", () => {
    fc.assert(
      fc.property(interventions, (cells) => {
        for (const way of all(makeBulletin({ ...empty, interventions: cells }).interventions)) {
          const [total = "", parts = ""] = reconcile(way).split(" = ");
          expect(parts.split(" + ").reduce((adding, part) => adding + Number(part), 0)).toBe(Number(total));
          expect(new Set(way.parts.map((part) => part.key)).size).toBe(way.parts.length);
        }
      }),
    );
  });

  test("rows and grouped cells give the same bulletin", () => {
    fc.assert(
      fc.property(interventions, (cells) => {
        const single = cells.flatMap((cell) => Array.from({ length: cell.count % 5 }, () => ({ ...cell, count: 1 })));
        const grouped = cells.map((cell) => ({ ...cell, count: cell.count % 5 }));
        expect(nonZero(single)).toEqual(nonZero(grouped));
      }),
    );
  });
});

describe("the period", () => {
  const row = { subcategory: "TRF.CNG", origin: "video", sectorId: null, placed: true, ending: "closed" as const };

  test("is counted in local days, first and last included", () => {
    const moments = ["2022-12-31T22:59:59Z", "2022-12-31T23:00:00Z", "2023-06-30T22:59:59Z", "2023-06-30T23:00:00Z"];
    const cells = cellsOf(
      moments.map((moment) => ({ ...row, at: Date.parse(moment) })),
      period,
    );
    expect(cells.map((cell) => cell.month)).toEqual(["2023-01", "2023-06"]);
  });

  test("a cell of another month does not vanish in silence", () => {
    expect(() => makeBulletin({ ...empty, interventions: [{ ...row, month: "2022-12", count: 1 }] })).toThrow("2022-12");
    expect(() => makeBulletin({ ...empty, period: { from: "2023-06-30", to: "2023-01-01" } })).toThrow("not a period");
  });
});

test("figures of one kind add up, of two kinds they do not compile", () => {
  const bulletin = makeBulletin({ ...empty, calls: [{ line: "17", nature: "ENQ", month: "2023-01", count: 2 }] });
  const ours = totalOf(bulletin.calls.byLine);
  expect(sumFigures("calls", [ours, ours])).toEqual({ of: "calls", count: 4 });
  const theirs = totalOf(bulletin.reports.byMonth);
  // @ts-expect-error: a report is no call
  sumFigures("calls", [ours, theirs]);
  // @ts-expect-error: figures have no common plus
  const never = (): unknown => ours + theirs;
  expect(never).toBeTypeOf("function");
});

test("percentages have one decimal", () => {
  expect([percent(1, 3), percent(2, 3), percent(1, 8), percent(0, 5), percent(5, 5), percent(0, 0)]).toEqual([
    33.3,
    66.7,
    12.5,
    0,
    100,
    null,
  ]);
});
