import type { Language } from "@amaliyat/domain/kernel";

/** What a shape of the base map is drawn as. */
export type GroundKind = "road" | "block" | "plot" | "green" | "water" | "place" | "other";
export type Ground = { readonly kind: GroundKind; readonly rank: 1 | 2 | 3; readonly label: string };

type Properties = Readonly<Record<string, unknown>>;
type Feature = { readonly type: "Feature"; readonly properties: Properties | null; readonly geometry: { readonly type: string } };
export type GroundCollection = { readonly type: "FeatureCollection"; readonly features: readonly unknown[] };

const KINDS: Readonly<Record<string, GroundKind>> = {
  road: "road",
  street: "road",
  highway: "road",
  building: "block",
  block: "block",
  built: "block",
  plot: "plot",
  green: "green",
  park: "green",
  palm_grove: "green",
  oasis: "green",
  water: "water",
  wadi: "water",
  place: "place",
  landmark: "place",
  district: "place",
};

/** 1 is the most important. Of places, a district; of roads, those that cross the town. */
const RANKS: Readonly<Record<string, 1 | 2 | 3>> = {
  district: 1,
  motorway: 1,
  trunk: 1,
  primary: 1,
  main: 1,
  major: 1,
  secondary: 2,
  tertiary: 2,
  roundabout: 2,
  middle: 2,
  collector: 2,
};

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

function kindOf(properties: Properties, geometry: string): GroundKind {
  const said = properties["kind"] ?? properties["class"] ?? properties["layer"];
  if (isText(said) && KINDS[said]) return KINDS[said];
  if (isText(properties["highway"])) return "road";
  if (properties["building"] !== undefined) return "block";
  if (properties["natural"] === "water" || properties["waterway"] !== undefined) return "water";
  if (properties["landuse"] !== undefined || properties["leisure"] === "park") return "green";
  if (geometry === "Point") return "place";
  return geometry.endsWith("LineString") ? "road" : "other";
}

function labelOf(properties: Properties, language: Language): string {
  const names = properties["names"];
  const own = typeof names === "object" && names !== null ? (names as Properties)[language] : undefined;
  const found = [own, properties[`name:${language}`], properties[`name_${language}`], properties["name"]].find(isText);
  return found ?? "";
}

/** Kind, rank and name of a shape, from our own properties or those of OpenStreetMap. */
export function groundOf(properties: Properties | null, geometry: string, language: Language): Ground {
  const given = properties ?? {};
  const rank = [given["class"], given["highway"], given["rank"]].find(isText);
  return { kind: kindOf(given, geometry), rank: (rank === undefined ? undefined : RANKS[rank]) ?? 3, label: labelOf(given, language) };
}

const isFeature = (value: unknown): value is Feature =>
  typeof value === "object" && value !== null && "geometry" in value && typeof value.geometry === "object" && value.geometry !== null;

/** Reads a base map (GeoJSON); null if it is none. Every shape carries `kind`, `rank` and `label` afterwards, and nothing else. */
export function readBasemap(text: string, language: Language): GroundCollection | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || !("features" in parsed) || !Array.isArray(parsed.features)) return null;
    const features = parsed.features.filter(isFeature).map((feature) => ({
      type: "Feature" as const,
      geometry: feature.geometry,
      properties: groundOf(feature.properties, feature.geometry.type, language),
    }));
    return { type: "FeatureCollection", features };
  } catch {
    return null;
  }
}
