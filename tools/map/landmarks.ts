import type { Point, Text3 } from "@amaliyat/domain/kernel";
import { entriesOf, listAt } from "../project/json.ts";
import { namesOf } from "./roads.ts";

/** A named place that a search finds. `kind` is OpenStreetMap's own word for it (`hospital`, `suburb`, `pharmacy`, …). */
export type Landmark = { readonly name: Partial<Text3>; readonly kind: string; readonly point: Point };

/** Keys whose value names a thing's kind, the most telling first. */
const KIND_KEYS = [
  "place",
  "amenity",
  "healthcare",
  "emergency",
  "tourism",
  "historic",
  "leisure",
  "shop",
  "office",
  "aeroway",
  "railway",
  "public_transport",
  "landuse",
  "natural",
  "junction",
  "man_made",
] as const;

/** Buildings that people live in; callers say «عمارة ب 12» if it has that name. For others only the keys above name the kind. */
const HOMES = ["apartments", "residential", "dormitory"];
const HOME = "apartments";

/** Filter by which osmium keeps parts of an extract before landmarks are read: everything with such a key, and homes. */
export const LANDMARK_FILTER = [...KIND_KEYS.map((key) => `nwr/${key}`), `nwr/building=${HOMES.join(",")}`];

/** Said of things that are not places to go to. */
const NOT_A_KIND = new Set(["yes", "no", "stop_position", "platform", "grass", "tree"]);
/** Two of one name and kind nearer than this are one place: an area and the node inside it. Degrees, about 300 m. */
const SAME_PLACE_DEG = 0.003;
/** Houses of one name this near are one, about 40 m: two blocks side by side each have their «عمارة ب 12». */
const SAME_HOME_DEG = 0.0004;

type Position = readonly [lon: number, lat: number];
const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && value.length >= 2 && value.every((each) => typeof each === "number");

/** Every position of a geometry however deep, so that any shape has a middle. */
const positionsOf = (value: unknown): Position[] => (isPosition(value) ? [value] : Array.isArray(value) ? value.flatMap(positionsOf) : []);

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

function middleOf(positions: readonly Position[]): Point {
  const [lons, lats] = [positions.map(([lon]) => lon), positions.map(([, lat]) => lat)];
  const middle = (values: readonly number[]): number => rounded((Math.min(...values) + Math.max(...values)) / 2);
  return { lat: middle(lats), lon: middle(lons) };
}

/** A landmark from a GeoJSON feature with the tags of OpenStreetMap; null where it has no name or is nothing to go to. */
export function landmarkOf(feature: unknown): Landmark | null {
  const tags = new Map(entriesOf((feature as { properties?: unknown }).properties).map(([key, value]) => [key, String(value)]));
  const name = namesOf(tags);
  const isHome = HOMES.includes(tags.get("building") ?? "");
  const kind =
    KIND_KEYS.map((key) => tags.get(key)).find((value) => value !== undefined && !NOT_A_KIND.has(value)) ?? (isHome ? HOME : undefined);
  const positions = positionsOf(listAt(feature, "geometry", "coordinates"));
  if (name === null || kind === undefined || positions.length === 0) return null;
  return { name, kind, point: middleOf(positions) };
}

/** Leaves one of those that stand there twice; sorted by kind, then name, so that the same extract gives the same file. */
export function distinct(landmarks: readonly Landmark[]): Landmark[] {
  const key = ({ name, kind }: Landmark): string => `${kind}\n${name.ar ?? ""}\n${name.fr ?? ""}\n${name.en ?? ""}`;
  const kept = new Map<string, Landmark[]>();
  const near = (a: Point, b: Point, within: number): boolean => Math.abs(a.lat - b.lat) < within && Math.abs(a.lon - b.lon) < within;
  for (const one of landmarks) {
    const others = kept.get(key(one)) ?? [];
    const within = one.kind === HOME ? SAME_HOME_DEG : SAME_PLACE_DEG;
    if (!others.some(({ point }) => near(point, one.point, within))) kept.set(key(one), [...others, one]);
  }
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...kept.values()].flat().toSorted((a, b) => compare(key(a), key(b)) || a.point.lat - b.point.lat || a.point.lon - b.point.lon);
}
