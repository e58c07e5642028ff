import type { Point } from "@amaliyat/domain/kernel";

const RAD = Math.PI / 180;
/** Metres of one degree on the sphere that distances are measured on. */
export const DEGREE_M = 6_371_008.8 * RAD;

/** A tenth of a metre: finer figures of a place made by hand would be invented. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
export const roundedPoint = ({ lat, lon }: Point): Point => ({ lat: rounded(lat), lon: rounded(lon) });

/** The point so many metres east and north of another; right within a town. */
export const movedBy = ({ lat, lon }: Point, eastM: number, northM: number): Point =>
  roundedPoint({ lat: lat + northM / DEGREE_M, lon: lon + eastM / (DEGREE_M * Math.cos(lat * RAD)) });

/** Direction from one point to another: degrees clockwise from north, 0 to 360. */
export function bearingDeg(from: Point, to: Point): number {
  const east = (to.lon - from.lon) * Math.cos(from.lat * RAD);
  return (Math.atan2(east, to.lat - from.lat) / RAD + 360) % 360;
}

/** The point between two others. */
export const between = (one: Point, other: Point): Point =>
  roundedPoint({ lat: (one.lat + other.lat) / 2, lon: (one.lon + other.lon) / 2 });

/** Steps of an arrow key, metres: plain and with Shift. */
const [STEP_M, FAR_M] = [5, 50];
const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
};

/** Metres east and north that an arrow key moves a point: as the eye sees the map, north up in every language. Null for another key. */
export function stepOf({
  key,
  shiftKey,
}: Pick<KeyboardEvent, "key" | "shiftKey">): { readonly eastM: number; readonly northM: number } | null {
  const way = WAYS[key];
  const metres = shiftKey ? FAR_M : STEP_M;
  return way === undefined ? null : { eastM: way[0] * metres, northM: way[1] * metres };
}
