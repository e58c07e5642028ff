import type { Unit } from "@amaliyat/contract/dispatch";
import { freeUnit } from "@amaliyat/contract/dispatch/testing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distressOf, isSamePress, keysOf, type Press } from "./distress-state.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 3, 18, 1, minute)).toISOString();
const HERE = { lat: 31.95, lon: 5.33 };

const unit = (code: string, distress: Unit["distress"], change: Partial<Unit> = {}): Unit =>
  freeUnit({ unitId: code, code, statusSince: at(0), distress, ...change });
const calling = (minute: number, takenUpBy: string | null = null) => ({
  at: at(minute),
  place: null,
  accuracyM: null,
  placeAt: null,
  takenUpBy,
  againAt: null,
  heardAt: at(minute),
});
const position = { place: HERE, headingDeg: null, at: at(0) };

describe("alarms", () => {
  it("are the calls for help: not taken up first, the longest waiting before", () => {
    const units = [unit("1", null), unit("2", calling(1, "حداد")), unit("3", calling(5)), unit("4", calling(2))];
    expect(distressOf(units).map(({ code }) => code)).toEqual(["4", "3", "2"]);
  });

  it("say that the crew has pressed again", () => {
    const units = [unit("1", calling(1)), unit("2", { ...calling(2), againAt: at(9) })];
    expect(distressOf(units).map(({ isAgain }) => isAgain)).toEqual([false, true]);
  });

  it("name the press that the screen shows: another press of the same crew is another, and so is that of its next call", () => {
    const pressOf = (distress: Unit["distress"]): Press | null => distressOf([unit("1", distress)])[0] ?? null;
    const [first, again, next] = [pressOf(calling(1, "حداد")), pressOf({ ...calling(1), againAt: at(9) }), pressOf(calling(20))];
    expect([first, again, next].map((press) => press?.seen)).toEqual([at(1), at(9), at(20)]);
    const isSame = (one: Press | null): boolean => one !== null && isSamePress(one, first);
    expect([isSame(first), isSame(again), isSame(next)]).toEqual([true, false, false]);
  });

  it("say that the room heard of it late, until the crew presses again", () => {
    const late = { ...calling(1), heardAt: at(40) };
    const units = [unit("1", calling(1)), unit("2", late), unit("3", { ...late, againAt: at(45) })];
    expect(distressOf(units).map(({ isLate, isAgain }) => [isLate, isAgain])).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ]);
  });

  it("lie where the crew said, else where it was last", () => {
    const there = { lat: 31.9, lon: 5.3 };
    const placed = [unit("1", { ...calling(1), place: there }, { position }), unit("2", calling(2), { position }), unit("3", calling(3))];
    expect(distressOf(placed).map(({ place }) => place)).toEqual([there, HERE, null]);
    expect(distressOf(placed).map(({ placeAt }) => placeAt)).toEqual([null, Date.parse(at(0)), null]);
    const exact = unit("1", { ...calling(1), place: there, accuracyM: 25, placeAt: at(1) }, { position });
    expect(distressOf([exact])).toMatchObject([{ place: there, accuracyM: 25, placeAt: Date.parse(at(1)) }]);
  });

  it("answer to keys in one's own sectors only, and are shown from anywhere", () => {
    const units = [unit("1", calling(1), { sectorId: "SU2" }), unit("2", calling(2)), unit("3", calling(3, "حداد"))];
    expect(keysOf(distressOf(units), ["SU1"])).toEqual({ takeUp: "2", show: "1", end: "3" });
    expect(keysOf(distressOf(units), [])).toEqual({ takeUp: undefined, show: "1", end: undefined });
    expect(keysOf([], ["SU1"])).toEqual({ takeUp: undefined, show: undefined, end: undefined });
  });

  it("never hide one that is not taken up behind one that is, however many there are", () => {
    const any = fc.array(fc.record({ minute: fc.nat(59), taken: fc.boolean() }), { maxLength: 12 });
    fc.assert(
      fc.property(any, (calls) => {
        const alarms = distressOf(calls.map(({ minute, taken }, code) => unit(String(code), calling(minute, taken ? "x" : null))));
        expect(alarms).toHaveLength(calls.length);
        const firstTaken = alarms.findIndex(({ takenUpBy }) => takenUpBy !== null);
        if (firstTaken >= 0) expect(alarms.slice(firstTaken).every(({ takenUpBy }) => takenUpBy !== null)).toBe(true);
      }),
    );
  });
});
