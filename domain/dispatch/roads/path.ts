import type { Point } from "../../kernel/index.ts";
import type { RoadGraph } from "./graph.ts";
import type { Snapped } from "./snap.ts";
import { firstStep, pointOn, type TimesTo } from "./times.ts";

/** One stretch of a route on one way: its points, ends included, and how long it is. */
export type Stretch = { readonly way: number; readonly metres: number; readonly points: readonly Point[] };

const nodeAt = (graph: RoadGraph, node: number): Point => ({ lat: graph.lat[node] ?? 0, lon: graph.lon[node] ?? 0 });

type Leg = { readonly segment: number; readonly metres: number; readonly end: Point };

/** The segments that are driven, in order, each with the point where it is left. */
function legsOf({ graph, goal, via }: TimesTo, start: Snapped, towards: "goal" | "along" | "back"): Leg[] {
  const whole = (segment: number): number => graph.metres[segment] ?? 0;
  const atGoal = pointOn(graph, goal);
  if (towards === "goal")
    return [{ segment: start.segment, metres: whole(start.segment) * Math.abs(goal.share - start.share), end: atGoal }];
  let node = (towards === "along" ? graph.to[start.segment] : graph.from[start.segment]) ?? 0;
  const driven = towards === "along" ? 1 - start.share : start.share;
  const legs: Leg[] = [{ segment: start.segment, metres: whole(start.segment) * driven, end: nodeAt(graph, node) }];
  for (let segment = via[node] ?? -1; segment >= 0; segment = via[node] ?? -1) {
    node = (graph.from[segment] === node ? graph.to[segment] : graph.from[segment]) ?? 0;
    legs.push({ segment, metres: whole(segment), end: nodeAt(graph, node) });
  }
  const share = graph.from[goal.segment] === node ? goal.share : 1 - goal.share;
  legs.push({ segment: goal.segment, metres: whole(goal.segment) * share, end: atGoal });
  return legs.filter(({ metres }) => metres > 0);
}

/** The way from a snapped unit to the place, stretch by stretch; null where no road leads there. */
export function stretchesTo(times: TimesTo, start: Snapped): Stretch[] | null {
  const step = firstStep(times, start);
  if (step === null) return null;
  const { graph } = times;
  const stretches: Stretch[] = [];
  let from = pointOn(graph, start);
  for (const { segment, metres, end } of legsOf(times, start, step.towards)) {
    const way = graph.way[segment] ?? 0;
    const last = stretches.at(-1);
    if (last?.way === way) stretches[stretches.length - 1] = { way, metres: last.metres + metres, points: [...last.points, end] };
    else stretches.push({ way, metres, points: [from, end] });
    from = end;
  }
  return stretches;
}
