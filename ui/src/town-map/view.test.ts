import * as fc from "fast-check";
import { expect, it } from "vitest";
import { dragged, FARTHEST, NEAREST, showing, showingBeside, spotOf, worldAt, worldOf, zoomed, type View } from "./view.ts";

const size = { x: 328, y: 264 };
const point = fc.record({ lat: fc.double({ min: 31.8, max: 32.1, noNaN: true }), lon: fc.double({ min: 5.2, max: 5.5, noNaN: true }) });
const view: fc.Arbitrary<View> = fc
  .tuple(point, fc.double({ min: FARTHEST, max: NEAREST, noNaN: true }), fc.integer({ min: 0, max: 359 }))
  .map(([at, zoom, bearingDeg]) => ({ centre: worldOf(at), zoom, bearingDeg }));
const spot = fc.record({ x: fc.integer({ min: 0, max: size.x }), y: fc.integer({ min: 0, max: size.y }) });

it("puts places where Web Mercator has them", () => {
  expect(worldOf({ lat: 0, lon: 0 })).toEqual({ x: 0.5, y: 0.5 });
  // EPSG:3857 ends at this latitude, where the world is a square.
  expect(worldOf({ lat: 85.051_128_779_806_6, lon: 180 }).y).toBeCloseTo(0, 9);
  const { x, y } = worldOf({ lat: 31.95, lon: 5.33 });
  expect([Math.floor(x * 2 ** 14), Math.floor(y * 2 ** 14)]).toEqual([8434, 6656]);
});

it("finds back the place under a spot, however the map is turned", () => {
  fc.assert(
    fc.property(view, spot, (seen, at) => {
      const back = spotOf(seen, size, worldAt(seen, size, at));
      expect(back.x).toBeCloseTo(at.x, 3);
      expect(back.y).toBeCloseTo(at.y, 3);
    }),
  );
});

it("leaves what is between two fingers where it is, and moves the ground with one", () => {
  fc.assert(
    fc.property(view, spot, fc.double({ min: -3, max: 3, noNaN: true }), (seen, at, levels) => {
      const held = worldAt(seen, size, at);
      const next = spotOf(zoomed(seen, size, levels, at), size, held);
      expect(Math.hypot(next.x - at.x, next.y - at.y)).toBeLessThan(0.01);
      const gone = spotOf(dragged(seen, { x: 30, y: -20 }), size, held);
      expect(Math.hypot(gone.x - at.x - 30, gone.y - at.y + 20)).toBeLessThan(0.01);
    }),
  );
});

it("shows all of a way inside its margin", () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 9 }), (line) => {
      const seen = showing(line, size, 40);
      for (const { x, y } of line.map((each) => spotOf(seen, size, worldOf(each)))) {
        expect(x).toBeGreaterThanOrEqual(39.9);
        expect(x).toBeLessThanOrEqual(size.x - 39.9);
        expect(y).toBeGreaterThanOrEqual(39.9);
        expect(y).toBeLessThanOrEqual(size.y - 39.9);
      }
    }),
  );
});

it("has east at the top for a crew that drives east", () => {
  const seen: View = { centre: worldOf({ lat: 31.95, lon: 5.33 }), zoom: 16, bearingDeg: 90 };
  const east = spotOf(seen, size, worldOf({ lat: 31.95, lon: 5.331 }));
  expect(east.x).toBeCloseTo(size.x / 2, 6);
  expect(east.y).toBeLessThan(size.y / 2);
});

it("what is shown stands beside or below the presses in a corner, and as near as before where they cover nothing", () => {
  const corner = fc.record({ isLeft: fc.boolean(), x: fc.constant(164), y: fc.constant(60) });
  const sizes = fc.record({ x: fc.integer({ min: 320, max: 560 }), y: fc.integer({ min: 160, max: 500 }) });
  const places = fc.array(
    fc.record({ lat: fc.double({ min: 31.9, max: 32, noNaN: true }), lon: fc.double({ min: 5.2, max: 5.4, noNaN: true }) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(places, sizes, corner, (points, size, { isLeft, x, y }) => {
      const view = showingBeside(points, size, 32, { isLeft, x, y }, 20);
      for (const point of points) {
        const spot = spotOf(view, size, worldOf(point));
        expect(spot.y < y + 20 && (isLeft ? spot.x : size.x - spot.x) < x + 20).toBe(false);
        expect([spot.x >= 31, spot.x <= size.x - 31, spot.y >= 31, spot.y <= size.y - 31]).toEqual([true, true, true, true]);
      }
    }),
  );
  const middle = [{ lat: 31.95, lon: 5.33 }];
  const size = { x: 360, y: 400 };
  expect(showingBeside(middle, size, 32, { isLeft: true, x: 164, y: 60 }, 20)).toEqual(showing(middle, size, 32));
});
