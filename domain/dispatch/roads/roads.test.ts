import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceM, type Point, type Text3 } from "../../kernel/index.ts";
import { buildGraph, instructionsOf, roadSeconds, snapper, stretchesTo, timesTo, type RoadNetwork, type RoadWay } from "./index.ts";
import { firstStep } from "./times.ts";

const SIDE = 6;
const STEP = 0.001;
const node = (x: number, y: number): number => y * SIDE + x;
const nodes = Array.from({ length: SIDE * SIDE }, (_, n) => [31.9 + Math.floor(n / SIDE) * STEP, 5.3 + (n % SIDE) * STEP]).flat();
const street = (name: string, over: number[], given: Partial<RoadWay> = {}): RoadWay => ({
  class: "residential",
  name: { ar: name },
  oneway: false,
  limitKmh: null,
  nodes: over,
  ...given,
});

const at = (x: number, y: number): Point => ({ lat: 31.9 + y * STEP, lon: 5.3 + x * STEP });

/** A town of streets at right angles, each with a class and perhaps one direction. */
const towns: fc.Arbitrary<RoadNetwork> = fc
  .array(fc.record({ oneway: fc.boolean(), class: fc.constantFrom("primary", "residential", "service", "footway") }), {
    minLength: SIDE * 2,
    maxLength: SIDE * 2,
  })
  .map((given) => ({
    nodes,
    ways: given.map((each, at) => {
      const line = Math.floor(at / 2);
      const over = Array.from({ length: SIDE }, (_, n) => (at % 2 === 0 ? node(n, line) : node(line, n)));
      return street(`${at % 2 === 0 ? "x" : "y"}${line}`, over, each);
    }),
  }));
const points: fc.Arbitrary<Point> = fc.record({
  lat: fc.double({ min: 31.8995, max: 31.9055, noNaN: true }),
  lon: fc.double({ min: 5.2995, max: 5.3055, noNaN: true }),
});

const cost = (seconds: number | undefined, share: number) => (share === 0 ? 0 : (seconds ?? 0) * share);

/** The same answer the slow way: relax every segment until nothing changes. */
function bellmanFord(times: ReturnType<typeof timesTo>): number[] {
  const { graph, goal } = times;
  const best = Array.from({ length: graph.lat.length }, () => Infinity);
  const { from, to, secondsAlong, secondsBack } = graph;
  best[from[goal.segment] ?? 0] = cost(secondsAlong[goal.segment], goal.share);
  best[to[goal.segment] ?? 0] = cost(secondsBack[goal.segment], 1 - goal.share);
  for (let round = 0; round < best.length; round++)
    for (let s = 0; s < from.length; s++) {
      const [a, b] = [from[s] ?? 0, to[s] ?? 0];
      best[a] = Math.min(best[a] ?? 0, (best[b] ?? 0) + (secondsAlong[s] ?? 0));
      best[b] = Math.min(best[b] ?? 0, (best[a] ?? 0) + (secondsBack[s] ?? 0));
    }
  return best;
}

describe("road time", () => {
  it("is what the slow way finds, from every node", () => {
    fc.assert(
      fc.property(towns, points, (town, place) => {
        const graph = buildGraph(town, "vehicle");
        const goal = snapper(graph)(place);
        if (goal === null) return;
        const times = timesTo(graph, goal);
        bellmanFord(times).forEach((expected, n) => {
          if (Number.isFinite(expected)) expect(times.seconds[n]).toBeCloseTo(expected, 6);
          else expect(times.seconds[n]).toBe(Infinity);
        });
      }),
    );
  });

  it("is what its own way takes, and never less than the straight line at the highest speed", () => {
    fc.assert(
      fc.property(towns, points, points, fc.constantFrom("vehicle", "foot"), (town, place, unit, mode) => {
        const graph = buildGraph(town, mode);
        const snap = snapper(graph);
        const [goal, start] = [snap(place), snap(unit)];
        if (goal === null || start === null) return;
        const times = timesTo(graph, goal);
        const step = firstStep(times, start);
        const stretches = stretchesTo(times, start);
        expect(stretches === null).toBe(step === null);
        if (step === null || stretches === null) return;
        const metres = stretches.reduce((sum, each) => sum + each.metres, 0);
        expect(step.seconds).toBeGreaterThanOrEqual((metres / 14) * 0.999);
        expect(metres).toBeLessThanOrEqual(step.seconds * 14 + 1e-6);
        expect(roadSeconds(times, start)).toBeGreaterThanOrEqual((distanceM(unit, place) / 14) * 0.98 - 0.1);
        const ends = stretches.flatMap(({ points: each }) => each);
        for (let i = 1; i < stretches.length; i++) expect(stretches[i]?.points[0]).toEqual(stretches[i - 1]?.points.at(-1));
        if (ends.length > 0) expect(distanceM(ends.at(-1) ?? place, place)).toBeLessThanOrEqual(goal.metres + 1);
      }),
    );
  });
});

describe("a place beside the road", () => {
  it("is put on the nearest segment of all", () => {
    fc.assert(
      fc.property(towns, points, (town, place) => {
        const graph = buildGraph(town, "foot");
        const found = snapper(graph)(place);
        const perDegree = 111_195;
        const scale = perDegree * Math.cos((31.9 * Math.PI) / 180);
        let nearest = Infinity;
        for (let s = 0; s < graph.from.length; s++)
          for (let share = 0; share <= 1; share += 0.02) {
            const [a, b] = [graph.from[s] ?? 0, graph.to[s] ?? 0];
            const at = (of: Float64Array) => (of[a] ?? 0) + ((of[b] ?? 0) - (of[a] ?? 0)) * share;
            nearest = Math.min(nearest, Math.hypot((at(graph.lon) - place.lon) * scale, (at(graph.lat) - place.lat) * perDegree));
          }
        expect(found?.metres).toBeLessThanOrEqual(nearest + 0.1);
      }),
    );
  });

  it("is left at the pace of whoever leaves it: a car drives from its yard, a person walks", () => {
    const secondsBeside = (mode: "vehicle" | "foot"): number => {
      const graph = buildGraph({ nodes, ways: [street("x", [0, 1, 2])] }, mode);
      const snap = snapper(graph);
      const goal = snap(at(2, 0));
      const [on, beside] = [at(0.5, 0), { ...at(0.5, 0), lat: at(0.5, 0).lat - 200 / 111_195 }].map((point) => snap(point));
      if (goal === null || !on || !beside) throw new Error("off the road");
      const times = timesTo(graph, goal);
      return (roadSeconds(times, beside) ?? Infinity) - (roadSeconds(times, on) ?? Infinity);
    };
    expect(secondsBeside("vehicle")).toBeCloseTo(40, 1);
    expect(secondsBeside("foot")).toBeCloseTo(143, 0);
  });

  it("is on no road where none is near", () => {
    const graph = buildGraph({ nodes, ways: [street("x", [0, 1, 2])] }, "vehicle");
    expect(snapper(graph)({ lat: 32.2, lon: 5.3 })).toBeNull();
    expect(snapper(buildGraph({ nodes: [], ways: [] }, "vehicle"))({ lat: 32.2, lon: 5.3 })).toBeNull();
  });
});

describe("directions", () => {
  const town: RoadNetwork = {
    nodes,
    ways: [
      street("نوفمبر", [node(0, 0), node(1, 0)]),
      street("نوفمبر", [node(1, 0), node(2, 0)]),
      street("تقرت", [node(2, 0), node(2, 3)], { oneway: true }),
    ],
  };
  const graph = buildGraph(town, "vehicle");
  const snap = snapper(graph);
  const route = (from: Point, to: Point) => {
    const [start, goal] = [snap(from), snap(to)];
    if (start === null || goal === null) throw new Error("off the road");
    return stretchesTo(timesTo(graph, goal), start);
  };

  it("name each street once and turn where one turns", () => {
    const told = instructionsOf(town, route(at(0.2, 0), at(2, 2.5)) ?? []);
    expect(told.map(({ turn, name }) => [turn, name?.ar])).toEqual([
      [null, "نوفمبر"],
      ["left", "تقرت"],
    ]);
    expect(told[0]?.metres).toBeCloseTo(distanceM(at(0.2, 0), at(2, 0)), 0);
    expect(told[1]?.at).toEqual(at(2, 0));
  });

  it("do not lead against one direction", () => {
    expect(route(at(2, 2.5), at(0.2, 0))).toBeNull();
    expect(route(at(2, 1), at(2, 1))).not.toBeNull();
  });

  /** The instruction at a crossing that is reached in one direction and left in another one, in degrees clockwise from north. */
  const turned = (into: number, out: number, names: readonly [string | null, string | null] = ["a", "b"]) => {
    const crossing = { lat: 60, lon: 5 };
    const away = (degrees: number): Point => ({
      lat: crossing.lat + 0.001 * Math.cos((degrees * Math.PI) / 180),
      lon: crossing.lon + (0.001 * Math.sin((degrees * Math.PI) / 180)) / Math.cos((crossing.lat * Math.PI) / 180),
    });
    const network: RoadNetwork = {
      nodes: [],
      ways: names.map((name) => ({ ...street("", [0, 1]), name: name === null ? null : { fr: name } })),
    };
    return instructionsOf(network, [
      { way: 0, metres: 100, points: [away(0), away(into + 180), crossing] },
      { way: 1, metres: 50, points: [crossing, away(out), away(out + 90)] },
    ]);
  };

  it.each([
    [0, "straight"],
    [19, "straight"],
    [21, "slight_right"],
    [49, "slight_right"],
    [51, "right"],
    [124, "right"],
    [126, "sharp_right"],
    [164, "sharp_right"],
    [166, "back"],
    [180, "back"],
    [194, "back"],
    [196, "sharp_left"],
    [234, "sharp_left"],
    [236, "left"],
    [309, "left"],
    [311, "slight_left"],
    [339, "slight_left"],
    [341, "straight"],
  ])("name a turn of %i degrees %s, from whatever direction one comes", (degrees, turn) => {
    for (const into of [0, 75, 170, 190, 300]) expect([into, turned(into, into + degrees)[1]?.turn]).toEqual([into, turn]);
  });

  it("are none where a street goes on under its name, or goes straight on without one; its metres are added", () => {
    const said = (names: readonly [string | null, string | null], degrees: number) =>
      turned(0, degrees, names).map(({ turn, metres }) => [turn, metres]);
    expect(said(["a", "a"], 90)).toEqual([[null, 150]]);
    expect(said(["a", null], 0)).toEqual([[null, 150]]);
    expect(said([null, null], 0)).toEqual([[null, 150]]);
    for (const [names, degrees, turn] of [
      [["a", "b"], 0, "straight"],
      [["a", null], 90, "right"],
      [[null, null], 90, "right"],
      [[null, "a"], 0, "straight"],
    ] as const)
      expect(said(names, degrees)).toEqual([
        [null, 100],
        [turn, 50],
      ]);
  });

  it("know a street by its Arabic name, else by its French one, else by its English one", () => {
    const [a, b] = [at(0, 0), at(1, 0)];
    const count = (first: Partial<Text3>, second: Partial<Text3>): number => {
      const ways = [first, second].map((name) => ({ ...street("", [0, 1]), name }));
      const stretches = ways.map((_, way) => ({ way, metres: 10, points: [a, b] }));
      return instructionsOf({ nodes: [], ways }, stretches).length;
    };
    expect(count({ ar: "س", fr: "x", en: "x" }, { ar: "س", fr: "y", en: "y" })).toBe(1);
    expect(count({ ar: "س", fr: "x" }, { ar: "ص", fr: "x" })).toBe(2);
    expect([count({ fr: "x", en: "x" }, { fr: "x", en: "y" }), count({ fr: "x", en: "z" }, { fr: "y", en: "z" })]).toEqual([1, 2]);
    expect([count({ en: "x" }, { en: "x" }), count({ en: "x" }, { en: "y" })]).toEqual([1, 2]);
  });

  it("pass over a stretch without a direction", () => {
    const [a, b] = [at(0, 0), at(1, 0)];
    const ways = [street("x", [0, 1]), street("y", [0, 1])];
    const stretches = [
      { way: 0, metres: 0, points: [a] },
      { way: 1, metres: 10, points: [a, b] },
      { way: 0, metres: 0, points: [] },
    ];
    expect(instructionsOf({ nodes: [], ways }, stretches)).toEqual([{ turn: null, name: { ar: "y" }, metres: 10, at: a }]);
  });
});
