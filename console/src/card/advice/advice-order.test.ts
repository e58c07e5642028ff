import type { Advised, Unit } from "@amaliyat/contract/dispatch";
import { UNIT_STATUSES } from "@amaliyat/domain/dispatch";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adviceParts, listed } from "./advice-order.ts";
import { sendable } from "./may-send.ts";

const help = {
  at: "2026-04-18T01:00:00Z",
  heardAt: "2026-04-18T01:00:00Z",
  place: null,
  accuracyM: null,
  placeAt: null,
  takenUpBy: null,
  againAt: null,
};
const one = (unitId: string, change: Partial<Pick<Unit, "status" | "distress" | "isPerson">> = {}, advised = true): Advised => ({
  unit: { unitId, status: "available", distress: null, isPerson: false, ...change } as Unit,
  distanceM: null,
  seconds: null,
  sum: null,
  parts: [],
  proposed: null,
  positionAgeMs: null,
  advised,
  reasons: [],
});

describe("how a unit is sent", () => {
  it("is at once while it is free, after a confirmation while it is bound, kept or calls for help, never while it is away or no crew", () => {
    expect(UNIT_STATUSES.map((status) => [status, sendable(one("1", { status }))])).toEqual([
      ["available", "free"],
      ["reserved", "anyway"],
      ["assigned", "anyway"],
      ["en_route", "anyway"],
      ["on_scene", "anyway"],
      ["unavailable", "never"],
    ]);
    expect(sendable(one("1", { distress: help }))).toBe("anyway");
    expect(sendable(one("1", { isPerson: true, distress: help }))).toBe("never");
    expect(sendable(one("1", { status: "unavailable", distress: help }))).toBe("never");
  });
});

describe("the advice as it is listed", () => {
  it("begins with who is sent, and ends with who is asked by radio and who cannot go", () => {
    const advice = [
      one("lost", {}, false),
      one("near"),
      one("off", { status: "unavailable" }),
      one("bound", { status: "on_scene" }),
      one("here"),
    ];
    const parts = adviceParts(advice, new Set(["here"]));
    expect(listed(parts).map(({ unit }) => unit.unitId)).toEqual(["here", "near", "bound", "lost", "off"]);
    expect(parts.byRadio.map(({ unit }) => unit.unitId)).toEqual(["lost"]);
  });

  it("leaves nobody out, lists nobody twice, and keeps the room's order within a part", () => {
    const any = fc.uniqueArray(
      fc.record({ id: fc.nat(50), status: fc.constantFrom(...UNIT_STATUSES), advised: fc.boolean(), sent: fc.boolean() }),
      {
        selector: ({ id }) => id,
      },
    );
    fc.assert(
      fc.property(any, (units) => {
        const advice = units.map(({ id, status, advised }) => one(String(id), { status }, advised));
        const parts = adviceParts(advice, new Set(units.flatMap(({ id, sent }) => (sent ? [String(id)] : []))));
        expect(new Set(listed(parts))).toEqual(new Set(advice));
        expect(listed(parts)).toHaveLength(advice.length);
        for (const part of Object.values(parts))
          expect(part.map((each) => advice.indexOf(each))).toEqual(part.map((each) => advice.indexOf(each)).toSorted((a, b) => a - b));
      }),
    );
  });
});
