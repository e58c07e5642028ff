import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ASSIGNMENT_KINDS,
  rankUnits,
  RANK_REASON_LABELS,
  STALE_AFTER_MS,
  UNIT_KINDS,
  UNIT_STATUSES,
  viewUnit,
  type Rankable,
  type UnitFacts,
} from "./index.ts";

const at = 10_000_000;
const place = { lat: 31.95, lon: 5.32 };
const idle: UnitFacts = { inService: true, reserved: false, distress: false, position: { point: place, at }, assignments: [] };

/** A unit about `km` kilometres north of the place. */
const unit = (unitId: string, km: number, changes: Partial<Rankable> = {}): Rankable => ({
  ...idle,
  unitId,
  unitKind: "car",
  sectorId: null,
  position: { point: { lat: place.lat + km / 111.195, lon: place.lon }, at },
  ...changes,
});

const status = (changes: Partial<UnitFacts>): string => viewUnit({ ...idle, ...changes }, at).status;

describe("status", () => {
  test("is derived in one way", () => {
    expect(status({})).toBe("available");
    expect(status({ reserved: true })).toBe("reserved");
    expect(status({ inService: false, reserved: true })).toBe("unavailable");
    expect(status({ assignments: ["cleared", "refused", "withdrawn"] })).toBe("available");
    expect(status({ assignments: ["assigned"] })).toBe("assigned");
    expect(status({ assignments: ["accepted"], reserved: true })).toBe("assigned");
    expect(status({ assignments: ["accepted", "en_route"] })).toBe("en_route");
    expect(status({ assignments: ["on_scene"], inService: false })).toBe("on_scene");
  });

  test("a position is old after two minutes, and a missing one is not old", () => {
    expect(viewUnit(idle, at + STALE_AFTER_MS)).toMatchObject({ stale: false, positionAgeMs: 120_000 });
    expect(viewUnit(idle, at + STALE_AFTER_MS + 1)).toMatchObject({ stale: true });
    expect(viewUnit({ ...idle, position: null }, at)).toMatchObject({ stale: false, positionAgeMs: null });
    expect(viewUnit(idle, at - 5000)).toMatchObject({ stale: false, positionAgeMs: 0 });
  });
});

describe("ranking by straight line", () => {
  test("available first, then distance; stale and unknown positions behind, without a time", () => {
    const old = { point: { lat: place.lat, lon: place.lon }, at: at - STALE_AFTER_MS - 1 };
    const ranked = rankUnits(
      [
        unit("stale", 0, { position: old }),
        unit("lost", 0, { position: null }),
        unit("far", 5),
        unit("near", 1),
        unit("reserved", 0.1, { reserved: true }),
        unit("busy", 0.1, { assignments: ["en_route"] }),
        unit("off", 0.1, { inService: false }),
        unit("hurt", 0.1, { distress: true }),
      ],
      place,
      null,
      at,
    );
    expect(ranked.map((one) => one.unitId)).toEqual(["near", "far", "stale", "lost", "reserved", "busy", "off", "hurt"]);
    expect(ranked[0]).toMatchObject({ basis: "straight_line", distanceM: 1000, timeS: 125, reasons: ["available", "nearest"] });
    expect(ranked[2]).toMatchObject({ distanceM: 0, timeS: null, reasons: ["available", "position_stale"] });
    expect(ranked[3]).toMatchObject({ distanceM: null, timeS: null, reasons: ["available", "position_unknown"] });
    expect(ranked[5]).toMatchObject({ reasons: ["already_assigned"] });
    expect(ranked[7]).toMatchObject({ reasons: ["available", "distress"] });
  });

  test("nobody is nearest where nobody is free; another sector is said", () => {
    const [only] = rankUnits([unit("u", 1, { reserved: true, sectorId: "SU2" })], place, "SU1", at);
    expect(only?.reasons).toEqual(["reserved", "other_sector"]);
  });

  test("no unit is left out or doubled, and no old position gives a time", () => {
    const any = fc.record({
      km: fc.double({ min: 0, max: 50, noNaN: true }),
      age: fc.nat(400_000),
      unitKind: fc.constantFrom(...UNIT_KINDS),
      inService: fc.boolean(),
      reserved: fc.boolean(),
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
        const ranked = rankUnits(units, place, null, at);
        expect(ranked.map((one) => one.unitId).toSorted()).toEqual(units.map((one) => one.unitId).toSorted());
        const ranks = ranked.map((one) => UNIT_STATUSES.indexOf(one.status));
        expect(ranks.findLastIndex((rank) => rank === 0)).toBe(ranks.filter((rank) => rank === 0).length - 1);
        for (const one of ranked) {
          expect(one.timeS === null).toBe(one.positionAgeMs === null || one.positionAgeMs > STALE_AFTER_MS);
          for (const reason of one.reasons) expect(Object.keys(RANK_REASON_LABELS)).toContain(reason);
        }
      }),
    );
  });
});
