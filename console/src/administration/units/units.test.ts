import type { Unit } from "@amaliyat/contract/dispatch";
import type { User } from "@amaliyat/contract/identity";
import { UNIT_STATUSES } from "@amaliyat/domain/dispatch";
import { describe, expect, it } from "vitest";
import { EMPTY_OUT, isOutDraft, outBody } from "./out-dialog.tsx";
import { checkUnit, EMPTY_UNIT, fieldAt, freePatrols, isTyped, isUnitDraft } from "./unit-draft.ts";
import { EMPTY_LENDING, isLendDraft, checkMake, isChanged, isUnitMake, makeOf, withSkill } from "./unit-make.ts";
import { answersFilter, namesIn, UNIT_FILTERS } from "./unit-list.tsx";

const USER = "6f1b4a52-8f0c-4d38-9e0e-0a3b5d1c2f44";
const now = Date.parse("2026-06-01T10:00:00Z");

it("a unit is found by the names of its speakers and of its typed crew, in both scripts", () => {
  const words = (name: string): string => (name === "Karim Mansouri" ? "كريم منصوري Karim Mansouri" : name);
  const speakers = [{ userId: USER, name: "سمير" }];
  expect(namesIn({ speakers, crew: ["Karim Mansouri", "نورة"] }, words)).toBe("سمير كريم منصوري Karim Mansouri نورة");
});

describe("a unit's form", () => {
  it("makes a body, or names what is wrong", () => {
    const typed = { code: " 214 ", kind: "car", sectorId: "SU1", userId: "", skills: ["dog"], vehicle: " " } as const;
    expect(checkUnit(typed)).toEqual({
      ok: true,
      body: { code: "214", kind: "car", sectorId: "SU1", userId: null, skills: ["dog"], vehicle: null },
    });
    expect(checkUnit({ ...typed, userId: USER, vehicle: " 01234-117-30 " })).toMatchObject({
      body: { userId: USER, vehicle: "01234-117-30" },
    });
    expect(checkUnit(EMPTY_UNIT)).toEqual({ ok: false, wrong: new Set(["code", "kind", "sectorId"]) });
  });

  it("takes back its own draft, and knows the field that a refusal speaks of", () => {
    expect(isUnitDraft(JSON.parse(JSON.stringify({ ...EMPTY_UNIT, kind: "foot" })))).toBe(true);
    expect(
      [
        { ...EMPTY_UNIT, kind: "tank" },
        { ...EMPTY_UNIT, skills: ["flying"] },
      ].some(isUnitDraft),
    ).toBe(false);
    expect(["body.code", "body.sectorId", "body"].map(fieldAt)).toEqual(["code", "sectorId", null]);
    expect([EMPTY_UNIT, { ...EMPTY_UNIT, code: "1" }].map(isTyped)).toEqual([false, true]);
  });

  it("offers only patrols that may speak for it", () => {
    const user = (userId: string, change: Partial<User> = {}): User => ({
      userId,
      username: userId,
      name: userId,
      nameLatin: null,
      badge: "1",
      role: "patrol",
      sectors: ["SU1"],
      language: "ar",
      designatedFrom: "2026-01-01T00:00:00Z",
      designatedUntil: null,
      ended: false,
      ...change,
    });
    const users = [
      user("free"),
      user("speaking"),
      user("operator", { role: "operator" }),
      user("ended", { ended: true }),
      user("later", { designatedFrom: "2026-07-01T00:00:00Z" }),
      user("elsewhere", { sectors: ["SU2"] }),
    ];
    const units = [{ userId: "speaking" }, { userId: null }] as Unit[];
    expect(freePatrols(users, units, ["SD1", "SU1"], now).map(({ userId }) => userId)).toEqual(["free"]);
  });
});

describe("what a unit is made of", () => {
  const unit: Parameters<typeof makeOf>[0] = {
    code: "214",
    sectorId: "SU1",
    userId: null,
    kind: "car",
    skills: ["dog"],
    vehicle: null,
    radio: null,
    crew: ["رابح", "Adel"],
  };

  it("sends what differs, and only that", () => {
    const before = makeOf(unit);
    expect([isChanged(unit, before), checkMake(unit, before)]).toEqual([false, { ok: true, body: {} }]);
    const typed = { ...before, skills: withSkill(before.skills, "armed", true), crew: " رابح \n\nAdel،Nabil" };
    expect(isChanged(unit, typed)).toBe(true);
    expect(checkMake(unit, typed)).toEqual({ ok: true, body: { skills: ["armed", "dog"], crew: ["رابح", "Adel", "Nabil"] } });
    expect(withSkill(["armed", "dog"], "dog", false)).toEqual(["armed"]);
  });

  it("moves it, gives it another code and another account", () => {
    const typed = { ...makeOf(unit), code: " 215 ", sectorId: "SU2", userId: USER };
    expect(checkMake(unit, typed)).toEqual({ ok: true, body: { code: "215", sectorId: "SU2", userId: USER } });
    const taken = { ...unit, userId: USER };
    expect(checkMake(taken, { ...makeOf(taken), userId: "" })).toEqual({ ok: true, body: { userId: null } });
    expect(checkMake(unit, { ...makeOf(unit), code: "2 1" })).toEqual({ ok: false, wrong: new Set(["code"]) });
  });

  it("lends it only by a draft of its own", () => {
    expect([EMPTY_LENDING, { sectorId: "SU2", until: 5 }].every(isLendDraft)).toBe(true);
    expect([null, { sectorId: 1, until: null }, { sectorId: "SU2", until: "5" }].some(isLendDraft)).toBe(false);
  });

  it("names what is wrong, and takes back its own draft", () => {
    const crew = Array.from({ length: 13 }, (_, at) => `x${at}`).join("\n");
    expect(checkMake(unit, { ...makeOf(unit), crew })).toEqual({ ok: false, wrong: new Set(["crew"]) });
    expect(isUnitMake(JSON.parse(JSON.stringify(makeOf(unit))))).toBe(true);
    expect([null, { ...makeOf(unit), skills: ["flying"] }, { ...makeOf(unit), kind: "tank" }].some(isUnitMake)).toBe(false);
  });
});

describe("taking a unit out of service", () => {
  it("needs a reason, and words for one that is not in the list", () => {
    expect(outBody(EMPTY_OUT)).toBeNull();
    expect(outBody({ reason: "fuel", note: " " })).toEqual({ available: false, reason: "fuel" });
    expect(outBody({ reason: "vehicle", note: " pneu " })).toEqual({ available: false, reason: "vehicle", note: "pneu" });
    expect(outBody({ reason: "other", note: " " })).toBeNull();
    expect(outBody({ reason: "other", note: "زيارة" })).toEqual({ available: false, reason: "other", note: "زيارة" });
  });

  it("takes back its own draft and no other", () => {
    expect([EMPTY_OUT, { reason: "meal", note: "" }].every(isOutDraft)).toBe(true);
    expect(["fuel", null, { reason: "holiday", note: "" }].some(isOutDraft)).toBe(false);
  });
});

describe("the filter of units", () => {
  it("puts every status in service or out of it, and those that are sent somewhere at work", () => {
    const answering = (filter: (typeof UNIT_FILTERS)[number]) => UNIT_STATUSES.filter((status) => answersFilter({ status }, filter));
    expect(answering("all")).toEqual([...UNIT_STATUSES]);
    expect([...answering("in_service"), ...answering("out_of_service")].toSorted()).toEqual([...UNIT_STATUSES].toSorted());
    expect(answering("out_of_service")).toEqual(["unavailable"]);
    expect(answering("at_work")).toEqual(["assigned", "en_route", "on_scene"]);
  });
});
