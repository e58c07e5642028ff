import type { Point } from "../../kernel/index.ts";
import type { RoadGraph } from "./graph.ts";
import { Buckets } from "./buckets.ts";
import type { TravelMode } from "./network.ts";
import type { Snapped } from "./snap.ts";

/**
 * Metres per second between a road and a place beside it. A car stands in a yard or on a track that no map has, and drives from there.
 * Assumptions of the room.
 */
const BESIDE_M_PER_S: Readonly<Record<TravelMode, number>> = { vehicle: 5, foot: 1.4 };

/** Seconds for a share of a segment; no way at all takes none, also where the segment may not be driven. */
const part = (seconds: number | undefined, share: number): number => (share === 0 ? 0 : (seconds ?? Infinity) * share);

/** Result of one search from a place: the travel time of each node to it, and the segment by which each node leaves. */
export type TimesTo = {
  readonly graph: RoadGraph;
  readonly goal: Snapped;
  /** Seconds from each node to the place; Infinity where no road leads there. */
  readonly seconds: Float64Array;
  /** The segment by which a node is left; -1 where the place lies on a segment of the node itself, or no road leads there. */
  readonly via: Int32Array;
};

/** One for all searches: they do not wait for anything on the way. */
const buckets = new Buckets();

/** Memory of a search that nobody asks any more. */
export type Used = Pick<TimesTo, "seconds" | "via">;

/** Memory for searches in a graph, which several threads can see. */
export function sharedMemory({ lat: { length } }: RoadGraph): Used {
  return { seconds: new Float64Array(new SharedArrayBuffer(8 * length)), via: new Int32Array(new SharedArrayBuffer(4 * length)) };
}

/**
 * One reverse Dijkstra: roads are walked from the place against their direction, so that one search answers for every unit. `used` gives the
 * new one its memory: 170 kB for each search of a town made the collector of memory run once a second.
 */
export function timesTo(graph: RoadGraph, goal: Snapped, used: Used | null = null): TimesTo {
  const size = graph.lat.length;
  const fits = used !== null && used.seconds.length === size;
  const seconds = (fits ? used.seconds : new Float64Array(size)).fill(Infinity);
  const via = (fits ? used.via : new Int32Array(size)).fill(-1);
  const { segment, share } = goal;
  const { first, other, seconds: takes, segment: through, longest } = graph.inward;
  buckets.clear(longest);
  const ends = [
    [graph.from[segment] ?? 0, part(graph.secondsAlong[segment], share)],
    [graph.to[segment] ?? 0, part(graph.secondsBack[segment], 1 - share)],
  ] as const;
  for (const [node, cost] of ends) {
    if (cost >= (seconds[node] ?? 0)) continue;
    seconds[node] = cost;
    buckets.push(node, cost);
  }
  for (let node = buckets.pop(); node >= 0; node = buckets.pop()) {
    const cost = seconds[node] ?? Infinity;
    // It was reached sooner meanwhile, and had its turn then.
    if (cost < buckets.turn) continue;
    const end = first[node + 1] ?? 0;
    for (let at = first[node] ?? 0; at < end; at++) {
      const next = other[at] ?? 0;
      const there = cost + (takes[at] ?? Infinity);
      if (there >= (seconds[next] ?? 0)) continue;
      seconds[next] = there;
      via[next] = through[at] ?? -1;
      buckets.push(next, there);
    }
  }
  return { graph, goal, seconds, via };
}

/** Seconds from a snapped unit to the place by the end of its segment that lies before it; Infinity where not allowed. */
const byAlong = ({ graph, seconds }: TimesTo, { segment, share }: Snapped): number =>
  part(graph.secondsAlong[segment], 1 - share) + (seconds[graph.to[segment] ?? 0] ?? Infinity);
/** The same by the end that lies behind it. */
const byBack = ({ graph, seconds }: TimesTo, { segment, share }: Snapped): number =>
  part(graph.secondsBack[segment], share) + (seconds[graph.from[segment] ?? 0] ?? Infinity);
/** The same straight to the place where it lies on the unit's own segment. */
function byGoal({ graph, goal }: TimesTo, start: Snapped): number {
  if (start.segment !== goal.segment) return Infinity;
  const share = goal.share - start.share;
  return part((share >= 0 ? graph.secondsAlong : graph.secondsBack)[start.segment], Math.abs(share));
}

export type FirstStep = { readonly seconds: number; readonly towards: "goal" | "along" | "back" };

/** First step of a snapped unit towards the place: straight along its own segment, or by one of its ends. Null if no road leads there. */
export function firstStep(times: TimesTo, start: Snapped): FirstStep | null {
  const options: FirstStep[] = [
    { towards: "along", seconds: byAlong(times, start) },
    { towards: "back", seconds: byBack(times, start) },
    { towards: "goal", seconds: byGoal(times, start) },
  ];
  const best = options.reduce((a, b) => (b.seconds < a.seconds ? b : a));
  return Number.isFinite(best.seconds) ? best : null;
}

/** A snapped unit made ready for many searches: the ends of its segment and the seconds to each, Infinity where not allowed. */
export type Start = Snapped & { readonly to: number; readonly from: number; readonly along: number; readonly back: number };

/** Looks up once what every search asks of a unit that stands still. */
export function startAt(graph: RoadGraph, { segment, share, metres }: Snapped): Start {
  const [to, from] = [graph.to[segment] ?? 0, graph.from[segment] ?? 0];
  const along = part(graph.secondsAlong[segment], 1 - share);
  return { segment, share, metres, to, from, along, back: part(graph.secondsBack[segment], share) };
}

/** Starts of many units in columns: each number of a `Start` by the place of its unit; the segment is -1 where it has none. */
export type Starts = {
  readonly segment: Int32Array;
  readonly share: Float64Array;
  readonly metres: Float64Array;
  readonly to: Int32Array;
  readonly from: Int32Array;
  readonly along: Float64Array;
  readonly back: Float64Array;
};

/** `roadSeconds` for the unit at a place of columns. */
export function secondsFrom(times: TimesTo, starts: Starts, nth: number): number | null {
  const { seconds, goal } = times;
  const segment = starts.segment[nth] ?? -1;
  if (segment < 0) return null;
  const metres = starts.metres[nth] ?? 0;
  const byEnds = Math.min(
    (starts.along[nth] ?? Infinity) + (seconds[starts.to[nth] ?? 0] ?? Infinity),
    (starts.back[nth] ?? Infinity) + (seconds[starts.from[nth] ?? 0] ?? Infinity),
  );
  const best = segment === goal.segment ? Math.min(byEnds, byGoal(times, { segment, share: starts.share[nth] ?? 0, metres })) : byEnds;
  return withBeside(times, best, metres);
}

/** With what lies beside the road at both ends; null where no road leads there. */
const withBeside = ({ goal, graph }: TimesTo, seconds: number, metres: number): number | null =>
  seconds < Infinity ? seconds + (metres + goal.metres) / BESIDE_M_PER_S[graph.mode] : null;

/** Seconds by road from a snapped unit to the place; null where no road leads there. */
export const roadSeconds = (times: TimesTo, start: Snapped): number | null =>
  withBeside(times, Math.min(byAlong(times, start), byBack(times, start), byGoal(times, start)), start.metres);

/** The point of a snapped place on its road. */
export function pointOn(graph: RoadGraph, { segment, share }: Snapped): Point {
  const a = graph.from[segment] ?? 0;
  const b = graph.to[segment] ?? 0;
  const between = (of: Float64Array): number => (of[a] ?? 0) + ((of[b] ?? 0) - (of[a] ?? 0)) * share;
  return { lat: between(graph.lat), lon: between(graph.lon) };
}
