import type { Point } from "@amaliyat/domain/kernel";

export type Bounds = { readonly south: number; readonly north: number; readonly west: number; readonly east: number };

function span(values: readonly number[]): readonly [number, number] {
  const [low, high] = values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)];
  const missing = Math.max(0, 0.01 - (high - low)) / 2;
  return [low - missing, high + missing];
}

/** The smallest box around the points, never smaller than 0.01°; a box round nothing lies at 0, 0. */
export function boundsOf(points: readonly Point[]): Bounds {
  const lats = points.map((point) => point.lat);
  const lons = points.map((point) => point.lon);
  const [south, north] = span(lats);
  const [west, east] = span(lons);
  return { south, north, west, east };
}

/** Places points of a town in a picture, north up, with a margin of 5 %: equirectangular, true to shape at the middle latitude. */
export function projector(
  bounds: Bounds,
  size: { readonly width: number; readonly height: number },
): (point: Point) => readonly [number, number] {
  const flat = Math.cos((((bounds.south + bounds.north) / 2) * Math.PI) / 180);
  const scale = 0.9 * Math.min(size.width / ((bounds.east - bounds.west) * flat), size.height / (bounds.north - bounds.south));
  const middle = { lat: (bounds.south + bounds.north) / 2, lon: (bounds.west + bounds.east) / 2 };
  return ({ lat, lon }) => [size.width / 2 + (lon - middle.lon) * flat * scale, size.height / 2 - (lat - middle.lat) * scale];
}
