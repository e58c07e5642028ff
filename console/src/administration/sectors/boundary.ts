import { boundary } from "@amaliyat/contract/identity";
import { openRing, type Point } from "@amaliyat/domain/kernel";

/** An outer ring of `[lon, lat]`, WGS 84. */
export type Boundary = [number, number][];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

/** The first ring in a GeoJSON text's tree of features, geometries and arrays. */
function ringIn(value: unknown): unknown {
  if (Array.isArray(value)) {
    const first: unknown = value[0];
    return Array.isArray(first) && Array.isArray(first[0]) ? ringIn(first) : value;
  }
  if (!isObject(value)) return null;
  return ringIn(value["coordinates"] ?? value["geometry"] ?? (Array.isArray(value["features"]) ? value["features"][0] : null) ?? null);
}

const onEarth = ([lon, lat]: readonly [number, number]): boolean => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

const isPair = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === "number" && Number.isFinite(one));

const isSamePair = ([lon, lat]: readonly [number, number], other: readonly [number, number] | undefined): boolean =>
  lon === other?.[0] && lat === other[1];

/** The pairs of the first ring in a text, however few they are; null for a text that has none. */
function pairsIn(text: string): Boundary | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const ring = ringIn(value);
  if (!Array.isArray(ring)) return null;
  const pairs = ring.map((point: unknown) => (Array.isArray(point) ? point.slice(0, 2) : point));
  return pairs.every(isPair) && pairs.every(onEarth) ? pairs : null;
}

/**
 * Reads a boundary from GeoJSON (RFC 7946: a polygon, a feature or a collection of one) or from a bare list of `[lon, lat]`.
 * Null if it is none, or has too many corners. A point that repeats the one before it is dropped, and so is the closing one.
 */
export function readBoundary(text: string): Boundary | null {
  const pairs = pairsIn(text);
  const parsed = boundary.safeParse(pairs && openRing(pairs).filter((pair, nth, ring) => !isSamePair(pair, ring[nth - 1])));
  return parsed.success ? parsed.data : null;
}

/** Corners of a boundary as it is typed or drawn, also of one that has fewer than three so far. Null for a text that has no corners. */
export function readCorners(text: string): readonly Point[] | null {
  if (text.trim() === "") return [];
  const pairs = readBoundary(text) ?? pairsIn(text);
  return (pairs && openRing(pairs))?.map(([lon, lat]) => ({ lat, lon })) ?? null;
}

/** Corners as the form stores them: bare `[lon, lat]` pairs; nothing at all without a corner. */
export const cornersText = (corners: readonly Point[]): string =>
  corners.length === 0 ? "" : JSON.stringify(corners.map(({ lat, lon }) => [lon, lat]));

/** The outline as an SVG path in a square of a size: north up, east right, true to shape at its latitude. */
export function outline(ring: Boundary, size: number, margin = 2): string {
  const lats = ring.map(([, lat]) => lat);
  const narrow = Math.cos((((Math.min(...lats) + Math.max(...lats)) / 2) * Math.PI) / 180);
  const points = ring.map(([lon, lat]) => [lon * narrow, -lat] as const);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const scale = (size - 2 * margin) / Math.max(width, height, Number.EPSILON);
  const place = (value: number, from: number, length: number): string => ((value - from) * scale + (size - length * scale) / 2).toFixed(1);
  return `M${points.map(([x, y]) => `${place(x, left, width)} ${place(y, top, height)}`).join("L")}Z`;
}
