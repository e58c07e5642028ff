import type { Text3 } from "../../kernel/index.ts";

/** Kinds of road that a map tells apart, the fastest first; names are those of OpenStreetMap's `highway`, links with their road. */
export const ROAD_CLASSES = [
  "motorway",
  "trunk",
  "primary",
  "secondary",
  "tertiary",
  "unclassified",
  "residential",
  "living_street",
  "service",
  "track",
  "footway",
] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

export type RoadWay = {
  readonly class: RoadClass;
  readonly name: Partial<Text3> | null;
  /** Vehicles may go from the first node to the last only. */
  readonly oneway: boolean;
  /** Posted limit in km/h; null where none is known. */
  readonly limitKmh: number | null;
  /** Indices of nodes, at least two. */
  readonly nodes: readonly number[];
};

/** The roads of a town as a map extract gives them. Latitudes and longitudes of the nodes lie one after the other, in degrees. */
export type RoadNetwork = { readonly nodes: readonly number[]; readonly ways: readonly RoadWay[] };

/** Mode of travel: a vehicle, or a person on foot, who needs no lane and no direction. */
export type TravelMode = "vehicle" | "foot";

/**
 * Metres per second that are reckoned with when no limit is posted. An assumption of the room, below the usual limits because of
 * crossings and traffic; a room that has measured its own drives has better ones.
 */
const REACHED: Readonly<Record<RoadClass, number>> = {
  motorway: 25,
  trunk: 19,
  primary: 14,
  secondary: 12,
  tertiary: 10,
  unclassified: 9,
  residential: 7,
  living_street: 4,
  service: 5,
  track: 5,
  footway: 0,
};
const WALKING = 1.4;
/** The share of a posted limit that is reached on the whole way. */
const OF_LIMIT = 0.75;

/** Metres per second on a way; 0 where the mode may not go. */
export function speedOn(way: Pick<RoadWay, "class" | "limitKmh">, mode: TravelMode): number {
  if (mode === "foot") return way.class === "motorway" ? 0 : WALKING;
  const reached = REACHED[way.class];
  return reached === 0 || way.limitKmh === null ? reached : Math.max(1, (way.limitKmh / 3.6) * OF_LIMIT);
}
