import { SUBCATEGORIES } from "@amaliyat/domain/interventions";
import { describe, expect, it } from "vitest";
import { movePick } from "./pick-list.tsx";
import { subcategoryPicks } from "./subcategory-picks.ts";

describe("sub-category picker", () => {
  it("lists the favourites first with their digits, then every other once", () => {
    const picks = subcategoryPicks("", "ar");
    expect(picks.slice(0, 3).map((pick) => [pick.digit, pick.code])).toEqual([
      ["1", "TRF.CNG"],
      ["2", "TRF.OBS"],
      ["3", "TRF.PKG"],
    ]);
    expect(picks).toHaveLength(SUBCATEGORIES.length);
    expect(new Set(picks.map((pick) => pick.code)).size).toBe(SUBCATEGORIES.length);
  });

  it("finds in Arabic and French whatever the spelling, and by code", () => {
    for (const typed of ["عائق", "obstacle", "trf.obs", "OBSTACLE voie"])
      expect(subcategoryPicks(typed, "fr")[0]?.code, typed).toBe("TRF.OBS");
    expect(subcategoryPicks("وقوف", "ar")).toBeDefined();
    expect(subcategoryPicks("zzzz", "ar")).toEqual([]);
  });
});

describe("keys of a list", () => {
  it("stays inside, and leaves other keys alone", () => {
    expect(movePick(0, 3, "ArrowUp")).toBe(0);
    expect(movePick(2, 3, "ArrowDown")).toBe(2);
    expect(movePick(0, 30, "PageDown")).toBe(8);
    expect(movePick(0, 3, "Enter")).toBeNull();
    expect(movePick(0, 0, "ArrowDown")).toBeNull();
  });
});
