/** A point on the ground in WGS 84 degrees. */
export type Point = { readonly lat: number; readonly lon: number };

/** An outer ring of `[lon, lat]` pairs (GeoJSON order), closed or not. */
export type Ring = readonly (readonly [number, number])[];

/** Great-circle distance in metres (haversine, mean earth radius 6,371,008.8 m). */
export function distanceM(a: Point, b: Point): number {
  const rad = Math.PI / 180;
  const dLat = (b.lat - a.lat) * rad;
  const dLon = (b.lon - a.lon) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** True if the point lies inside the ring (even-odd rule). */
export function inRing(point: Point, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] ?? [0, 0];
    const [xj, yj] = ring[j] ?? [0, 0];
    if (yi > point.lat !== yj > point.lat && point.lon < ((xj - xi) * (point.lat - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** Metres of one degree of latitude, and of longitude at the equator; a little less than it is, so that the box is never too small. */
const DEGREE_M = 110_000;

/** The box in degrees that holds every point within so many metres; what an index can be asked for. */
export function boxAround({ lat, lon }: Point, metres: number) {
  const high = metres / DEGREE_M;
  const wide = high / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return { south: lat - high, north: lat + high, west: lon - wide, east: lon + wide };
}
