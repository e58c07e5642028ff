import * as fc from "fast-check";
import { expect, it } from "vitest";
import { SUBCATEGORIES } from "../interventions/index.ts";
import { checkHistory, historyFrom, isSensitive, kindOfLandmark, PLACE_KINDS, placeName } from "./index.ts";

it("a place is named in the language, else in the first that has a name", () => {
  expect(placeName({ ar: "ساحة", fr: "Place" }, "fr")).toBe("Place");
  expect(placeName({ ar: "ساحة", fr: "Place" }, "en")).toBe("ساحة");
  expect(placeName({ en: "Square" }, "ar")).toBe("Square");
  expect(placeName({}, "ar")).toBe("");
});

it("every word of OpenStreetMap has a kind, an unknown one the last", () => {
  expect(kindOfLandmark("hospital")).toBe("health");
  expect(kindOfLandmark("constructor")).toBe("other");
  fc.assert(fc.property(fc.string(), (word) => PLACE_KINDS.includes(kindOfLandmark(word))));
});

it("what speaks of the life of persons needs words besides the purpose", () => {
  expect(isSensitive("DRG.USE")).toBe(true);
  expect(isSensitive("OTH.SUI")).toBe(true);
  expect(isSensitive("TRF.OBS")).toBe(false);
  expect(SUBCATEGORIES.some(({ code }) => isSensitive(code))).toBe(true);
  expect(checkHistory({ sensitive: true, words: "  " })).toMatchObject({ error: { code: "history.words_missing" } });
  expect(checkHistory({ sensitive: true, words: "بلاغ" }).ok).toBe(true);
  expect(checkHistory({ sensitive: false, words: null }).ok).toBe(true);
});

it("a history goes back whole months, at most twelve, never past a month's last day", () => {
  const at = (text: string): number => Date.parse(text);
  expect(historyFrom(at("2026-03-31T10:00:00Z"), 1)).toBe(at("2026-02-28T10:00:00Z"));
  expect(historyFrom(at("2026-03-31T10:00:00Z"), 12)).toBe(at("2025-03-31T10:00:00Z"));
  expect(historyFrom(at("2028-02-29T10:00:00Z"), 99)).toBe(at("2027-02-28T10:00:00Z"));
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2010), max: Date.UTC(2090) }), fc.integer({ min: -5, max: 40 }), (end, months) => {
      const days = (end - historyFrom(end, months)) / 86_400_000;
      expect(days).toBeGreaterThanOrEqual(28);
      expect(days).toBeLessThanOrEqual(366);
    }),
  );
});
