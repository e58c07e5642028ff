import { describe, expect, it } from "vitest";
import { checkChange, checkSite, draftOf, EMPTY_SITE, fieldAt, isChanged, isSiteDraft, readPlace } from "./site-draft.ts";

describe("a site's form", () => {
  it("reads a place as maps write it", () => {
    expect(readPlace("31.95512, 5.30001")).toEqual({ lat: 31.95512, lon: 5.30001 });
    expect(readPlace("31.9، 5.3")).toEqual({ lat: 31.9, lon: 5.3 });
    expect(readPlace("-5 12")).toEqual({ lat: -5, lon: 12 });
    for (const text of ["", "31.9", "95, 5", "31.9, 181", "here"]) expect(readPlace(text)).toBeNull();
  });

  it("makes a body, or names what is wrong", () => {
    const site = { code: "S-01", ar: "سوق", fr: "Souk", en: "Market", place: "31.9, 5.3", sector: "", phase: "2" };
    expect(checkSite(site)).toEqual({
      ok: true,
      body: { code: "S-01", names: { ar: "سوق", fr: "Souk", en: "Market" }, place: { lat: 31.9, lon: 5.3 }, phase: 2 },
    });
    expect(checkSite(EMPTY_SITE)).toEqual({ ok: false, wrong: new Set(["code", "ar", "fr", "en", "place"]) });
  });

  it("changes all of a site but its code, and begins as the site is", () => {
    const names = { ar: "سوق", fr: "Souk", en: "Market" };
    const site = { siteId: "1", code: "S-01", names, place: { lat: 31.9, lon: -5.3 }, sectorId: "SU1", phase: null };
    const initial = draftOf(site);
    expect(isChanged(initial, { ...initial })).toBe(false);
    expect(checkChange(initial)).toEqual({ ok: true, body: { names, place: site.place, phase: null } });
    const moved = { ...initial, sector: "SU2", phase: "3" };
    expect(isChanged(initial, moved)).toBe(true);
    expect(checkChange(moved)).toEqual({ ok: true, body: { names, place: site.place, sectorId: "SU2", phase: 3 } });
    expect(checkChange({ ...initial, fr: " ", place: "here" })).toEqual({ ok: false, wrong: new Set(["fr", "place"]) });
  });

  it("knows the field that a refusal speaks of", () => {
    expect(["body.names.fr", "body.place.lat", "body.sectorId", "body"].map(fieldAt)).toEqual(["fr", "place", "sector", null]);
  });

  it("takes back its own draft", () => {
    expect(isSiteDraft(JSON.parse(JSON.stringify(EMPTY_SITE)))).toBe(true);
    expect(isSiteDraft({ code: "x" })).toBe(false);
  });
});
