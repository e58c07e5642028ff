import type { User } from "@amaliyat/contract/identity";
import { describe, expect, it } from "vitest";
import { checkChange, checkNew, designationOf, draftOf, EMPTY_USER, fieldAt, isUserDraft } from "./user-draft.ts";

const user: User = {
  userId: "0b6f3c1e-8f2a-4b64-9c61-2f0a7c1d2e3f",
  username: "n.kasmi",
  name: "ن. قاسمي",
  nameLatin: "N. Kacimi",
  badge: "4127",
  role: "operator",
  sectors: ["SU1"],
  language: "ar",
  designatedFrom: "2026-01-01T08:00:00Z",
  designatedUntil: "2026-06-30T23:00:00Z",
  ended: false,
};
const draft = draftOf(user);

describe("a person's form", () => {
  it("shows the days of Algiers that a designation covers", () => {
    expect(draft.until).toBe("2026-06-30");
    expect(draftOf({ ...user, designatedUntil: "2026-06-30T22:59:59Z" }).until).toBe("2026-06-30");
    expect(draftOf({ ...user, designatedUntil: null }).until).toBe("");
  });

  it("sends only what was changed", () => {
    expect(checkChange(user, draft)).toEqual({ ok: true, body: {} });
    expect(checkChange(user, { ...draft, role: "dispatcher", until: "2026-07-01" })).toEqual({
      ok: true,
      body: { role: "dispatcher", designatedUntil: "2026-07-01T23:00:00.000Z" },
    });
    expect(checkChange(user, { ...draft, until: "" })).toEqual({ ok: true, body: { designatedUntil: null } });
  });

  it("takes a name in Latin letters, and none where it is empty", () => {
    const without = { ...draft, nameLatin: " " };
    expect(checkChange(user, without)).toEqual({ ok: true, body: { nameLatin: null } });
    expect(checkChange({ ...user, nameLatin: null }, draft)).toEqual({ ok: true, body: { nameLatin: "N. Kacimi" } });
    expect(checkChange(user, { ...draft, nameLatin: "x".repeat(121) })).toEqual({ ok: false, wrong: new Set(["nameLatin"]) });
    const made = checkNew({ ...without, username: "a.b" });
    expect(made.ok && made.body.nameLatin).toBeNull();
  });

  it("names the fields that are wrong", () => {
    expect(checkNew(EMPTY_USER)).toEqual({ ok: false, wrong: new Set(["username", "name", "badge", "role"]) });
    expect(checkChange(user, { ...draft, until: "2025-12-31" })).toEqual({ ok: false, wrong: new Set(["until"]) });
    expect(fieldAt("body.designatedUntil")).toBe("until");
    expect(fieldAt("sectors.0")).toBe("sectors");
  });

  it("designates from a day, or from now", () => {
    const typed = { ...EMPTY_USER, username: "A.B", name: "x", badge: "1", role: "auditor" as const };
    const now = checkNew(typed);
    expect(now.ok && now.body).toMatchObject({ username: "a.b", designatedUntil: null });
    expect(now.ok && "designatedFrom" in now.body).toBe(false);
    const later = checkNew({ ...typed, from: "2027-01-01" });
    expect(later.ok && later.body.designatedFrom).toBe("2026-12-31T23:00:00.000Z");
  });

  it("takes back its own draft and no other", () => {
    expect(isUserDraft(JSON.parse(JSON.stringify(draft)))).toBe(true);
    for (const other of [null, {}, { ...draft, role: "king" }, { ...draft, sectors: [1] }, { ...draft, name: 4 }])
      expect(isUserDraft(other)).toBe(false);
  });
});

describe("a designation", () => {
  it("is said as it stands", () => {
    expect(designationOf(user, Date.parse("2026-03-01T00:00:00Z"))).toBe("designated");
    expect(designationOf(user, Date.parse("2025-03-01T00:00:00Z"))).toBe("not_begun");
    expect(designationOf(user, Date.parse("2026-06-30T23:00:00Z"))).toBe("expired");
    expect(designationOf({ ...user, ended: true }, Date.parse("2026-03-01T00:00:00Z"))).toBe("ended");
  });
});
