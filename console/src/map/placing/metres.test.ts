import { distanceM } from "@amaliyat/domain/kernel";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bearingDeg, between, movedBy, stepOf } from "./metres.ts";

const point = fc.record({ lat: fc.double({ min: -60, max: 60, noNaN: true }), lon: fc.double({ min: -170, max: 170, noNaN: true }) });
const metres = fc.integer({ min: -500, max: 500 });

describe("metres on the map", () => {
  it("move a point as far as they say, and in that direction", () => {
    fc.assert(
      fc.property(point, metres, metres, (from, east, north) => {
        const to = movedBy(from, east, north);
        const far = Math.hypot(east, north);
        // A figure of six places is right to 0.11 m.
        expect(Math.abs(distanceM(from, to) - far)).toBeLessThan(0.3);
        if (far < 100) return;
        const off = Math.abs(bearingDeg(from, to) - ((Math.atan2(east, north) * 180) / Math.PI + 360)) % 360;
        expect(Math.min(off, 360 - off)).toBeLessThan(0.3);
      }),
    );
  });

  it("are 5 by an arrow and 50 with Shift, up is north", () => {
    expect(stepOf({ key: "ArrowUp", shiftKey: false })).toEqual({ eastM: 0, northM: 5 });
    expect(stepOf({ key: "ArrowLeft", shiftKey: true })).toEqual({ eastM: -50, northM: 0 });
    expect(stepOf({ key: "a", shiftKey: false })).toBeNull();
  });

  it("lie evenly on both sides of the point between", () => {
    const [one, other] = [
      { lat: 31.95, lon: 5.3 },
      { lat: 31.96, lon: 5.31 },
    ];
    const middle = between(one, other);
    expect(distanceM(one, middle)).toBeCloseTo(distanceM(middle, other), 0);
  });
});
