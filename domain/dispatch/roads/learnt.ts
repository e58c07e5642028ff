import { ALGIERS_OFFSET_MS } from "../../calendar/index.ts";
import { distanceM, type Point } from "../../kernel/index.ts";
import { inwardOf, type RoadGraph } from "./graph.ts";
import { ROAD_CLASSES, speedOn, type RoadClass, type RoadNetwork } from "./network.ts";
import type { Snapped } from "./snap.ts";

/** Driving on one class of road in one hour of the day: expected seconds, and seconds that it took. */
export type Driven = { readonly hour: number; readonly roadClass: RoadClass; readonly expectedS: number; readonly drivenS: number };

/** Position of a vehicle on its way; `at` in milliseconds. */
export type Seen = { readonly point: Point; readonly at: number };

/** Two positions farther apart in time say nothing of the way between them. */
const APART_MS = 60_000;
/** A position farther beside its road is on another one. */
const BESIDE_M = 40;
/** Faster than any car: a jump of the receiver. */
const JUMP_M_PER_S = 45;
/** Less than this is standing. */
const STANDS_M = 10;
/** Standing longer than this is no traffic. */
const LONGEST_STAND_MS = 90_000;

/** The hour of the day in the room's own time. */
export const hourOf = (at: number): number => new Date(at + ALGIERS_OFFSET_MS).getUTCHours();

type Roads = { readonly network: RoadNetwork; readonly graph: RoadGraph; readonly snap: (point: Point) => Snapped | null };

/** Pairs of positions without those before it set out, after it came, and where it stood for long. */
function movingPairs(seen: readonly Seen[]): (readonly [Seen, Seen])[] {
  const pairs: (readonly [Seen, Seen])[] = [];
  let standing: (readonly [Seen, Seen])[] = [];
  for (const [nth, to] of seen.entries()) {
    const from = seen[nth - 1];
    if (from === undefined) continue;
    if (distanceM(from.point, to.point) < STANDS_M) {
      standing.push([from, to]);
      continue;
    }
    const stood = standing.reduce((sum, [a, b]) => sum + b.at - a.at, 0);
    if (pairs.length > 0 && stood <= LONGEST_STAND_MS) pairs.push(...standing);
    standing = [];
    pairs.push([from, to]);
  }
  return pairs;
}

/**
 * Compares one drive of a vehicle with the expected seconds. `seen` is in the order of time; `graph` is one of vehicles by assumed speeds.
 */
export function drivenOf(seen: readonly Seen[], { network, graph, snap }: Roads): Driven[] {
  const found: Driven[] = [];
  for (const [a, b] of movingPairs(seen)) {
    const metres = distanceM(a.point, b.point);
    const drivenS = (b.at - a.at) / 1000;
    if (b.at - a.at > APART_MS || drivenS <= 0 || metres / drivenS > JUMP_M_PER_S) continue;
    const [from, to] = [snap(a.point), snap(b.point)];
    if (from === null || to === null || from.metres > BESIDE_M || to.metres > BESIDE_M) continue;
    const [on, onto] = [from, to].map(({ segment }) => network.ways[graph.way[segment] ?? -1]);
    if (on === undefined || onto === undefined || on.class !== onto.class) continue;
    const speed = (speedOn(on, "vehicle") + speedOn(onto, "vehicle")) / 2;
    found.push({ hour: hourOf(a.at), roadClass: on.class, expectedS: metres / speed, drivenS });
  }
  return found;
}

/** Seconds of assumption that drives must outweigh: one short drive says little of a class of road. */
const ASSUMED_S = 600;
/** Beyond these a learnt speed is not believed. */
const [SLOWEST, FASTEST] = [0.4, 1.8];
/** Seconds of drives that are kept of an hour; with more the old ones fade. */
const KEPT_S = 36_000;

/** By how much faster than assumed a class of road is driven in an hour. */
export const speedUp = ({ expectedS, drivenS }: Pick<Driven, "expectedS" | "drivenS">): number =>
  Math.min(FASTEST, Math.max(SLOWEST, (ASSUMED_S + expectedS) / (ASSUMED_S + drivenS)));

/** Adds new drives to those learnt before; of each hour and class there is one sum afterwards. */
export function learn(known: readonly Driven[], driven: readonly Driven[]): Driven[] {
  const sums = new Map<string, Driven>();
  for (const one of [...known, ...driven]) {
    const key = `${one.hour} ${one.roadClass}`;
    const before = sums.get(key);
    const sum = before === undefined ? one : { ...one, expectedS: before.expectedS + one.expectedS, drivenS: before.drivenS + one.drivenS };
    const share = Math.min(1, KEPT_S / Math.max(1, sum.drivenS));
    sums.set(key, { ...sum, expectedS: sum.expectedS * share, drivenS: sum.drivenS * share });
  }
  return [...sums.values()];
}

export type SpeedUps = Readonly<Record<RoadClass, number>>;

/** By how much faster each class of road is driven in an hour than assumed; 1 where nothing was learnt. */
export function speedUpsAt(known: readonly Driven[], hour: number): SpeedUps {
  const found = ROAD_CLASSES.map((roadClass) => {
    const learnt = known.find((one) => one.hour === hour && one.roadClass === roadClass);
    return [roadClass, learnt === undefined ? 1 : speedUp(learnt)] as const;
  });
  return Object.fromEntries(found) as Record<RoadClass, number>;
}

/** The same roads with the seconds that they take at these speeds. */
export function atSpeeds(graph: RoadGraph, network: RoadNetwork, speedUps: SpeedUps): RoadGraph {
  const speedUpOf = (segment: number): number => speedUps[network.ways[graph.way[segment] ?? 0]?.class ?? "residential"];
  const seconds = {
    secondsAlong: graph.secondsAlong.map((each, segment) => each / speedUpOf(segment)),
    secondsBack: graph.secondsBack.map((each, segment) => each / speedUpOf(segment)),
  };
  return { ...graph, ...seconds, inward: inwardOf({ ...graph, ...seconds }, graph.lat.length) };
}
