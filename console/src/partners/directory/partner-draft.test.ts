import type { Partner } from "@amaliyat/contract/partners";
import { describe, expect, it } from "vitest";
import { checkChange, checkNew, draftOf, fieldAt, isPartnerDraft } from "./partner-draft.ts";

const draft = { ...draftOf(null), code: "CIVPROT", ar: "الحماية المدنية", fr: "Protection civile", en: "Civil Protection" };
const wrongOf = (checked: ReturnType<typeof checkNew> | ReturnType<typeof checkChange>) => (checked.ok ? [] : [...checked.wrong]);

const partner = {
  partnerId: "p",
  code: "APC",
  names: { ar: "البلدية", fr: "Commune", en: "Municipality" },
  kind: "municipality",
  transport: "screen",
  address: null,
  hasSecret: false,
  authorisation: { number: "7", expiresAt: "2026-12-31T23:00:00.000Z" },
  active: true,
  hindrance: null,
  tokens: [],
} as const satisfies Partner;

describe("a partner's form", () => {
  it("gives an authorisation until the end of its last day in the room's time", () => {
    const checked = checkNew({ ...draft, number: "12/2026", until: "2026-12-31" });
    expect(checked).toMatchObject({ ok: true, body: { authorisation: { number: "12/2026", expiresAt: "2026-12-31T23:00:00.000Z" } } });
    expect(checkNew(draft)).toMatchObject({ ok: true, body: { authorisation: null, address: null } });
  });

  it("says which fields are wrong", () => {
    expect(wrongOf(checkNew({ ...draft, code: "", fr: " ", number: "12", address: "not an address" })).toSorted()).toEqual([
      "address",
      "code",
      "fr",
      "until",
    ]);
    expect(wrongOf(checkChange(partner, { ...draftOf(partner), number: "", until: "2026-12-31" }))).toEqual(["number"]);
    expect(wrongOf(checkChange(partner, { ...draftOf(partner), address: "wss://cp.example/ent#part" }))).toEqual(["address"]);
    expect([fieldAt("body.names.en"), fieldAt("authorisation.expiresAt"), fieldAt("body.else")]).toEqual(["en", "until", null]);
  });

  it("is the partner as it is kept, and a draft is known from anything else", () => {
    expect(draftOf(partner)).toMatchObject({ ar: "البلدية", number: "7", until: "2026-12-31", address: "" });
    expect(isPartnerDraft(draft)).toBe(true);
    for (const other of [null, {}, { ...draft, transport: "pigeon" }, { ...draft, active: "yes" }])
      expect(isPartnerDraft(other)).toBe(false);
  });
});
