import { distanceM } from "@amaliyat/domain/kernel";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { along, bearing, lengthM } from "./drive.ts";

const point = fc.record({ lat: fc.double({ min: 31.9, max: 32, noNaN: true }), lon: fc.double({ min: 5.2, max: 5.4, noNaN: true }) });

it("heads where it goes", () => {
  const here = { lat: 31.95, lon: 5.33 };
  expect(bearing(here, { lat: 31.96, lon: 5.33 })).toBeCloseTo(0, 5);
  expect(bearing(here, { lat: 31.95, lon: 5.34 })).toBeCloseTo(90, 1);
  expect(bearing(here, { lat: 31.94, lon: 5.33 })).toBeCloseTo(180, 5);
});

it("starts at the start, ends at the end, and is never farther from the start than it drove", () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 8 }), fc.double({ min: 0, max: 1, noNaN: true }), (way, part) => {
      const start = way[0] ?? { lat: 0, lon: 0 };
      const driven = lengthM(way) * part;
      expect(along(way, 0).place).toEqual(start);
      expect(distanceM(along(way, lengthM(way) + 1).place, way.at(-1) ?? start)).toBeLessThan(0.01);
      // A part of a leg is taken in degrees: over 20 km that is some metres from the same part of its length.
      expect(distanceM(start, along(way, driven).place)).toBeLessThanOrEqual(driven * 1.001 + 0.05);
    }),
  );
});
