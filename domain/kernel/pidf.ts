import { distanceM, type Point } from "./place.ts";

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

/** Moments before and after which no place was measured, epoch ms: the database takes no year of six digits. */
const [EARLIEST, LATEST] = [Date.UTC(2000, 0), Date.UTC(2100, 0)];

/** Time at which the place of a PIDF-LO was measured, in epoch milliseconds. Null if missing or senseless. */
export function momentOfPidf(pidf: string): number | null {
  const [, text] = /<(?:\w+:)?timestamp>\s*([^<\s]{1,40})\s*</.exec(pidf) ?? [];
  const at = Date.parse(text ?? "");
  return at >= EARLIEST && at < LATEST ? at : null;
}

/** Reach of an ellipse or of the outer ring of an arc band, in metres (RFC 5491, 5.2.4 and 5.2.5). */
const REACH = /<(?:\w+:)?(?:semiMajorAxis|outerRadius)[^<>]*>\s*(\d{1,7}(?:\.\d{1,6})?)\s*</;
const CORNERS = /<(?:\w+:)?pos(?:List)?(?:\s[^<>]{0,200})?>([-\d.\s]{3,2000})</g;

/** The corners of a polygon; the last is the first again. */
function cornersOf(pidf: string): readonly Point[] {
  const numbers = [...pidf.matchAll(CORNERS)].slice(0, 100).flatMap(([, text = ""]) => text.trim().split(/\s+/).map(Number));
  const corners = Array.from({ length: Math.min(100, Math.floor(numbers.length / 2)) }, (_none, nth) => ({
    lat: numbers[2 * nth] ?? NaN,
    lon: numbers[2 * nth + 1] ?? NaN,
  }));
  return corners.filter(({ lat, lon }) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180);
}

/** The place of a PIDF-LO as a point and a radius about it, from any shape (RFC 5491 §5.2). Null if it gives no place on earth. */
export function placeOfPidf(pidf: string): { readonly point: Point; readonly accuracyM: number | null } | null {
  if (/<(?:\w+:)?Polygon[\s>]/.test(pidf)) {
    const corners = cornersOf(pidf);
    if (corners.length < 3) return null;
    const middle = (of: (corner: Point) => number): number => (Math.min(...corners.map(of)) + Math.max(...corners.map(of))) / 2;
    const point = { lat: middle(({ lat }) => lat), lon: middle(({ lon }) => lon) };
    return { point, accuracyM: Math.ceil(Math.max(...corners.map((corner) => distanceM(point, corner)))) };
  }
  const point = pointOfPidf(pidf);
  if (point === null) return null;
  const [, reach] = REACH.exec(pidf) ?? [];
  return { point, accuracyM: radiusOfPidf(pidf) ?? (reach === undefined ? null : Number(reach)) };
}
