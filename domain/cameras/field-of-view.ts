import type { Point, Ring } from "../kernel/index.ts";

/** Direction of a camera: degrees clockwise from north, opening angle in degrees (360: all round), range in metres. */
export type Direction = { readonly bearing: number; readonly angle: number; readonly rangeM: number };

/** True for a bearing in 0..360 (360 excluded), an angle in 0..360 (0 excluded) and a range in 1..2000 m. */
export const isDirection = ({ bearing, angle, rangeM }: Direction): boolean =>
  bearing >= 0 && bearing < 360 && angle > 0 && angle <= 360 && rangeM >= 1 && rangeM <= 2000;

const EARTH_M = 6_371_008.8;
const RAD = Math.PI / 180;
/** One corner per so many degrees: at 10 the arc lies at most 0.4 % of the range inside the circle. */
const STEP_DEG = 10;

/** The point at a bearing and a distance on the great circle, as `[lon, lat]`. */
function destination({ lat, lon }: Point, bearing: number, metres: number): readonly [number, number] {
  const arc = metres / EARTH_M;
  const from = lat * RAD;
  const sin = Math.sin(from) * Math.cos(arc) + Math.cos(from) * Math.sin(arc) * Math.cos(bearing * RAD);
  const east = Math.sin(bearing * RAD) * Math.sin(arc) * Math.cos(from);
  const to = lon + Math.atan2(east, Math.cos(arc) - Math.sin(from) * sin) / RAD;
  return [((to + 540) % 360) - 180, Math.asin(Math.min(1, Math.max(-1, sin))) / RAD];
}

/**
 * The ground that a camera covers, as a closed ring of `[lon, lat]`: a sector of a circle with the camera at its tip. An angle of 360 gives
 * a whole circle. Obstacles are not known here.
 */
export function fieldOfView(camera: Point, { bearing, angle, rangeM }: Direction): Ring {
  const steps = Math.max(2, Math.ceil(angle / STEP_DEG));
  const arc = Array.from({ length: steps + 1 }, (_, i) => destination(camera, bearing - angle / 2 + (angle * i) / steps, rangeM));
  if (angle >= 360) return [...arc.slice(0, -1), ...arc.slice(0, 1)];
  const tip = [camera.lon, camera.lat] as const;
  return [tip, ...arc, tip];
}
