import type { Hazard } from "@amaliyat/contract/places";
import { describe, expect, it } from "vitest";
import { checkHazardDraft, draftOfHazard, isHazardDraft } from "./hazard-draft.ts";
import { checkPlace, draftOfPlace, isPlaceDraft } from "./place-draft.ts";
import { placesSearch } from "./places-search.ts";

const NOW = Date.parse("2026-03-01T12:00:00+01:00");
const POINT = { lat: 31.95, lon: 5.33 };
const wrongOf = (checked: ReturnType<typeof checkHazardDraft> | ReturnType<typeof checkPlace>): string[] =>
  checked.ok ? [] : [...checked.wrong];

describe("the form of a place", () => {
  it("needs one name and a point", () => {
    const draft = draftOfPlace(null);
    expect(wrongOf(checkPlace(draft)).toSorted()).toEqual(["names", "point"]);
    expect(checkPlace({ ...draft, fr: "Café", aliases: "a\n\n b \n", point: POINT })).toEqual({
      ok: true,
      body: { names: { fr: "Café" }, aliases: ["a", "b"], kind: "other", point: POINT },
    });
    expect(wrongOf(checkPlace({ ...draft, ar: "\u202ex", point: POINT }))).toEqual(["names"]);
  });

  it("comes back from what was kept, and from nothing else", () => {
    expect(isPlaceDraft(JSON.parse(JSON.stringify(draftOfPlace(null))))).toBe(true);
    for (const kept of [null, {}, { ...draftOfPlace(null), kind: "castle" }, { ...draftOfPlace(null), point: 7 }])
      expect(isPlaceDraft(kept)).toBe(false);
  });
});

describe("the form of a hazard", () => {
  const draft = { ...draftOfHazard(null, NOW), words: "كلب", point: POINT };

  it("gives whole local days, the last included", () => {
    expect(checkHazardDraft(draft, NOW)).toMatchObject({
      ok: true,
      body: {
        from: "2026-02-28T23:00:00.000Z",
        until: "2026-05-30T23:00:00.000Z",
        sourceWords: null,
        area: { kind: "radius", metres: 50 },
      },
    });
  });

  it("says which field is wrong, by shape and by rule", () => {
    const wrong = (change: object) => wrongOf(checkHazardDraft({ ...draft, ...change }, NOW));
    expect(wrong({ words: " ", point: null }).toSorted()).toEqual(["point", "words"]);
    expect(wrong({ until: "" })).toEqual(["until"]);
    expect(wrong({ until: "2026-02-01" })).toEqual(["until"]);
    expect(wrong({ until: "2027-03-05" })).toEqual(["until"]);
    expect(wrong({ review: "2026-12-01" })).toEqual(["review"]);
    for (const metres of ["", "x", "5", "5000"]) expect(wrong({ area: { ...draft.area, metres } }), metres).toEqual(["metres"]);
    expect(wrong({ area: { ...draft.area, kind: "address" } })).toEqual(["address"]);
  });

  it("of a hazard says what was written, and comes back from what was kept", () => {
    const made = checkHazardDraft(draft, NOW);
    if (!made.ok) throw new Error("the draft is wrong");
    const hazard = { ...made.body } as unknown as Hazard;
    expect(draftOfHazard(hazard, NOW)).toEqual(draft);
    expect(isHazardDraft(JSON.parse(JSON.stringify(draft)))).toBe(true);
    for (const kept of [
      { ...draft, kind: "ghost" },
      { ...draft, area: "radius" },
    ])
      expect(isHazardDraft(kept)).toBe(false);
  });
});

it("an address of the screen is read as far as it is understood", () => {
  expect(placesSearch({ view: "hazards", open: "new" })).toEqual({ view: "hazards", open: "new" });
  expect(placesSearch({ view: "x", open: 7 })).toEqual({});
});
