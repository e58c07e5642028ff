import type { BoloNotice } from "@amaliyat/contract/bolos";
import { expect, it } from "vitest";
import { inForce, withKnown } from "./bolo-reader.ts";

const facts = { plate: "1", make: null, colour: null, description: null, age: null, clothes: null, seenPlace: null, seenAt: null };
const at = "2026-03-01T10:00:00.000Z";
const notice: BoloNotice = {
  boloId: "a",
  reference: "B-2026-000001",
  version: 2,
  standing: "in_force",
  kind: "vehicle",
  priority: "P2",
  text: "سيارة",
  facts,
  sectors: [],
  authority: null,
  caseReference: null,
  hours: 72,
  intervention: null,
  written: { at, by: "" },
  published: { at, by: "" },
  expiresAt: "2026-03-04T10:00:00.000Z",
  thumbnail: null,
  toldAt: at,
  acknowledgedAt: null,
};

it("keeps the small picture that travelled before, and what was acknowledged without a link", () => {
  const known = [{ ...notice, thumbnail: "data:image/jpeg;base64,eA==", acknowledgedAt: at }];
  expect(withKnown([notice, { ...notice, boloId: "b" }], known)).toEqual([known[0], { ...notice, boloId: "b" }]);
  expect(withKnown([], known)).toEqual([]);
});

it("shows nothing that has expired meanwhile, link or not", () => {
  const end = Date.parse(notice.expiresAt ?? "");
  expect([inForce([notice], end - 1), inForce([notice], end)]).toEqual([[notice], []]);
});
