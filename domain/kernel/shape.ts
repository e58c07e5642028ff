import { distanceM, inRing, type Point, type Ring } from "./place.ts";

/** A point of a shape, and the radius in metres of the circle about it that holds the whole shape; null for a shape without a known size. */
export type Around = { readonly point: Point; readonly accuracyM: number | null };

const RAD = Math.PI / 180;
const EARTH_M = 6_371_008.8;

/** A longitude within -180 to 180 degrees. */
const turned = (lon: number): number => (lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon);

/** Point at a distance in metres and a bearing in degrees, clockwise from north, on a sphere. */
function pointAt({ lat, lon }: Point, bearing: number, metres: number): Point {
  const [from, way, turn] = [lat * RAD, metres / EARTH_M, bearing * RAD];
  const to = Math.asin(Math.max(-1, Math.min(1, Math.sin(from) * Math.cos(way) + Math.cos(from) * Math.sin(way) * Math.cos(turn))));
  const east = Math.atan2(Math.sin(turn) * Math.sin(way) * Math.cos(from), Math.cos(way) - Math.sin(from) * Math.sin(to));
  return { lat: to / RAD, lon: turned(lon + east / RAD) };
}

/** Corners without the repeated last one, with longitudes that run on across the 180th meridian. Null for a ring around a pole. */
function unrolled(corners: readonly Point[]): Ring | null {
  const ring: [number, number][] = [];
  for (const { lat, lon } of corners) {
    const before = ring.at(-1)?.[0] ?? lon;
    ring.push([lon + 360 * Math.round((before - lon) / 360), lat]);
  }
  const [first, last] = [ring[0], ring.at(-1)];
  if (first === undefined || last === undefined || Math.abs(first[0] - last[0]) > 180) return null;
  return first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring;
}

/** Middle of the widest part of a ring at the middle of its tallest band between two corners. A concave ring may not hold its own middle. */
function pointInside(ring: Ring): Point | null {
  const heights = [...new Set(ring.map(([, lat]) => lat))].toSorted((a, b) => a - b);
  const bands = heights.slice(1).map((high, nth) => [heights[nth] ?? high, high] as const);
  const [low, high] = bands.reduce((best, band) => (band[1] - band[0] > best[1] - best[0] ? band : best), [0, 0]);
  const lat = (low + high) / 2;
  const crossings = ring.flatMap(([lon, from], nth) => {
    const [otherLon, to] = ring[(nth + 1) % ring.length] ?? [lon, from];
    return from > lat === to > lat ? [] : [lon + ((lat - from) / (to - from)) * (otherLon - lon)];
  });
  crossings.sort((a, b) => a - b);
  let widest: readonly [number, number] | null = null;
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const [west = 0, east = 0] = crossings.slice(at, at + 2);
    if (widest === null || east - west > widest[1] - widest[0]) widest = [west, east];
  }
  return widest && { lat, lon: (widest[0] + widest[1]) / 2 };
}

const middle = (of: readonly number[]): number => (Math.min(...of) + Math.max(...of)) / 2;

/** A point inside a polygon, its middle if that lies inside. Null for fewer than three corners, and for a polygon around a pole. */
export function aroundPolygon(corners: readonly Point[]): Around | null {
  const ring = unrolled(corners);
  if (ring === null || ring.length < 3) return null;
  const centre = { lat: middle(ring.map(([, lat]) => lat)), lon: middle(ring.map(([lon]) => lon)) };
  const { lat, lon } = inRing(centre, ring) ? centre : (pointInside(ring) ?? centre);
  const point = { lat, lon: turned(lon) };
  return { point, accuracyM: Math.ceil(Math.max(...corners.map((corner) => distanceM(point, corner)))) };
}

/** An arc band: the part of a ring from a bearing on (RFC 5491 §5.2.5). Radii in metres, angles in degrees clockwise from north. */
export type Band = {
  readonly centre: Point;
  readonly innerM: number;
  readonly outerM: number;
  readonly startDeg: number;
  readonly openingDeg: number;
};

/**
 * The middle of an arc band: the caller is in the sector of a mast, not at the mast. A band all around has no direction, so its point is the
 * mast. Null for a band that cannot be.
 */
export function aroundBand({ centre, innerM, outerM, startDeg, openingDeg }: Band): Around | null {
  if (!(innerM >= 0 && innerM <= outerM && openingDeg >= 0 && openingDeg <= 360)) return null;
  if (openingDeg === 360) return { point: centre, accuracyM: outerM };
  const middleM = (innerM + outerM) / 2;
  const point = pointAt(centre, startDeg + openingDeg / 2, middleM);
  // The law of cosines: the farthest corner of the band lies at one end of one of its two arcs.
  const cosine = Math.cos((openingDeg / 2) * RAD);
  const to = (radiusM: number): number => Math.sqrt(Math.max(0, middleM ** 2 + radiusM ** 2 - 2 * middleM * radiusM * cosine));
  return { point, accuracyM: Math.ceil(Math.max(to(innerM), to(outerM))) };
}
