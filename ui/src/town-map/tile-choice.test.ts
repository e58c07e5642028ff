import * as fc from "fast-check";
import { expect, it } from "vitest";
import { above, nameOf, tilesAlong, tilesIn, type Reach } from "./tile-choice.ts";
import { worldAt, worldOf } from "./view.ts";

const reach: Reach = { minZoom: 8, maxZoom: 14, bounds: [5.29, 31.91, 5.37, 31.99] };
const size = { x: 328, y: 264 };
const inTown = fc.record({
  lat: fc.double({ min: 31.911, max: 31.989, noNaN: true }),
  lon: fc.double({ min: 5.291, max: 5.369, noNaN: true }),
});
const tileUnder = ({ x, y }: { x: number; y: number }, z: number): string =>
  nameOf({ z, x: Math.floor(x * 2 ** z), y: Math.floor(y * 2 ** z) });

it("has every tile under the screen, of one level, and few", () => {
  fc.assert(
    fc.property(inTown, fc.integer({ min: 12, max: 18 }), fc.integer({ min: 0, max: 359 }), (centre, zoom, bearingDeg) => {
      const view = { centre: worldOf(centre), zoom, bearingDeg };
      const tiles = tilesIn(view, size, reach);
      expect(new Set(tiles.map(({ z }) => z)).size).toBe(1);
      expect(tiles.map(nameOf)).toContain(tileUnder(worldAt(view, size, { x: 164, y: 132 }), Math.min(14, zoom)));
      expect(tiles.length).toBeLessThanOrEqual(9);
    }),
  );
});

it("asks for nothing beyond the map", () => {
  const view = { centre: worldOf({ lat: 36.7, lon: 3.06 }), zoom: 15, bearingDeg: 0 };
  expect(tilesIn(view, size, reach)).toEqual([]);
  expect(tilesAlong([{ lat: 36.7, lon: 3.06 }], reach)).toEqual([]);
});

it("finds the tile above", () => {
  expect(above({ z: 14, x: 8434, y: 6656 }, 2)).toEqual({ z: 12, x: 2108, y: 1664 });
});

it("knows what a crew on its way will look at: the tiles under every place of it, the nearest level first, each once", () => {
  fc.assert(
    fc.property(fc.array(inTown, { minLength: 2, maxLength: 6 }), (line) => {
      const names = tilesAlong(line, reach).map(nameOf);
      expect(new Set(names).size).toBe(names.length);
      expect(names[0]?.startsWith("14/")).toBe(true);
      for (const point of line) expect(names).toContain(tileUnder(worldOf(point), 14));
      for (const point of line) expect(names).toContain(tileUnder(worldOf(point), 12));
    }),
  );
});
