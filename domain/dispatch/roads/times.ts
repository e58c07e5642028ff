import type { Point } from "../../kernel/index.ts";
import type { RoadGraph } from "./graph.ts";
import { Heap } from "./heap.ts";
import type { Snapped } from "./snap.ts";

/** Metres per second between a road and a place beside it. */
const BESIDE_M_PER_S = 1.4;

/** Seconds for a share of a segment; no way at all takes none, also where the segment may not be driven. */
const part = (seconds: number | undefined, share: number): number => (share === 0 ? 0 : (seconds ?? Infinity) * share);

/** Seconds from a snapped place to the end of its segment that lies behind (`from`) and before it (`to`); Infinity where not allowed. */
const toEnds = (graph: RoadGraph, { segment, share }: Snapped) => ({
  back: part(graph.secondsBack[segment], share),
  along: part(graph.secondsAlong[segment], 1 - share),
});

/** What one search from a place gives: how long everybody needs to it, and by which segment each node leaves. */
export type TimesTo = {
  readonly graph: RoadGraph;
  readonly goal: Snapped;
  /** Seconds from each node to the place; Infinity where no road leads there. */
  readonly seconds: Float64Array;
  /** The segment by which a node is left; -1 where the place lies on a segment of the node itself, or no road leads there. */
  readonly via: Int32Array;
};

/** One reverse Dijkstra: roads are walked from the place against their direction, so that one search answers for every unit. */
export function timesTo(graph: RoadGraph, goal: Snapped): TimesTo {
  const seconds = new Float64Array(graph.lat.length).fill(Infinity);
  const via = new Int32Array(graph.lat.length).fill(-1);
  const heap = new Heap();
  const reach = (node: number, cost: number, segment: number): void => {
    if (cost >= (seconds[node] ?? 0)) return;
    seconds[node] = cost;
    via[node] = segment;
    heap.push(node, cost);
  };
  const { segment, share } = goal;
  reach(graph.from[segment] ?? 0, part(graph.secondsAlong[segment], share), -1);
  reach(graph.to[segment] ?? 0, part(graph.secondsBack[segment], 1 - share), -1);
  for (let next = heap.pop(); next !== null; next = heap.pop()) {
    const { node, cost } = next;
    if (cost > (seconds[node] ?? 0)) continue;
    for (let at = graph.first[node] ?? 0; at < (graph.first[node + 1] ?? 0); at++) {
      const through = graph.touching[at] ?? 0;
      const isEnd = graph.to[through] === node;
      const other = (isEnd ? graph.from[through] : graph.to[through]) ?? 0;
      const takes = (isEnd ? graph.secondsAlong[through] : graph.secondsBack[through]) ?? Infinity;
      reach(other, cost + takes, through);
    }
  }
  return { graph, goal, seconds, via };
}

export type FirstStep = { readonly seconds: number; readonly towards: "goal" | "along" | "back" };

/** How a snapped unit sets out for the place: straight along its own segment, or by one of its ends; null where no road leads there. */
export function firstStep({ graph, goal, seconds }: TimesTo, start: Snapped): FirstStep | null {
  const ends = toEnds(graph, start);
  const options: FirstStep[] = [
    { towards: "along", seconds: ends.along + (seconds[graph.to[start.segment] ?? 0] ?? Infinity) },
    { towards: "back", seconds: ends.back + (seconds[graph.from[start.segment] ?? 0] ?? Infinity) },
  ];
  if (start.segment === goal.segment) {
    const share = goal.share - start.share;
    const whole = share >= 0 ? graph.secondsAlong[start.segment] : graph.secondsBack[start.segment];
    options.push({ towards: "goal", seconds: part(whole, Math.abs(share)) });
  }
  const best = options.reduce((a, b) => (b.seconds < a.seconds ? b : a));
  return Number.isFinite(best.seconds) ? best : null;
}

/** Seconds by road from a snapped unit to the place, with what lies beside the road at both ends; null where no road leads there. */
export function roadSeconds(times: TimesTo, start: Snapped): number | null {
  const step = firstStep(times, start);
  return step === null ? null : step.seconds + (start.metres + times.goal.metres) / BESIDE_M_PER_S;
}

/** The point of a snapped place on its road. */
export function pointOn(graph: RoadGraph, { segment, share }: Snapped): Point {
  const a = graph.from[segment] ?? 0;
  const b = graph.to[segment] ?? 0;
  const between = (of: Float64Array): number => (of[a] ?? 0) + ((of[b] ?? 0) - (of[a] ?? 0)) * share;
  return { lat: between(graph.lat), lon: between(graph.lon) };
}
