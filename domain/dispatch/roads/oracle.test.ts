import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distanceM, type Point } from "../../kernel/index.ts";
import { Buckets } from "./buckets.ts";
import {
  buildGraph,
  OFF_ROAD_M,
  ROAD_CLASSES,
  roadSeconds,
  snapper,
  speedOn,
  stretchesTo,
  timesTo,
  type RoadGraph,
  type RoadNetwork,
  type Snapped,
} from "./index.ts";
import { edgesAt, edgesBetween, edgesOf, naiveDijkstra, REACHED } from "./testing/oracle.ts";
import { firstStep, pointOn } from "./times.ts";

const SIDE = 5;

/** Roads between places of a small field, in any shape: some meet, some are parallel, some lead round, some have no length. */
const networks: fc.Arbitrary<RoadNetwork> = fc
  .record({
    places: fc.array(fc.tuple(fc.nat(SIDE), fc.nat(SIDE)), { minLength: 2, maxLength: 9 }),
    ways: fc.array(
      fc.record({
        class: fc.constantFrom(...ROAD_CLASSES),
        oneway: fc.boolean(),
        limitKmh: fc.option(fc.integer({ min: 1, max: 130 })),
        over: fc.array(fc.nat(8), { minLength: 2, maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 9 },
    ),
  })
  .map(({ places, ways }) => ({
    nodes: places.flatMap(([x, y]) => [31.9 + y * 0.002, 5.3 + x * 0.003]),
    ways: ways.map(({ over, ...way }) => ({ ...way, name: null, nodes: over.map((each) => each % places.length) })),
  }));

const modes = fc.constantFrom("vehicle" as const, "foot" as const);
/** A place on a road, often at an end of its piece. */
const places = fc.record({
  nth: fc.nat(),
  share: fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  metres: fc.constantFrom(0, 10),
});
const snappedOf = (graph: RoadGraph, { nth, share, metres }: { nth: number; share: number; metres: number }): Snapped => ({
  segment: nth % graph.from.length,
  share,
  metres,
});

describe("road time on any roads", () => {
  test("is that of a plain search over the roads as they are posted, from every crossing and from every place on a road", () => {
    fc.assert(
      fc.property(networks, modes, places, places, (network, mode, from, to) => {
        const graph = buildGraph(network, mode);
        if (graph.from.length === 0) {
          expect(edgesOf(network, mode).every(({ seconds }) => seconds === Infinity)).toBe(true);
          return;
        }
        const [start, goal] = [snappedOf(graph, from), snappedOf(graph, to)];
        const toGoal = [...edgesOf(network, mode), ...edgesAt(network, graph, goal, "goal")];
        const times = timesTo(graph, goal);
        for (let node = 0; node < network.nodes.length / 2; node++) {
          const expected = naiveDijkstra(toGoal, `${node}`).get("goal") ?? Infinity;
          if (expected === Infinity) expect(times.seconds[node]).toBe(Infinity);
          else expect(times.seconds[node]).toBeCloseTo(expected, 6);
        }
        const edges = [...toGoal, ...edgesAt(network, graph, start, "start"), ...edgesBetween(network, graph, start, goal)];
        const expected = naiveDijkstra(edges, "start").get("goal");
        const step = firstStep(times, start);
        if (expected === undefined) {
          expect([step, roadSeconds(times, start), stretchesTo(times, start)]).toEqual([null, null, null]);
          return;
        }
        expect(step?.seconds).toBeCloseTo(expected, 6);
        const beside = (start.metres + goal.metres) / (mode === "vehicle" ? 5 : 1.4);
        expect(roadSeconds(times, start)).toBeCloseTo(expected + beside, 6);
      }),
      { numRuns: 500 },
    );
  });

  test("is what its stretches take: they hang together, follow their roads in the allowed direction, and end at the place", () => {
    fc.assert(
      fc.property(networks, modes, places, places, (network, mode, from, to) => {
        const graph = buildGraph(network, mode);
        if (graph.from.length === 0) return;
        const [start, goal] = [snappedOf(graph, from), snappedOf(graph, to)];
        const times = timesTo(graph, goal);
        const stretches = stretchesTo(times, start);
        if (stretches === null) return;
        let [seconds, at] = [0, pointOn(graph, start)];
        for (const { way, metres, points } of stretches) {
          const pieces = points.slice(1).map((each, nth) => distanceM(points[nth] ?? each, each));
          expect(points[0]).toEqual(at);
          expect(points.length).toBeGreaterThan(1);
          // A place on a piece of road is found by degrees, and its length by the sphere.
          expect(pieces.reduce((sum, each) => sum + each, 0)).toBeCloseTo(metres, 0);
          at = points.at(-1) ?? at;
          const road = network.ways[way];
          if (road !== undefined) seconds += metres / speedOn(road, mode);
        }
        expect(distanceM(at, pointOn(graph, goal))).toBeCloseTo(0, 6);
        expect(seconds).toBeCloseTo(firstStep(times, start)?.seconds ?? -1, 6);
        for (const [nth, { way }] of stretches.entries()) if (nth > 0) expect(way).not.toBe(stretches[nth - 1]?.way);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a speed", () => {
  test("is that of the class where no limit is posted, and three quarters of a limit, whatever the class", () => {
    for (const roadClass of ROAD_CLASSES) {
      expect([roadClass, speedOn({ class: roadClass, limitKmh: null }, "vehicle")]).toEqual([roadClass, REACHED[roadClass]]);
      const posted = [60, 96, 2].map((limitKmh) => speedOn({ class: roadClass, limitKmh }, "vehicle"));
      expect([roadClass, ...posted]).toEqual(roadClass === "footway" ? [roadClass, 0, 0, 0] : [roadClass, 12.5, 20, 1]);
      for (const limitKmh of [null, 60])
        expect([roadClass, speedOn({ class: roadClass, limitKmh }, "foot")]).toEqual([roadClass, roadClass === "motorway" ? 0 : 1.4]);
    }
  });
});

describe("roads as searches walk them", () => {
  test("are every piece that may be driven into a node, once, with the node it comes from and its seconds", () => {
    fc.assert(
      fc.property(networks, modes, (network, mode) => {
        const graph = buildGraph(network, mode);
        const { inward, from, to, secondsAlong, secondsBack } = graph;
        const nodes = network.nodes.length / 2;
        const found: unknown[][] = [];
        for (let node = 0; node < nodes; node++)
          for (let at = inward.first[node] ?? 0; at < (inward.first[node + 1] ?? 0); at++)
            found.push([node, inward.other[at], inward.seconds[at], inward.segment[at]]);
        const pieces = Array.from(from, (_, nth) => [
          [to[nth], from[nth], secondsAlong[nth], nth],
          [from[nth], to[nth], secondsBack[nth], nth],
        ])
          .flat()
          .filter(([, , seconds]) => seconds !== Infinity);
        expect(inward.first).toHaveLength(nodes + 1);
        expect(found.map(String).toSorted()).toEqual(pieces.map(String).toSorted());
        expect(inward.longest).toBe(Math.max(0, ...pieces.map(([, , seconds]) => seconds ?? 0)));
        expect([inward.other.length, inward.seconds.length, inward.segment.length]).toEqual([found.length, found.length, found.length]);
      }),
    );
  });
});

describe("nodes that wait for their turn", () => {
  /** Takes out all that wait; the whole second of each. */
  const drain = (buckets: Buckets): { readonly node: number; readonly turn: number }[] => {
    const found = [];
    for (let node = buckets.pop(); node >= 0; node = buckets.pop()) found.push({ node, turn: buckets.turn });
    return found;
  };
  const moves = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom("pop" as const)), { maxLength: 60 });

  test("come by whole seconds of their cost, each once, also when nearer ones come between", () => {
    const buckets = new Buckets();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), moves, (longest, each) => {
        // The memory of the search before is used again.
        buckets.clear(longest);
        const waiting: { node: number; second: number }[] = [];
        const take = (node: number): void => {
          const first = Math.min(...waiting.map(({ second }) => second));
          const at = waiting.findIndex((one) => one.node === node);
          expect(waiting[at]?.second).toBe(first);
          expect(buckets.turn).toBe(first);
          waiting.splice(at, 1);
        };
        for (const [node, move] of each.entries()) {
          if (move !== "pop") {
            const cost = buckets.turn + move * longest;
            buckets.push(node, cost);
            waiting.push({ node, second: Math.floor(cost) });
          } else if (waiting.length === 0) expect(buckets.pop()).toBe(-1);
          else take(buckets.pop());
        }
        while (waiting.length > 0) take(buckets.pop());
        expect(buckets.pop()).toBe(-1);
      }),
    );
  });

  test("may be many, and none is left for the next search", () => {
    const buckets = new Buckets();
    buckets.clear(10);
    for (let node = 0; node < 10_000; node++) buckets.push(node, (node * 7) % 10);
    const found = drain(buckets);
    expect(found.map(({ node }) => node).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 10_000 }, (_, node) => node));
    expect(found.map(({ turn }) => turn)).toEqual(found.map(({ turn }) => turn).toSorted((a, b) => a - b));
    for (let node = 0; node < 5; node++) buckets.push(node, 12);
    buckets.clear(10);
    expect(buckets.pop()).toBe(-1);
    buckets.push(3, 0.5);
    expect(drain(buckets)).toEqual([{ node: 3, turn: 0 }]);
  });
});

describe("the road nearest to a place", () => {
  const M_PER_DEG = 111_195;
  const points: fc.Arbitrary<Point> = fc.record({
    lat: fc.double({ min: 31.893, max: 31.917, noNaN: true }),
    lon: fc.double({ min: 5.292, max: 5.323, noNaN: true }),
  });

  test("is the nearest of all pieces, at the foot of the perpendicular or at an end, or none beyond the reach", () => {
    fc.assert(
      fc.property(networks, points, (network, point) => {
        const graph = buildGraph(network, "foot");
        const scale = M_PER_DEG * Math.cos(((graph.lat[Math.floor(graph.lat.length / 2)] ?? 0) * Math.PI) / 180);
        const metresTo = (lat: number, lon: number): number => Math.hypot((lon - point.lon) * scale, (lat - point.lat) * M_PER_DEG);
        const besides = Array.from(graph.from, (_, segment) => {
          const [a, b] = [pointOn(graph, { segment, share: 0, metres: 0 }), pointOn(graph, { segment, share: 1, metres: 0 })];
          const [dx, dy] = [(b.lon - a.lon) * scale, (b.lat - a.lat) * M_PER_DEG];
          const length = dx * dx + dy * dy;
          const along = ((point.lon - a.lon) * scale * dx + (point.lat - a.lat) * M_PER_DEG * dy) / length;
          const share = length === 0 ? 0 : Math.min(1, Math.max(0, along));
          return metresTo(a.lat + share * (b.lat - a.lat), a.lon + share * (b.lon - a.lon));
        });
        const [nearest, found] = [Math.min(...besides), snapper(graph)(point)];
        if (found === null) {
          expect(nearest).toBeGreaterThan(OFF_ROAD_M - 0.001);
          return;
        }
        expect(nearest).toBeLessThan(OFF_ROAD_M + 0.001);
        expect(found.metres).toBeCloseTo(nearest, 5);
        const on = pointOn(graph, found);
        expect(metresTo(on.lat, on.lon)).toBeCloseTo(nearest, 5);
        expect(found.share >= 0 && found.share <= 1).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
