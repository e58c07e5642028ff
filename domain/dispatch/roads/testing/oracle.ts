import { distanceM } from "../../../kernel/index.ts";
import type { RoadClass, RoadGraph, RoadNetwork, Snapped, TravelMode } from "../index.ts";

/** Metres per second that the room reckons with, without a posted limit. */
export const REACHED: Readonly<Record<RoadClass, number>> = {
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

type Edge = { readonly from: string; readonly to: string; readonly seconds: number };

/** Seconds per metre of a way in its own direction and against it. Infinity where the mode may not go. */
function paceOf({ ways }: RoadNetwork, way: number, mode: TravelMode): { readonly along: number; readonly back: number } {
  const found = ways[way];
  if (found === undefined) throw new Error("no such way");
  if (mode === "foot") return found.class === "motorway" ? { along: Infinity, back: Infinity } : { along: 1 / 1.4, back: 1 / 1.4 };
  if (found.class === "footway") return { along: Infinity, back: Infinity };
  const limit = found.limitKmh === null ? REACHED[found.class] : Math.max(1, 0.75 * (found.limitKmh / 3.6));
  return { along: 1 / limit, back: found.oneway ? Infinity : 1 / limit };
}

/** Seconds for so many metres at a pace: no way at all takes none, also where the direction is not allowed. */
const secondsOf = (metres: number, share: number, pace: number): number =>
  share === 0 ? 0 : pace === Infinity ? Infinity : metres * share * pace;

/** Every piece of road as one edge for each direction, read from the network and not from a graph. */
export function edgesOf(network: RoadNetwork, mode: TravelMode): Edge[] {
  const pointOf = (node: number) => ({ lat: network.nodes[2 * node] ?? 0, lon: network.nodes[2 * node + 1] ?? 0 });
  return network.ways.flatMap(({ nodes }, way) => {
    const { along, back } = paceOf(network, way, mode);
    return nodes.slice(1).flatMap((to, nth) => {
      const from = nodes[nth] ?? 0;
      const metres = distanceM(pointOf(from), pointOf(to));
      if (from === to) return [];
      return [
        { from: `${from}`, to: `${to}`, seconds: secondsOf(metres, 1, along) },
        { from: `${to}`, to: `${from}`, seconds: secondsOf(metres, 1, back) },
      ];
    });
  });
}

/** Edges between a place on a road and the ends of its piece of road: away from the place, and to it. */
export function edgesAt(network: RoadNetwork, graph: RoadGraph, { segment, share }: Snapped, name: string): Edge[] {
  const [from, to, metres] = [`${graph.from[segment]}`, `${graph.to[segment]}`, graph.metres[segment] ?? 0];
  const { along, back } = paceOf(network, graph.way[segment] ?? -1, graph.mode);
  return [
    { from: name, to, seconds: secondsOf(metres, 1 - share, along) },
    { from: name, to: from, seconds: secondsOf(metres, share, back) },
    { from, to: name, seconds: secondsOf(metres, share, along) },
    { from: to, to: name, seconds: secondsOf(metres, 1 - share, back) },
  ];
}

/** The way straight from one place to another on the same piece of road. */
export function edgesBetween(network: RoadNetwork, graph: RoadGraph, start: Snapped, goal: Snapped): Edge[] {
  if (start.segment !== goal.segment) return [];
  const { along, back } = paceOf(network, graph.way[start.segment] ?? -1, graph.mode);
  const share = goal.share - start.share;
  const seconds = secondsOf(graph.metres[start.segment] ?? 0, Math.abs(share), share >= 0 ? along : back);
  return [{ from: "start", to: "goal", seconds }];
}

/** Dijkstra's search as it is taught: the nearest place that is open is closed, and its edges are followed. */
export function naiveDijkstra(edges: readonly Edge[], start: string): ReadonlyMap<string, number> {
  const open = new Map([[start, 0]]);
  const closed = new Map<string, number>();
  while (open.size > 0) {
    const [place, seconds] = [...open].reduce((a, b) => (b[1] < a[1] ? b : a));
    open.delete(place);
    closed.set(place, seconds);
    for (const edge of edges) {
      if (edge.from !== place || edge.seconds === Infinity || closed.has(edge.to)) continue;
      open.set(edge.to, Math.min(open.get(edge.to) ?? Infinity, seconds + edge.seconds));
    }
  }
  return closed;
}
