import type { Point } from "@amaliyat/domain/kernel";
import { DEGREE_M } from "./metres.ts";

export type Spot = { readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };
export type Opening = { readonly center: Point; readonly zoom: number };

/** Width of the whole earth at zoom 0, px: as the drawn map counts. */
const WORLD_PX = 512;
const narrowed = (lat: number): number => Math.max(0.01, Math.cos((lat * Math.PI) / 180));
/** Pixels of one degree of longitude at a zoom. */
const degreePx = (zoom: number): number => (WORLD_PX * 2 ** zoom) / 360;

/** Places points of a town on a plain plan about a centre, north up: true to shape at its latitude; and finds the point of a place. */
export function planFrame({ center, zoom }: Opening, { width, height }: Size) {
  const [east, north] = [degreePx(zoom), degreePx(zoom) / narrowed(center.lat)];
  return {
    project: ({ lat, lon }: Point): Spot => ({ x: width / 2 + (lon - center.lon) * east, y: height / 2 - (lat - center.lat) * north }),
    unproject: ({ x, y }: Spot): Point => ({ lat: center.lat - (y - height / 2) / north, lon: center.lon + (x - width / 2) / east }),
  };
}

/** Free space about what a map opens on, px on each side together. */
const MARGIN_PX = 96;
/** Closest openings: a point alone, with the streets about it, and the smallest thing of some size. */
const [NEAR, NEAREST] = [16, 17.5];

/** Centre and zoom at which all points are seen in a map of a size; null without a point. */
export function openingOn(points: readonly Point[], { width, height }: Size): Opening | null {
  if (points.length === 0) return null;
  const [lats, lons] = [points.map(({ lat }) => lat), points.map(({ lon }) => lon)];
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)];
  const center = { lat: (south + north) / 2, lon: (west + east) / 2 };
  const wide = Math.max(24, width - MARGIN_PX) / Math.max(1e-6, east - west);
  const high = (Math.max(24, height - MARGIN_PX) * narrowed(center.lat)) / Math.max(1e-6, north - south);
  return { center, zoom: Math.min(points.length === 1 ? NEAR : NEAREST, Math.log2((Math.min(wide, high) * 360) / WORLD_PX)) };
}

/** Four points that lie so many metres around another: what a map of a camera opens on. */
export const about = ({ lat, lon }: Point, metres: number): readonly Point[] => {
  const [high, wide] = [metres / DEGREE_M, metres / (DEGREE_M * narrowed(lat))];
  return [
    { lat: lat - high, lon: lon - wide },
    { lat: lat + high, lon: lon + wide },
  ];
};
