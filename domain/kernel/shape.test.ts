import * as fc from "fast-check";
import { expect, it } from "vitest";
import { aroundBand, aroundPolygon, distanceM, inRing, type Point } from "./index.ts";

/** Bearing in degrees from one point to another, clockwise from north. */
function bearing(from: Point, to: Point): number {
  const [a, b, east] = [from.lat, to.lat, to.lon - from.lon].map((degrees) => (degrees * Math.PI) / 180) as [number, number, number];
  const turn = Math.atan2(Math.sin(east) * Math.cos(b), Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(east));
  return ((turn * 180) / Math.PI + 360) % 360;
}

const centre = fc.record({ lat: fc.double({ min: -70, max: 70, noNaN: true }), lon: fc.double({ min: -180, max: 180, noNaN: true }) });

it("the point of a polygon lies inside it, concave or across the 180th meridian, and its circle holds every corner", () => {
  const reaches = fc.array(fc.double({ min: 0.001, max: 0.05, noNaN: true }), { minLength: 5, maxLength: 15 });
  fc.assert(
    fc.property(centre, reaches, ({ lat, lon }, of) => {
      const flat = of.map((reach, nth): [number, number] => {
        const angle = (2 * Math.PI * nth) / of.length;
        return [lon + reach * Math.sin(angle), lat + reach * Math.cos(angle)];
      });
      const corners = flat.map(([east, north]) => ({ lat: north, lon: east > 180 ? east - 360 : east < -180 ? east + 360 : east }));
      const found = aroundPolygon([...corners, ...corners.slice(0, 1)]);
      const point = found?.point ?? { lat: NaN, lon: NaN };
      const near = { lat: point.lat, lon: point.lon + 360 * Math.round((lon - point.lon) / 360) };
      expect(inRing(near, flat)).toBe(true);
      for (const corner of corners) expect(distanceM(point, corner)).toBeLessThanOrEqual(found?.accuracyM ?? 0);
    }),
  );
});

it("a polygon has at least three corners and surrounds no pole; one without an area has a point of its line", () => {
  expect(aroundPolygon([])).toBeNull();
  expect(aroundPolygon([{ lat: 1, lon: 2 }])).toBeNull();
  const line = [1, 2, 1].map((each) => ({ lat: each, lon: each }));
  expect(aroundPolygon(line)).toBeNull();
  const cap = [0, 90, 180, -90, 0].map((lon) => ({ lat: 80, lon }));
  expect(aroundPolygon(cap)).toBeNull();
  const thin = [1, 1.5, 2, 1].map((each) => ({ lat: each, lon: each }));
  expect(aroundPolygon(thin)?.point).toEqual({ lat: 1.25, lon: 1.25 });
});

it("the point of an arc band lies in the band, and its circle holds the whole band", () => {
  const metres = fc.double({ min: 1, max: 30_000, noNaN: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const angle = fc.integer({ min: 0, max: 359 });
  fc.assert(
    fc.property(centre, metres, metres, angle, angle, share, share, (mast, one, other, startDeg, openingDeg, near, along) => {
      const [innerM, outerM] = [Math.min(one, other), Math.max(one, other)];
      const found = aroundBand({ centre: mast, innerM, outerM, startDeg, openingDeg });
      const point = found?.point ?? { lat: NaN, lon: NaN };
      const away = distanceM(mast, point);
      expect(away).toBeGreaterThanOrEqual(innerM - 0.01);
      expect(away).toBeLessThanOrEqual(outerM + 0.01);
      const turn = (bearing(mast, point) - startDeg + 720 - openingDeg / 2) % 360;
      expect(Math.min(turn, 360 - turn)).toBeLessThan(0.1);
      // A narrow band about any bearing within: its point is one of the wide band.
      const radius = innerM + near * (outerM - innerM);
      const part = aroundBand({ centre: mast, innerM: radius, outerM: radius, startDeg: startDeg + along * openingDeg, openingDeg: 0 });
      expect(distanceM(point, part?.point ?? { lat: 90, lon: 0 })).toBeLessThanOrEqual((found?.accuracyM ?? 0) + 0.01);
    }),
  );
});

it("a band all around has its mast as point; one that cannot be has none", () => {
  const mast = { lat: 31.95, lon: 5.33 };
  expect(aroundBand({ centre: mast, innerM: 5, outerM: 90, startDeg: 0, openingDeg: 360 })).toEqual({ point: mast, accuracyM: 90 });
  for (const wrong of [{ innerM: 100 }, { innerM: -1 }, { openingDeg: 361 }, { openingDeg: -1 }, { outerM: NaN }])
    expect(aroundBand({ centre: mast, innerM: 5, outerM: 90, startDeg: 0, openingDeg: 40, ...wrong })).toBeNull();
});
