import type { Sector } from "@amaliyat/contract/identity";
import { describe, expect, it } from "vitest";
import { checkSector, draftOf, EMPTY_SECTOR, isSectorDraft } from "./sector-draft.ts";

const top: Sector = { sectorId: "SW", parentId: null, names: { ar: "أمن الولاية", fr: "Sûreté", en: "Security" }, boundary: null };
const below: Sector = {
  ...top,
  sectorId: "SD1",
  parentId: "SW",
  boundary: [
    [5, 31],
    [6, 31],
    [6, 32],
  ],
};
const tree = [top, below];

describe("a sector's form", () => {
  it("comes back as it was", () => {
    expect(checkSector(draftOf(below), tree, false)).toEqual({ ok: true, sector: below });
    expect(isSectorDraft(JSON.parse(JSON.stringify(draftOf(top))))).toBe(true);
    expect(isSectorDraft({ sectorId: 1 })).toBe(false);
  });

  it("sends a closed boundary that nobody touched as it is stored: to open it would be a change", () => {
    const closed: Sector = { ...below, boundary: [...(below.boundary ?? []), [5, 31]] };
    expect(checkSector({ ...draftOf(closed), fr: "Autre" }, [top, closed], false)).toEqual({
      ok: true,
      sector: { ...closed, names: { ...closed.names, fr: "Autre" } },
    });
    expect(checkSector({ ...draftOf(closed), boundary: `${draftOf(closed).boundary} ` }, [top, closed], false)).toEqual({
      ok: true,
      sector: below,
    });
  });

  it("names the fields that are wrong", () => {
    expect(checkSector(EMPTY_SECTOR, tree, true)).toEqual({ ok: false, wrong: new Set(["sectorId", "ar", "fr", "en"]) });
    expect(checkSector({ ...draftOf(below), boundary: "[1]" }, tree, false)).toEqual({ ok: false, wrong: new Set(["boundary"]) });
  });

  it("is not sent with a boundary that crosses itself, or that has two corners", () => {
    const bow = "[[5,31],[6,32],[6,31],[5,32]]";
    for (const boundary of [bow, "[[5,31],[6,32]]"])
      expect(checkSector({ ...draftOf(below), boundary }, tree, false)).toEqual({ ok: false, wrong: new Set(["boundary"]) });
  });

  it("lets no sector stand under itself, and no new one take another's code", () => {
    expect(checkSector({ ...draftOf(top), parentId: "SD1" }, tree, false)).toEqual({ ok: false, wrong: new Set(["parentId"]) });
    expect(checkSector({ ...draftOf(below), parentId: "gone" }, tree, false)).toEqual({ ok: false, wrong: new Set(["parentId"]) });
    expect(checkSector(draftOf(below), tree, true)).toEqual({ ok: false, wrong: new Set(["sectorId"]) });
  });
});
