import * as fc from "fast-check";
import { expect, it } from "vitest";
import { distanceM } from "../kernel/index.ts";
import { CELL_M, coarsePlace } from "./coarse-place.ts";

const point = fc.record({ lat: fc.double({ min: -60, max: 60, noNaN: true }), lon: fc.double({ min: -179, max: 179, noNaN: true }) });

it("moves no point by more than half the diagonal of a cell, and a coarse place no more", () => {
  fc.assert(
    fc.property(point, (given) => {
      const coarse = coarsePlace(given);
      expect(distanceM(given, coarse)).toBeLessThan((CELL_M / 2) * Math.SQRT2 * 1.01);
      expect(coarsePlace(coarse)).toEqual(coarse);
    }),
  );
});

it("gives all points of a cell one place", () => {
  const middle = coarsePlace({ lat: 31.95, lon: 5.33 });
  for (const [north, east] of [
    [-200, -200],
    [200, 200],
    [-200, 200],
  ] as const)
    expect(coarsePlace({ lat: middle.lat + north / 111_195, lon: middle.lon + east / 94_340 })).toEqual(middle);
});
