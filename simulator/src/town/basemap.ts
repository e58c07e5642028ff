import type { Text3 } from "@amaliyat/domain/kernel";
import { ROUNDABOUTS } from "./avenues.ts";
import { DISTRICTS } from "./districts.ts";
import { centroid } from "./plane.ts";
import { toLonLat } from "./projection.ts";
import type { Metres } from "./projection.ts";
import { streetMap } from "./streets.ts";
import { ZONES } from "./zones.ts";
import type { Zone, ZoneKind } from "./zones.ts";

type Geometry =
  | { readonly type: "Polygon"; readonly coordinates: readonly (readonly (readonly [number, number])[])[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[] }
  | { readonly type: "LineString"; readonly coordinates: readonly (readonly [number, number])[] }
  | { readonly type: "Point"; readonly coordinates: readonly [number, number] };

/** What a feature of the town's map is. */
export type BasemapKind = "block" | "road" | "green" | "water" | "plot" | "place";

/** A GeoJSON feature; names only where there are any. */
export type BasemapFeature = {
  readonly type: "Feature";
  readonly properties: {
    readonly kind: BasemapKind;
    readonly class?: string;
    readonly name_ar?: string;
    readonly name_fr?: string;
    readonly name_en?: string;
  };
  readonly geometry: Geometry;
};

const GREEN: ReadonlySet<ZoneKind> = new Set(["palm_grove", "park"]);
const WATER: ReadonlySet<ZoneKind> = new Set(["sabkha", "wadi"]);

const names = (name: Text3): { name_ar: string; name_fr: string; name_en: string } => ({
  name_ar: name.ar,
  name_fr: name.fr,
  name_en: name.en,
});
const kindOf = ({ kind }: Zone): BasemapKind => (GREEN.has(kind) ? "green" : WATER.has(kind) ? "water" : "plot");

function ring(polygon: readonly Metres[]): [number, number][] {
  const corners = polygon.map(toLonLat);
  const [first] = corners;
  return first === undefined ? [] : [...corners, first];
}

/** Every feature of the town's map, ground first. */
export function basemapFeatures(): BasemapFeature[] {
  const { network, blocks } = streetMap();
  const feature = (properties: BasemapFeature["properties"], geometry: Geometry): BasemapFeature => ({
    type: "Feature",
    properties,
    geometry,
  });
  const place = (kind: string, name: Text3, at: Metres): BasemapFeature =>
    feature({ kind: "place", class: kind, ...names(name) }, { type: "Point", coordinates: toLonLat(at) });
  return [
    ...ZONES.map((zone) =>
      feature({ kind: kindOf(zone), class: zone.kind, ...names(zone.name) }, { type: "Polygon", coordinates: [ring(zone.polygon)] }),
    ),
    ...blocks.map((ofDistrict) =>
      feature({ kind: "block" }, { type: "MultiPolygon", coordinates: ofDistrict.map((block) => [ring(block)]) }),
    ),
    ...network.roads.map((road) =>
      feature({ kind: "road", class: road.class, ...names(road.name) }, { type: "LineString", coordinates: road.line.map(toLonLat) }),
    ),
    ...DISTRICTS.map((district) => place("district", district.name, centroid(district.polygon))),
    ...ZONES.map((zone) => place(zone.kind, zone.name, centroid(zone.polygon))),
    ...ROUNDABOUTS.map((round) => place("roundabout", round.name, round.middle)),
  ];
}

/** The map as a GeoJSON text (RFC 7946), one feature a line. */
export function writeBasemap(): string {
  const lines = basemapFeatures().map((feature) => JSON.stringify(feature));
  return `{"type":"FeatureCollection","features":[\n${lines.join(",\n")}\n]}\n`;
}
