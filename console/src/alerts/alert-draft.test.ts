import { describe, expect, it } from "vitest";
import { checkAlertDraft, draftOfAlert, isAlertDraft, textsOfDraft, type AlertDraft } from "./alert-draft.ts";

const NOW = Date.UTC(2026, 3, 18, 9);
const text = (title: string) => ({ title, area: "ورقلة", words: `${title}…` });
const fields = (language: "ar" | "fr", title: string): Partial<AlertDraft> => ({
  [`${language}.title`]: title,
  [`${language}.area`]: "ورقلة",
  [`${language}.words`]: `${title}…`,
});
const reach = { wholeTown: false, point: { lat: 31.95, lon: 5.33 }, radius: "500" };
const typed = (change: Partial<AlertDraft> = {}): AlertDraft => ({
  ...draftOfAlert(null, NOW),
  ...fields("ar", "ع"),
  ...fields("fr", "f"),
  reach,
  ...change,
});
const wrongOf = (change: Partial<AlertDraft>): string[] => {
  const checked = checkAlertDraft(typed(change));
  return checked.ok ? [] : [...checked.wrong].toSorted();
};

describe("the form of a public alert", () => {
  it("is sent whole, without English where nothing of it was typed", () => {
    const checked = checkAlertDraft(typed());
    expect(checked).toMatchObject({
      ok: true,
      body: { kind: "road_closed", texts: { ar: text("ع"), en: null }, reach: { radiusM: 500 }, from: null },
    });
    expect(checkAlertDraft(typed({ reach: { ...reach, wholeTown: true, point: null } }))).toMatchObject({
      ok: true,
      body: { reach: null },
    });
  });

  it("says which fields are wrong", () => {
    expect(wrongOf({ "ar.title": " " })).toEqual(["ar.title"]);
    expect(wrongOf({ "en.title": "Road", "en.area": "ورقلة" })).toEqual(["en.words"]);
    expect(wrongOf({ reach: { ...reach, point: null } })).toEqual(["point"]);
    expect(wrongOf({ reach: { ...reach, radius: "far" } })).toEqual(["radius"]);
    expect(wrongOf({ reach: { ...reach, radius: "" } })).toEqual(["radius"]);
    expect(wrongOf({ until: null })).toEqual(["until"]);
  });

  it("takes the text of a missing child from its child alert alone", () => {
    const child = {
      childAlertId: "00000000-0000-4000-8000-000000000001",
      boloId: "b",
      boloReference: "B-1",
      ar: "نص",
      fr: "texte",
      area: "ورقلة",
    };
    const draft = typed({ kind: "missing_child", childAlertId: child.childAlertId });
    expect(checkAlertDraft(draft)).toMatchObject({ ok: true, body: { texts: null, childAlertId: child.childAlertId } });
    expect(textsOfDraft(draft, [child])).toMatchObject({ ar: { words: "نص" }, en: null });
    expect(textsOfDraft(draft, [])).toBeNull();
    expect(wrongOf({ kind: "missing_child", childAlertId: null })).toEqual(["childAlertId"]);
  });

  it("knows its own drafts again, and nothing else", () => {
    expect(isAlertDraft(JSON.parse(JSON.stringify(typed())))).toBe(true);
    for (const other of [
      null,
      {},
      { ...typed(), kind: "weather" },
      { ...typed(), "ar.title": 1 },
      { ...typed(), reach: null },
      { ...typed(), until: "soon" },
    ])
      expect(isAlertDraft(other)).toBe(false);
  });
});
