import { distanceM, type Point } from "@amaliyat/domain/kernel";

/** Place of a vehicle on its way, and its heading: degrees clockwise from north. */
export type Fix = { readonly place: Point; readonly headingDeg: number };

const RAD = Math.PI / 180;

/** The initial bearing from one point to another, 0 to 360 degrees. */
export function bearing(from: Point, to: Point): number {
  const dLon = (to.lon - from.lon) * RAD;
  const y = Math.sin(dLon) * Math.cos(to.lat * RAD);
  const x = Math.cos(from.lat * RAD) * Math.sin(to.lat * RAD) - Math.sin(from.lat * RAD) * Math.cos(to.lat * RAD) * Math.cos(dLon);
  return (Math.atan2(y, x) / RAD + 360) % 360;
}

/** The length of a way in metres. */
export const lengthM = (way: readonly Point[]): number =>
  way.slice(1).reduce((sum, point, i) => sum + distanceM(way[i] ?? point, point), 0);

/** Position after so many metres along a way; its end beyond that. The way has at least one point. */
export function along(way: readonly Point[], metres: number): Fix {
  let left = Math.max(0, metres);
  let heading = 0;
  for (let i = 1; i < way.length; i++) {
    const from = way[i - 1];
    const to = way[i];
    if (from === undefined || to === undefined) break;
    const leg = distanceM(from, to);
    if (leg > 0) heading = bearing(from, to);
    if (left <= leg && leg > 0) {
      const part = left / leg;
      return { place: { lat: from.lat + (to.lat - from.lat) * part, lon: from.lon + (to.lon - from.lon) * part }, headingDeg: heading };
    }
    left -= leg;
  }
  const end = way.at(-1);
  if (end === undefined) throw new Error("a way has at least one point");
  return { place: end, headingDeg: heading };
}
