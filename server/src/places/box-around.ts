import type { Point } from "@amaliyat/domain/kernel";

/** Metres of one degree of latitude, and of longitude at the equator; a little less than it is, so that the box is never too small. */
const DEGREE_M = 110_000;

/** The box in degrees that holds every point within so many metres; what an index can be asked for. */
export function boxAround({ lat, lon }: Point, metres: number) {
  const high = metres / DEGREE_M;
  const wide = high / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return { south: lat - high, north: lat + high, west: lon - wide, east: lon + wide };
}
