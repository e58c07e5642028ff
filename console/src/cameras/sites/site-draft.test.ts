import { describe, expect, it } from "vitest";
import { checkChange, checkSite, draftOf, EMPTY_SITE, fieldAt, isSiteDraft, readPlace } from "./site-draft.ts";

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

  it("changes what differs from the site but not its code, and begins as the site is", () => {
    const names = { ar: "سوق", fr: "Souk", en: "Market" };
    const site = { siteId: "1", code: "S-01", names, place: { lat: 31.9, lon: -5.3 }, sectorId: "SU1", phase: null };
    const initial = draftOf(site);
    expect(checkChange(site, initial)).toEqual({ ok: true, body: {} });
    expect(checkChange(site, { ...initial, sector: "SU2", phase: "3" })).toEqual({ ok: true, body: { sectorId: "SU2", phase: 3 } });
    expect(checkChange({ ...site, phase: 2 }, initial)).toEqual({ ok: true, body: { phase: null } });
    expect(checkChange(site, { ...initial, fr: " ", place: "here" })).toEqual({ ok: false, wrong: new Set(["fr", "place"]) });
  });

  it("knows the field that a refusal speaks of", () => {
    expect(["body.names.fr", "body.place.lat", "body.sectorId", "body"].map(fieldAt)).toEqual(["fr", "place", "sector", null]);
  });

  it("takes back its own draft", () => {
    expect(isSiteDraft(JSON.parse(JSON.stringify(EMPTY_SITE)))).toBe(true);
    expect(isSiteDraft({ code: "x" })).toBe(false);
  });
});
