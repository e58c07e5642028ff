import type { Bulletin } from "@amaliyat/contract/statistics";
import { SUBCATEGORIES } from "@amaliyat/domain/interventions";
import { reconcile } from "@amaliyat/domain/statistics";
import { describe, expect, it } from "vitest";
import { counted, groupedSubcategories, hasTimeUnknown, isReconciled, shareOfOther, sumOf, type Split } from "./figures.ts";
import { labelOf, showsCode } from "./labels.ts";

const split = (by: Split["by"], counts: Readonly<Record<string, number>>): Split => ({
  by,
  parts: Object.entries(counts).map(([key, count]) => ({ key, count })),
});
const CATEGORY = split("category", { TRF: 119, SUS: 60, ACC: 41, DRG: 36, PRK: 8, VTH: 4, THF: 4, OTH: 564 });
const figures = (byMonth: number) => ({
  byCategory: CATEGORY,
  bySubcategory: split("subcategory", { "TRF.OBS": 800, "?": 36 }),
  byOrigin: split("origin", { video: 836 }),
  bySector: split("sector", { SU1: 836 }),
  byMonth: split("month", { "2023-01": byMonth }),
  byPlace: split("place", { placed: 836 }),
  byEnding: split("ending", { closed: 830, time_unknown: 6, open: 0 }),
});
const bulletin = (byMonth: number): Bulletin => ({
  from: "2023-01-01",
  to: "2023-06-30",
  video: figures(byMonth),
  interventions: figures(836),
  calls: {
    byLine: split("line", { "17": 2137 }),
    byNature: split("nature", { HLP: 2137 }),
    byMonth: split("month", { "2023-01": 2137 }),
    outside: split("nature", { ABN: 12 }),
  },
  reports: {
    byNature: split("nature", { HLP: 41 }),
    byChannel: split("channel", { APP: 41 }),
    byMonth: split("month", { "2023-01": 41 }),
    bySource: split("source", { live: 0, imported: 41 }),
    outside: split("nature", { NUI: 3 }),
  },
  liveReports: null,
  checkpoint: null,
  madeAt: "2023-07-04T09:00:00Z",
});

describe("the figures of a bulletin", () => {
  it("sums what is printed, and writes the sum out", () => {
    expect(sumOf(CATEGORY)).toBe(836);
    expect(reconcile(counted("interventions", CATEGORY))).toBe("836 = 119 + 60 + 41 + 36 + 8 + 4 + 4 + 564");
  });

  it("tells of unknown closing times where there are some", () => {
    expect(hasTimeUnknown(figures(836).byEnding)).toBe(true);
    expect(hasTimeUnknown(split("ending", { closed: 836, time_unknown: 0, open: 0 }))).toBe(false);
  });

  it("agrees only if every table of the same thing has the same total", () => {
    expect(isReconciled(bulletin(836))).toBe(true);
    expect(isReconciled(bulletin(835))).toBe(false);
  });

  it("agrees only if what the room received is the same in all of its tables and in the row that counts it", () => {
    const base = bulletin(836);
    const live = (count: number) => ({
      byKind: split("kind", { theft: count }),
      bySort: split("sort", { information: 5, complaint: 2 }),
      byLanguage: split("language", { ar: 7 }),
      byCourse: split("course", { joined: 3, apart: 4 }),
      firstAnswer: { answered: 6, medianS: 90 },
    });
    const reports = { ...base.reports, bySource: split("source", { live: 7, imported: 34 }) };
    expect(isReconciled({ ...base, reports, liveReports: live(7) })).toBe(true);
    expect(isReconciled({ ...base, reports, liveReports: live(6) })).toBe(false);
    expect(isReconciled({ ...base, reports, liveReports: null })).toBe(false);
    expect(
      isReconciled({ ...base, reports: { ...reports, bySource: split("source", { live: 7, imported: 33 }) }, liveReports: live(7) }),
    ).toBe(false);
  });

  it("does not ask what lies outside the bulletin to agree with anything", () => {
    const apart = bulletin(836);
    expect(isReconciled({ ...apart, calls: { ...apart.calls, outside: split("nature", { ABN: 999 }) } })).toBe(true);
  });

  it("puts each sub-category under its category and loses none", () => {
    const all = split("subcategory", Object.fromEntries([...SUBCATEGORIES.map((one, index) => [one.code, index]), ["?", 7]]));
    const groups = groupedSubcategories(all);
    expect(groups.map((group) => group.code)).toEqual(["TRF", "SUS", "ACC", "DRG", "PRK", "VTH", "THF", "OTH", "?"]);
    expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(sumOf(all));
    expect(groups.flatMap((group) => group.parts)).toHaveLength(all.parts.length);
    for (const group of groups) for (const part of group.parts) expect(part.key.startsWith(group.code)).toBe(true);
  });

  it("knows the share of «other», and that nothing has no share", () => {
    expect(shareOfOther(CATEGORY)).toBeCloseTo(564 / 836);
    expect(shareOfOther(split("category", { OTH: 0 }))).toBeNull();
  });
});

describe("the names of rows", () => {
  const sectors = new Map([["SU1", { ar: "الأمن الحضري 1", fr: "Sûreté urbaine 1", en: "Urban security 1" }]]);
  it("names every kind of row in each language", () => {
    expect(labelOf("category", "TRF", "ar", sectors)).toBe("تسهيل الحركة المرورية");
    expect(labelOf("nature", "ABN", "fr", sectors)).toBe("Appel abandonné");
    expect(labelOf("nature", "NUI", "ar", sectors, "calls_outside")).toBe("مكالمة كيدية");
    expect(labelOf("nature", "NUI", "ar", sectors, "reports_outside")).toBe("تبليغ كيدي");
    expect(labelOf("month", "2023-04", "ar", sectors)).toBe("أفريل 2023");
    expect(labelOf("sector", "SU1", "fr", sectors)).toBe("Sûreté urbaine 1");
    expect(labelOf("place", "placed", "en", sectors)).toBe("Place recorded");
  });

  it("says what was not recorded, and shows a key that has no name as it is", () => {
    expect(labelOf("sector", "?", "ar", sectors)).toBe("؟ غير مسجل");
    expect(labelOf("sector", "SU9", "ar", sectors)).toBe("SU9");
  });

  it("prints a code beside a name, never a question mark", () => {
    expect(showsCode("category", "TRF")).toBe(true);
    expect(showsCode("category", "?")).toBe(false);
    expect(showsCode("month", "2023-04")).toBe(false);
  });
});
