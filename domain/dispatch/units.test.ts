import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PRIORITIES } from "../interventions/index.ts";
import {
  CHECK_IN_MS,
  checkInDue,
  coverNeeds,
  LOST_AFTER_MS,
  shortfall,
  STALE_AFTER_MS,
  UNIT_KINDS,
  urgencyOf,
  WAITS,
  viewUnit,
  type UnitFacts,
} from "./index.ts";

const at = 10_000_000;
const place = { lat: 31.95, lon: 5.32 };
const idle: UnitFacts = { inService: true, reservedUntil: null, distress: false, position: { point: place, at }, assignments: [] };

const status = (changes: Partial<UnitFacts>): string => viewUnit({ ...idle, ...changes }, at).status;

describe("status", () => {
  test("is derived in one way", () => {
    expect(status({})).toBe("available");
    expect(status({ reservedUntil: at + 1 })).toBe("reserved");
    expect(status({ inService: false, reservedUntil: at + 1 })).toBe("unavailable");
    expect(status({ assignments: ["cleared", "refused", "withdrawn"] })).toBe("available");
    expect(status({ assignments: ["assigned"] })).toBe("assigned");
    expect(status({ assignments: ["accepted"], reservedUntil: at + 1 })).toBe("assigned");
    expect(status({ assignments: ["accepted", "en_route"] })).toBe("en_route");
    expect(status({ assignments: ["on_scene"], inService: false })).toBe("on_scene");
  });

  test("a position is old after two minutes, and a missing one is not old", () => {
    expect(viewUnit(idle, at + STALE_AFTER_MS)).toMatchObject({ freshness: "fresh", positionAgeMs: 120_000 });
    expect(viewUnit(idle, at + STALE_AFTER_MS + 1)).toMatchObject({ freshness: "stale" });
    expect(viewUnit(idle, at + LOST_AFTER_MS + 1)).toMatchObject({ freshness: "lost" });
    expect(viewUnit({ ...idle, position: null }, at)).toMatchObject({ freshness: "unknown", positionAgeMs: null });
    expect(viewUnit(idle, at - 5000)).toMatchObject({ freshness: "fresh", positionAgeMs: 0 });
  });
});

describe("what a plan still misses", () => {
  const need = fc.record({
    kinds: fc.uniqueArray(fc.constantFrom(...UNIT_KINDS), { minLength: 1, maxLength: 3 }),
    skill: fc.constantFrom(null, "dog" as const, "tow" as const),
    count: fc.integer({ min: 1, max: 2 }),
  });
  const able = fc.record({
    unitKind: fc.constantFrom(...UNIT_KINDS),
    skills: fc.uniqueArray(fc.constantFrom("dog" as const, "tow" as const)),
  });

  /** Seats taken at best, by trying every way. */
  const best = (
    seats: readonly { kinds: readonly string[]; skill: "dog" | "tow" | null }[],
    units: readonly (typeof able extends fc.Arbitrary<infer T> ? T : never)[],
  ): number => {
    const [seat, ...rest] = seats;
    if (seat === undefined) return 0;
    const ways = units.flatMap((one, i) =>
      seat.kinds.includes(one.unitKind) && (seat.skill === null || one.skills.includes(seat.skill))
        ? [1 + best(rest, units.toSpliced(i, 1))]
        : [],
    );
    return Math.max(best(rest, units), ...ways);
  };

  test("is as little as any seating leaves", () => {
    fc.assert(
      fc.property(fc.array(need, { maxLength: 3 }), fc.array(able, { maxLength: 4 }), (needs, units) => {
        const seats = needs.flatMap((one) => Array.from({ length: one.count }, () => one));
        const missing = shortfall(needs, units).reduce((sum, one) => sum + one.count, 0);
        expect(missing).toBe(seats.length - best(seats, units));
        expect(coverNeeds(needs, units)).toHaveLength(best(seats, units));
      }),
    );
  });
});

describe("waits", () => {
  test("look calm, soon and late in this order, at every priority", () => {
    fc.assert(
      fc.property(fc.constantFrom("P1", "P2", "P3", "P4"), fc.nat(7_200_000), fc.nat(7_200_000), (priority, a, b) => {
        const looks = ["calm", "soon", "late"];
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        for (const wait of ["unassigned", "assigned", "accepted", "en_route"] as const)
          expect(looks.indexOf(urgencyOf(wait, priority, less, WAITS))).toBeLessThanOrEqual(
            looks.indexOf(urgencyOf(wait, priority, more, WAITS)),
          );
      }),
    );
  });

  test("are these, in seconds by priority", () => {
    const seconds = Object.entries(WAITS).map(([wait, limits]) => [wait, ...PRIORITIES.map((priority) => limits[priority] / 1_000)]);
    expect(seconds).toEqual([
      ["unassigned", 60, 180, 600, 3_600],
      ["assigned", 30, 60, 120, 300],
      ["accepted", 60, 120, 300, 900],
      ["en_route", 480, 720, 1_200, 2_700],
    ]);
  });

  test("are calm below three fifths of the limit in force, soon below the limit, and late from it on", () => {
    // Each limit is another one, so that none is read in the place of another.
    const limit = (wait: number, nth: number): number => 10_000 * (1 + wait * PRIORITIES.length + nth);
    const limitsOf = (wait: number) => ({ P1: limit(wait, 0), P2: limit(wait, 1), P3: limit(wait, 2), P4: limit(wait, 3) });
    const waits = { unassigned: limitsOf(0), assigned: limitsOf(1), accepted: limitsOf(2), en_route: limitsOf(3) };
    for (const wait of ["unassigned", "assigned", "accepted", "en_route"] as const)
      for (const priority of PRIORITIES) {
        const most = waits[wait][priority];
        const looks = [0, most * 0.6 - 1, most * 0.6, most - 1, most, most * 10].map((waited) => urgencyOf(wait, priority, waited, waits));
        expect([wait, priority, ...looks]).toEqual([wait, priority, "calm", "calm", "soon", "soon", "late", "late"]);
      }
  });

  test("a crew on scene is asked for a word a quarter of an hour after the last one", () => {
    expect(checkInDue(null, 5)).toBeNull();
    expect(checkInDue(1000, null)).toBe(1000 + CHECK_IN_MS);
    expect(checkInDue(1000, 5000)).toBe(5000 + CHECK_IN_MS);
  });
});
