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
  /** The same roads as searches walk them. */
  readonly inward: Inward;
};

/** Pieces of road that lead into node `n`: `first[n] … first[n + 1] - 1`, each with the node it comes from. Those that may not be driven are left out. */
export type Inward = {
  readonly first: Int32Array;
  readonly other: Int32Array;
  readonly seconds: Float64Array;
  readonly segment: Int32Array;
  /** Seconds of the longest piece. */
  readonly longest: number;
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

type Sides = Pick<RoadGraph, "from" | "to" | "secondsAlong" | "secondsBack">;

/** Lays the pieces of road beside each other in the order in which a search looks at them. */
export function inwardOf({ from, to, secondsAlong, secondsBack }: Sides, nodes: number): Inward {
  const first = new Int32Array(nodes + 1);
  const each = (onPiece: (into: number, other: number, seconds: number, segment: number) => void): void => {
    for (let segment = 0; segment < from.length; segment++) {
      const [a, b] = [from[segment] ?? 0, to[segment] ?? 0];
      const [along, back] = [secondsAlong[segment] ?? Infinity, secondsBack[segment] ?? Infinity];
      if (along < Infinity) onPiece(b, a, along, segment);
      if (back < Infinity) onPiece(a, b, back, segment);
    }
  };
  let [pieces, longest] = [0, 0];
  each((into, _, seconds) => {
    first[into + 1] = (first[into + 1] ?? 0) + 1;
    pieces++;
    longest = Math.max(longest, seconds);
  });
  for (let node = 0; node < nodes; node++) first[node + 1] = (first[node + 1] ?? 0) + (first[node] ?? 0);
  const next = first.slice();
  const found = { other: new Int32Array(pieces), seconds: new Float64Array(pieces), segment: new Int32Array(pieces) };
  each((into, other, seconds, segment) => {
    const place = next[into] ?? 0;
    next[into] = place + 1;
    found.other[place] = other;
    found.seconds[place] = seconds;
    found.segment[place] = segment;
  });
  return { first, ...found, longest };
}

/** Builds what routes are searched in. Ways that the mode may not use are left out. */
export function buildGraph(network: RoadNetwork, mode: TravelMode): RoadGraph {
  const segments = segmentsOf(network, mode);
  const nodes = Math.floor(network.nodes.length / 2);
  const sides = {
    from: Int32Array.from(segments, ({ from }) => from),
    to: Int32Array.from(segments, ({ to }) => to),
    secondsAlong: Float64Array.from(segments, ({ along }) => along),
    secondsBack: Float64Array.from(segments, ({ back }) => back),
  };
  return {
    mode,
    lat: Float64Array.from({ length: nodes }, (_, node) => network.nodes[node * 2] ?? 0),
    lon: Float64Array.from({ length: nodes }, (_, node) => network.nodes[node * 2 + 1] ?? 0),
    ...sides,
    metres: Float64Array.from(segments, ({ metres }) => metres),
    way: Int32Array.from(segments, ({ way }) => way),
    inward: inwardOf(sides, nodes),
  };
}
