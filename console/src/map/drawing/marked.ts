import type { Point } from "@amaliyat/domain/kernel";
import { collection, pointAt, type MapFeature, type MapFeatures } from "./features.ts";

/** A place on the map, and the radius (m) within which it is known; null where a person chose the point. */
export type Marked = { readonly point: Point; readonly accuracyM: number | null };

const CORNERS = 48;
/** Metres of one degree of latitude. */
const DEGREE_M = 111_195;

/** A circle of so many metres round a point, closed; round enough to be taken for one. */
function circle({ lat, lon }: Point, metres: number): MapFeature {
  const dLat = metres / DEGREE_M;
  const dLon = dLat / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  const ring = Array.from({ length: CORNERS + 1 }, (_, nth) => {
    const turn = ((nth % CORNERS) / CORNERS) * 2 * Math.PI;
    return [lon + dLon * Math.sin(turn), lat + dLat * Math.cos(turn)] as const;
  });
  return { type: "Feature", geometry: { type: "Polygon", coordinates: [ring] }, properties: {} };
}

/** The point, over the circle within which it lies. */
export function markedFeatures(marked: Marked | null): MapFeatures {
  if (marked === null) return collection([]);
  const { point, accuracyM } = marked;
  return collection([...(accuracyM === null || accuracyM <= 0 ? [] : [circle(point, accuracyM)]), pointAt(point, {})]);
}
