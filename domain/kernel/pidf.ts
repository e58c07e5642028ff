import type { Point } from "./place.ts";

const POS = /<(?:\w+:)?pos>\s*(-?\d{1,3}(?:\.\d{1,12})?)\s+(-?\d{1,3}(?:\.\d{1,12})?)\s*</;
/** A circle's radius in metres, by its unit of EPSG (RFC 5491, 5.2.3). */
const RADIUS = /<(?:\w+:)?radius[^<>]*>\s*(\d{1,7}(?:\.\d{1,6})?)\s*</;

/** The point of a PIDF-LO, where there is one that lies on earth; the first `pos`, as latitude and longitude in degrees. */
export function pointOfPidf(pidf: string): Point | null {
  const [, lat, lon] = POS.exec(pidf) ?? [];
  const point = { lat: Number(lat ?? NaN), lon: Number(lon ?? NaN) };
  return Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180 ? point : null;
}

/** The radius of a PIDF-LO's circle in metres; null where it says a point alone. */
export function radiusOfPidf(pidf: string): number | null {
  const [, radius] = RADIUS.exec(pidf) ?? [];
  return radius === undefined ? null : Number(radius);
}

/** When the place of a PIDF-LO was measured, in epoch milliseconds; null where it does not say, or says it senselessly. */
export function momentOfPidf(pidf: string): number | null {
  const [, text] = /<(?:\w+:)?timestamp>\s*([^<\s]{1,40})\s*</.exec(pidf) ?? [];
  const at = Date.parse(text ?? "");
  return Number.isFinite(at) ? at : null;
}
