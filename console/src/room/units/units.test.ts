import type { Unit } from "@amaliyat/contract/dispatch";
import { freeUnit } from "@amaliyat/contract/dispatch/testing";
import { CHECK_IN_MS, UNIT_STATUSES } from "@amaliyat/domain/dispatch";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkInUrgency, freshnessAt, inUnitOrder, statusNow, unitGlyphState, worksOf } from "../../facts/unit/unit-state.ts";
import { actsOf, keyOf, unitActs } from "./units-keys.ts";
import { EMPTY_RESERVE, isReserveDraft, reservedUntil } from "./units-reserve-draft.ts";

const NOW = Date.parse("2026-04-18T22:30:00Z");
const iso = (ms: number): string => new Date(ms).toISOString();
const unit = (code: string, change: Partial<Unit> = {}): Unit => freeUnit({ unitId: code, code, statusSince: iso(NOW), ...change });
const help = { at: iso(NOW), heardAt: iso(NOW), place: null, accuracyM: null, placeAt: null, takenUpBy: null, againAt: null };

describe("a unit as it is shown", () => {
  it("calls for help before all, then has an old position, then its status", () => {
    const old = NOW - 5 * 60_000;
    expect(unitGlyphState(unit("1", { distress: help }), old, NOW)).toBe("distress");
    expect(unitGlyphState(unit("1"), old, NOW)).toBe("stale");
    expect(unitGlyphState(unit("1", { status: "unavailable" }), old, NOW)).toBe("unavailable");
    expect(unitGlyphState(unit("1", { status: "on_scene" }), NOW, NOW)).toBe("on_scene");
    expect([null, NOW, old, NOW - 3_600_000].map((at) => freshnessAt(at, NOW))).toEqual(["unknown", "fresh", "stale", "lost"]);
  });

  it("is free again when its reservation is over, though nobody tells", () => {
    const kept = unit("1", { status: "reserved", reservedUntil: iso(NOW) });
    expect([statusNow(kept, NOW - 1), statusNow(kept, NOW)]).toEqual(["reserved", "available"]);
    expect(actsOf(kept, NOW)).toContain("reserve");
    expect(actsOf(kept, NOW - 1)).toContain("release");
  });

  it("must be heard of: in time, soon, now", () => {
    const due = unit("1", { checkInDue: iso(NOW + CHECK_IN_MS) });
    expect(checkInUrgency(unit("1"), NOW)).toBeNull();
    expect([0, CHECK_IN_MS - 60_000, CHECK_IN_MS].map((later) => checkInUrgency(due, NOW + later))).toEqual(["calm", "soon", "late"]);
  });

  it("stands first in the list while it calls for help", () => {
    const units = [unit("10"), unit("9"), unit("3", { status: "unavailable", distress: help }), unit("2", { status: "on_scene" })];
    expect(inUnitOrder(units).map(({ code }) => code)).toEqual(["3", "9", "10", "2"]);
    expect(worksOf(unit("1", { interventionId: "a", alsoAt: ["b", "c"] }))).toEqual(["a", "b", "c"]);
    expect(worksOf(unit("1"))).toEqual([]);
  });
});

describe("acts on a unit", () => {
  it("have a key each, and of the acts of one key one makes sense at a time", () => {
    const any = fc.record({ status: fc.constantFrom(...UNIT_STATUSES), kept: fc.boolean(), out: fc.boolean() });
    fc.assert(
      fc.property(any, ({ status, kept, out }) => {
        const acts = actsOf(unit("1", { status, reservedUntil: kept ? iso(NOW + 1) : null, outReason: out ? "meal" : null }), NOW);
        const keys = acts.map(keyOf);
        expect(new Set(keys).size).toBe(keys.length);
        for (const act of acts) expect(unitActs({ key: keyOf(act), code: keyOf(act) })).toContain(act);
      }),
    );
    expect(["KeyX", "KeyM"].map((code) => unitActs({ key: code, code }))).toEqual([[], "menu"]);
  });
});

describe("a reservation", () => {
  it("lasts some minutes, or until a time of the clock, tomorrow's if it is past", () => {
    expect(reservedUntil({ ...EMPTY_RESERVE, span: "15" }, NOW)).toBe(NOW + 15 * 60_000);
    const until = (hour: number, minute: number) =>
      reservedUntil({ ...EMPTY_RESERVE, span: "until", clock: { hour, minute, second: 0 } }, NOW);
    // 23:30 in Algiers now.
    expect(until(23, 45)).toBe(NOW + 15 * 60_000);
    expect(until(0, 0)).toBe(NOW + 30 * 60_000);
    expect(until(23, 30)).toBe(NOW + 24 * 3_600_000);
    expect(reservedUntil({ ...EMPTY_RESERVE, span: "until" }, NOW)).toBeNull();
  });

  it("takes back its own draft and no other", () => {
    const typed = { span: "until", clock: { hour: 3, minute: 0, second: 0 }, reason: "موكب" };
    expect([EMPTY_RESERVE, JSON.parse(JSON.stringify(typed))].every(isReserveDraft)).toBe(true);
    expect([null, { ...EMPTY_RESERVE, span: "5" }, { ...EMPTY_RESERVE, clock: {} }].some(isReserveDraft)).toBe(false);
  });
});
