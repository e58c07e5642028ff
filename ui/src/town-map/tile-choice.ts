import type { Point } from "./words.ts";
import { worldAt, worldOf, type Spot, type View, type World } from "./view.ts";

export type TileAt = { readonly z: number; readonly x: number; readonly y: number };
/** Reach of a map: levels, and bounds in degrees. */
export type Reach = {
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
};

export const nameOf = ({ z, x, y }: TileAt): string => `${z}/${x}/${y}`;

const tileOf = ({ x, y }: World, z: number): TileAt => ({ z, x: Math.floor(x * 2 ** z), y: Math.floor(y * 2 ** z) });

/** All tiles of a level in the box around places, as far as the map reaches; row by row. */
function tilesAround(places: readonly World[], z: number, { bounds: [west, south, east, north] }: Reach): TileAt[] {
  const first = tileOf(worldOf({ lat: north, lon: west }), z);
  const last = tileOf(worldOf({ lat: south, lon: east }), z);
  const all = places.map((each) => tileOf(each, z));
  const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
  const tiles: TileAt[] = [];
  for (let y = Math.max(first.y, Math.min(...ys)); y <= Math.min(last.y, Math.max(...ys)); y++)
    for (let x = Math.max(first.x, Math.min(...xs)); x <= Math.min(last.x, Math.max(...xs)); x++) tiles.push({ z, x, y });
  return tiles;
}

/** The tiles that a view shows. Nearer than the map's last level those of that level are drawn larger. */
export function tilesIn(view: View, size: Spot, reach: Reach): TileAt[] {
  const z = Math.min(reach.maxZoom, Math.max(reach.minZoom, Math.floor(view.zoom)));
  const corners = [
    { x: 0, y: 0 },
    { x: size.x, y: 0 },
    { x: 0, y: size.y },
    { x: size.x, y: size.y },
  ];
  const places = corners.map((corner) => worldAt(view, size, corner));
  return tilesAround(places, z, reach);
}

/** The tile above that holds this one, so many levels up. */
export const above = ({ z, x, y }: TileAt, levels: number): TileAt => ({
  z: z - levels,
  x: Math.floor(x / 2 ** levels),
  y: Math.floor(y / 2 ** levels),
});

/** A crew sees this far to each side of its way, in degrees: some 300 m. */
const BESIDE = 0.003;
/** A way across a country is not kept whole; its beginning is. */
const MOST_ALONG = 80;
/** Below this level one tile holds a province: it comes with the first look. */
const LEVELS_ALONG = 4;

/** The tiles that a crew on a way will look at, nearest levels first, each once. */
export function tilesAlong(line: readonly Point[], reach: Reach): TileAt[] {
  const found = new Map<string, TileAt>();
  for (let z = reach.maxZoom; z > Math.max(reach.minZoom - 1, reach.maxZoom - LEVELS_ALONG); z--)
    for (const [i, point] of line.entries()) {
      const box = [line[i - 1] ?? point, point].flatMap(({ lat, lon }) =>
        [-BESIDE, BESIDE].map((step) => worldOf({ lat: lat + step, lon: lon + step })),
      );
      for (const tile of tilesAround(box, z, reach)) if (found.size < MOST_ALONG) found.set(nameOf(tile), tile);
    }
  return [...found.values()];
}
