import type { Point } from "@amaliyat/domain/kernel";
import type { StreetEdge, StreetNode } from "./network.ts";
import { distance } from "./plane.ts";
import { toMetres } from "./projection.ts";
import type { Metres } from "./projection.ts";
import { streetMap } from "./streets.ts";

type Step = { readonly to: number; readonly seconds: number };

let steps: readonly (readonly Step[])[] | null = null;

function stepsFrom(): readonly (readonly Step[])[] {
  if (steps !== null) return steps;
  const { nodes, edges } = streetMap().network;
  const lists: Step[][] = nodes.map(() => []);
  const join = ({ metres, speed }: StreetEdge, from: number, to: number): void => void lists[from]?.push({ to, seconds: metres / speed });
  for (const edge of edges) {
    join(edge, edge.from, edge.to);
    if (!edge.oneWay) join(edge, edge.to, edge.from);
  }
  steps = lists;
  return lists;
}

/** The node of the street network nearest to a place. */
export function nearestNode(place: Metres): StreetNode {
  const { nodes } = streetMap().network;
  const [first] = nodes;
  if (first === undefined) throw new Error("the town has no streets");
  return nodes.reduce((best, node) => (distance(node.place, place) < distance(best.place, place) ? node : best), first);
}

/** The quickest way on the streets from one point to another, both included (Dijkstra 1959). */
export function wayBetween(from: Point, to: Point): Point[] {
  const { nodes } = streetMap().network;
  const [start, goal] = [nearestNode(toMetres(from)), nearestNode(toMetres(to))];
  const best = new Float64Array(nodes.length).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(nodes.length).fill(-1);
  const open = new Set([start.id]);
  best[start.id] = 0;
  for (;;) {
    let at = -1;
    for (const id of open) if (at < 0 || (best[id] ?? 0) < (best[at] ?? 0)) at = id; // the front is at most some 100 nodes
    if (at < 0 || at === goal.id) break;
    open.delete(at);
    for (const { to: next, seconds } of stepsFrom()[at] ?? []) {
      const total = (best[at] ?? 0) + seconds;
      if (total >= (best[next] ?? 0)) continue;
      best[next] = total;
      before[next] = at;
      open.add(next);
    }
  }
  const way: Point[] = [];
  for (let id = goal.id; id >= 0; id = before[id] ?? -1) way.unshift(nodes[id]?.point ?? to);
  return [from, ...way, to];
}
