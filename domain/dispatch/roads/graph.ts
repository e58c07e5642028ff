import { distanceM } from "../../kernel/index.ts";
import { speedOn, type RoadNetwork, type TravelMode } from "./network.ts";

/**
 * Roads as segments between two neighbouring nodes, in flat arrays. Segment `s` leads from `from[s]` to `to[s]`; seconds are Infinity
 * where that direction is not allowed.
 */
export type RoadGraph = {
  readonly mode: TravelMode;
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly metres: Float64Array;
  readonly secondsAlong: Float64Array;
  readonly secondsBack: Float64Array;
  readonly way: Int32Array;
  /** Segments of node `n` are `touching[first[n]] … touching[first[n + 1] - 1]`. */
  readonly first: Int32Array;
  readonly touching: Int32Array;
};

type Segment = { from: number; to: number; metres: number; along: number; back: number; way: number };

const pointOf = (network: RoadNetwork, node: number) => ({ lat: network.nodes[node * 2] ?? 0, lon: network.nodes[node * 2 + 1] ?? 0 });

function segmentsOf(network: RoadNetwork, mode: TravelMode): Segment[] {
  const segments: Segment[] = [];
  network.ways.forEach((way, index) => {
    const speed = speedOn(way, mode);
    if (speed === 0) return;
    for (let at = 1; at < way.nodes.length; at++) {
      const from = way.nodes[at - 1] ?? 0;
      const to = way.nodes[at] ?? 0;
      if (from === to) continue;
      const metres = distanceM(pointOf(network, from), pointOf(network, to));
      const back = way.oneway && mode === "vehicle" ? Infinity : metres / speed;
      segments.push({ from, to, metres, along: metres / speed, back, way: index });
    }
  });
  return segments;
}

/** Which segments touch each node, as offsets into one list. */
function touchingOf(segments: readonly Segment[], nodes: number): Pick<RoadGraph, "first" | "touching"> {
  const first = new Int32Array(nodes + 1);
  for (const { from, to } of segments) for (const node of [from, to]) first[node + 1] = (first[node + 1] ?? 0) + 1;
  for (let node = 0; node < nodes; node++) first[node + 1] = (first[node + 1] ?? 0) + (first[node] ?? 0);
  const next = first.slice();
  const touching = new Int32Array(segments.length * 2);
  segments.forEach(({ from, to }, segment) => {
    for (const node of [from, to]) {
      const place = next[node] ?? 0;
      touching[place] = segment;
      next[node] = place + 1;
    }
  });
  return { first, touching };
}

/** Builds what routes are searched in. Ways that the mode may not use are left out. */
export function buildGraph(network: RoadNetwork, mode: TravelMode): RoadGraph {
  const segments = segmentsOf(network, mode);
  const nodes = Math.floor(network.nodes.length / 2);
  return {
    mode,
    lat: Float64Array.from({ length: nodes }, (_, node) => network.nodes[node * 2] ?? 0),
    lon: Float64Array.from({ length: nodes }, (_, node) => network.nodes[node * 2 + 1] ?? 0),
    from: Int32Array.from(segments, ({ from }) => from),
    to: Int32Array.from(segments, ({ to }) => to),
    metres: Float64Array.from(segments, ({ metres }) => metres),
    secondsAlong: Float64Array.from(segments, ({ along }) => along),
    secondsBack: Float64Array.from(segments, ({ back }) => back),
    way: Int32Array.from(segments, ({ way }) => way),
    ...touchingOf(segments, nodes),
  };
}
