import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ASSIGNMENT_KINDS,
  CHECK_IN_MS,
  checkInDue,
  LOST_AFTER_MS,
  rankUnits,
  RANK_REASON_LABELS,
  shortfall,
  STALE_AFTER_MS,
  UNIT_KINDS,
  UNIT_STATUSES,
  urgencyOf,
  WAITS,
  viewUnit,
  type Asked,
  type Rankable,
  type UnitFacts,
} from "./index.ts";

const at = 10_000_000;
const place = { lat: 31.95, lon: 5.32 };
const idle: UnitFacts = { inService: true, reservedUntil: null, distress: false, position: { point: place, at }, assignments: [] };

const line: Asked = { place, sectorId: null, needs: [], roadSeconds: null };

/** A unit about `km` kilometres north of the place. */
const unit = (unitId: string, km: number, changes: Partial<Rankable> = {}): Rankable => ({
  ...idle,
  unitId,
  unitKind: "car",
  skills: [],
  load: 0,
  isHere: false,
  sectorId: null,
  position: { point: { lat: place.lat + km / 111.195, lon: place.lon }, at },
  ...changes,
});

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

describe("ranking by straight line", () => {
  test("available first, then distance; stale and unknown positions behind, without a time", () => {
    const old = { point: { lat: place.lat, lon: place.lon }, at: at - STALE_AFTER_MS - 1 };
    const ranked = rankUnits(
      [
        unit("stale", 0, { position: old }),
        unit("unknown", 0, { position: null }),
        unit("far", 5),
        unit("near", 1),
        unit("reserved", 0.1, { reservedUntil: at + 1 }),
        unit("busy", 0.1, { assignments: ["en_route"] }),
        unit("off", 0.1, { inService: false }),
        unit("hurt", 0.1, { distress: true }),
      ],
      line,
      at,
    );
    expect(ranked.map((one) => one.unitId)).toEqual(["near", "far", "stale", "unknown", "reserved", "busy", "off", "hurt"]);
    expect(ranked[0]).toMatchObject({ basis: "straight_line", distanceM: 1000, seconds: 125, reasons: ["available", "nearest"] });
    expect(ranked[2]).toMatchObject({ distanceM: 0, seconds: null, reasons: ["available", "position_stale"] });
    expect(ranked[3]).toMatchObject({ distanceM: null, seconds: null, reasons: ["available", "position_unknown"] });
    expect(ranked[5]).toMatchObject({ reasons: ["already_assigned"] });
    expect(ranked[7]).toMatchObject({ reasons: ["available", "distress"] });
  });

  test("nobody is nearest where nobody is free; another sector is said", () => {
    const [only] = rankUnits([unit("u", 1, { reservedUntil: at + 1, sectorId: "SU2" })], { ...line, sectorId: "SU1" }, at);
    expect(only?.reasons).toEqual(["reserved", "other_sector"]);
  });

  test("no unit is left out or doubled, and no old position gives a time", () => {
    const any = fc.record({
      km: fc.double({ min: 0, max: 50, noNaN: true }),
      age: fc.nat(400_000),
      unitKind: fc.constantFrom(...UNIT_KINDS),
      inService: fc.boolean(),
      reservedUntil: fc.constantFrom(null, at - 1, at + 1),
      assignments: fc.array(fc.constantFrom(...ASSIGNMENT_KINDS), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (rows) => {
        const units = rows.map(({ km, age, ...facts }, i) => {
          const base = unit(`u${i}`, km, facts);
          return age % 7 === 0 || base.position === null
            ? { ...base, position: null }
            : { ...base, position: { ...base.position, at: at - age } };
        });
        const ranked = rankUnits(units, line, at);
        expect(ranked.map((one) => one.unitId).toSorted()).toEqual(units.map((one) => one.unitId).toSorted());
        expect(rankUnits(units, line, at, 3)).toEqual(ranked.slice(0, 3));
        const ranks = ranked.map((one) => UNIT_STATUSES.indexOf(one.status));
        expect(ranks.findLastIndex((rank) => rank === 0)).toBe(ranks.filter((rank) => rank === 0).length - 1);
        for (const one of ranked) {
          expect(one.seconds === null).toBe(one.positionAgeMs === null || one.positionAgeMs > STALE_AFTER_MS);
          for (const reason of one.reasons) expect(Object.keys(RANK_REASON_LABELS)).toContain(reason);
        }
      }),
    );
  });
});

describe("ranking by road and by what is needed", () => {
  const byRoad = (seconds: Record<string, number | null>): Asked => ({ ...line, roadSeconds: ({ unitId }) => seconds[unitId] ?? null });

  test("the road decides and not the line; a unit with no road stands behind", () => {
    const ranked = rankUnits([unit("near", 1), unit("far", 5), unit("cut_off", 0.1)], byRoad({ near: 900, far: 300 }), at);
    expect(ranked.map((one) => one.unitId)).toEqual(["far", "near", "cut_off"]);
    expect(ranked[0]).toMatchObject({ basis: "road", seconds: 300, advised: true, reasons: ["available", "nearest"] });
    expect(ranked[2]).toMatchObject({ seconds: null, reasons: ["available", "no_road"] });
  });

  test("what the plan asks for is worth minutes, and the nearest is still named", () => {
    const needs = [{ kinds: ["traffic" as const], skill: null, count: 1 }];
    const ranked = rankUnits([unit("near", 1), unit("suits", 2, { unitKind: "traffic" })], { ...line, needs }, at);
    expect(ranked.map((one) => one.unitId)).toEqual(["suits", "near"]);
    expect(ranked.map((one) => one.reasons)).toEqual([
      ["available", "suits_plan"],
      ["available", "nearest"],
    ]);
  });

  test("the last free unit of another sector, and a crew that was sent often, are spared", () => {
    const asked = { ...line, sectorId: "SU1" };
    const last = rankUnits([unit("last", 0.5, { sectorId: "SU2" }), unit("own", 1.5, { sectorId: "SU1" })], asked, at);
    expect(last.map((one) => one.unitId)).toEqual(["own", "last"]);
    expect(last[1]?.reasons).toEqual(["available", "other_sector", "leaves_sector_empty", "nearest"]);
    const tired = rankUnits([unit("tired", 1, { load: 9 }), unit("rested", 1.5)], line, at);
    expect(tired.map((one) => one.unitId)).toEqual(["rested", "tired"]);
    expect(tired[1]?.reasons).toContain("busy_shift");
  });

  test("a unit of which nothing is known for long is listed and not advised", () => {
    const old = { point: place, at: at - LOST_AFTER_MS - 1 };
    expect(rankUnits([unit("u", 0, { position: old })], line, at)[0]).toMatchObject({
      advised: false,
      seconds: null,
      reasons: ["available", "position_lost"],
    });
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
    expect(urgencyOf("assigned", "P1", 30_000, WAITS)).toBe("late");
  });

  test("a crew on scene is asked for a word a quarter of an hour after the last one", () => {
    expect(checkInDue(null, 5)).toBeNull();
    expect(checkInDue(1000, null)).toBe(1000 + CHECK_IN_MS);
    expect(checkInDue(1000, 5000)).toBe(5000 + CHECK_IN_MS);
  });
});
