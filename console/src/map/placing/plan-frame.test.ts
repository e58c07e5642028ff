import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movedBy } from "./metres.ts";
import { about, openingOn, planFrame } from "./plan-frame.ts";

const SIZE = { width: 600, height: 360 };
const point = fc.record({ lat: fc.double({ min: 31.8, max: 32.1, noNaN: true }), lon: fc.double({ min: 5.1, max: 5.5, noNaN: true }) });
const zoom = fc.double({ min: 10, max: 19, noNaN: true });

describe("the plan of a town", () => {
  it("finds the point again that it has placed", () => {
    fc.assert(
      fc.property(point, point, zoom, (center, place, near) => {
        const { project, unproject } = planFrame({ center, zoom: near }, SIZE);
        const found = unproject(project(place));
        expect(found.lat).toBeCloseTo(place.lat, 8);
        expect(found.lon).toBeCloseTo(place.lon, 8);
      }),
    );
  });

  it("draws a metre north as long as a metre east", () => {
    fc.assert(
      fc.property(point, zoom, (center, near) => {
        const { project } = planFrame({ center, zoom: near }, SIZE);
        const east = project(movedBy(center, 400, 0)).x - SIZE.width / 2;
        const north = SIZE.height / 2 - project(movedBy(center, 0, 400)).y;
        expect(east / north).toBeCloseTo(1, 2);
      }),
    );
  });

  it("opens so that everything is seen, and on nothing without a point", () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 9 }), (points) => {
        const opening = openingOn(points, SIZE);
        if (opening === null) throw new Error("no opening");
        for (const { x, y } of points.map(planFrame(opening, SIZE).project))
          expect(x >= 0 && x <= SIZE.width && y >= 0 && y <= SIZE.height).toBe(true);
      }),
    );
    expect(openingOn([], SIZE)).toBeNull();
    expect(openingOn(about({ lat: 31.95, lon: 5.3 }, 2000), SIZE)?.zoom).toBeLessThan(14);
  });
});
