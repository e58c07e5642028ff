import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceM } from "../../kernel/index.ts";
import {
  atSpeeds,
  buildGraph,
  drivenOf,
  hourOf,
  learn,
  ROAD_CLASSES,
  snapper,
  speedUp,
  speedUpsAt,
  timesTo,
  type Driven,
  type RoadNetwork,
  type Seen,
} from "./index.ts";

/** One straight street of 2 km to the east, reckoned with 7 m/s. */
const network: RoadNetwork = {
  nodes: [0, 0, 0, 0.02],
  ways: [{ class: "residential", name: null, oneway: false, limitKmh: null, nodes: [0, 1] }],
};
const graph = buildGraph(network, "vehicle");
const town = { network, graph, snap: snapper(graph) };
const M_PER_DEG = 111_195;
const EIGHT = Date.UTC(2026, 3, 6, 7, 0, 0);

/** A vehicle that is seen each five seconds, at so many metres along the street. */
const seen = (metres: readonly number[], everyMs = 5000): Seen[] =>
  metres.map((along, nth) => ({ point: { lat: 0, lon: along / M_PER_DEG }, at: EIGHT + nth * everyMs }));
const sumOf = (driven: readonly Driven[]) => ({
  expectedS: driven.reduce((sum, one) => sum + one.expectedS, 0),
  drivenS: driven.reduce((sum, one) => sum + one.drivenS, 0),
});
/** Steps of a car at a constant speed. */
const steady = (speed: number, steps: number, from = 0): number[] => Array.from({ length: steps + 1 }, (_, nth) => from + nth * 5 * speed);

describe("what a drive says of the roads", () => {
  it("is how long it took beside how long was reckoned with, in its hour and class", () => {
    const driven = drivenOf(seen(steady(3.5, 60)), town);
    expect(new Set(driven.map(({ hour, roadClass }) => `${hour} ${roadClass}`))).toEqual(new Set(["8 residential"]));
    const { expectedS, drivenS } = sumOf(driven);
    expect(drivenS).toBe(300);
    expect(expectedS).toBeCloseTo(150, 0);
    expect(hourOf(EIGHT)).toBe(8);
  });

  it("leaves out the wait before it set out and after it came, and long stands; a red light counts", () => {
    const waits = [0, 0, 0, 0, ...steady(7, 10), 350, 350, 350];
    expect(sumOf(drivenOf(seen(waits), town)).drivenS).toBe(50);
    const light = [...steady(7, 10), ...Array.from({ length: 6 }, () => 350), ...steady(7, 10, 350)];
    expect(sumOf(drivenOf(seen(light), town)).drivenS).toBe(50 + 35 + 50);
    const lunch = [...steady(7, 10), ...Array.from({ length: 60 }, () => 350), ...steady(7, 10, 350)];
    expect(sumOf(drivenOf(seen(lunch), town)).drivenS).toBe(100);
  });

  it("leaves out jumps, gaps and places that are on no road", () => {
    expect(drivenOf(seen([0, 1900]), town)).toEqual([]);
    expect(drivenOf(seen([0, 600], 90_000), town)).toEqual([]);
    const beside = seen(steady(7, 10)).map(({ point, at }) => ({ point: { ...point, lat: 100 / M_PER_DEG }, at }));
    expect(drivenOf(beside, town)).toEqual([]);
  });

  it("says the hour of the room, which is one ahead of Greenwich all the year", () => {
    for (const month of [0, 6]) expect([0, 7, 22, 23].map((hour) => hourOf(Date.UTC(2026, month, 6, hour, 59)))).toEqual([1, 8, 23, 0]);
  });

  /** Two positions, so many metres and milliseconds apart, so many metres beside the street. */
  const pair = (metres: number, ms: number, beside: readonly [number, number] = [0, 0]): Driven[] =>
    drivenOf(
      [0, metres].map((along, nth) => ({
        point: { lat: (beside[nth] ?? 0) / M_PER_DEG, lon: along / M_PER_DEG },
        at: EIGHT + nth * ms,
      })),
      town,
    );

  it("believes two positions up to a minute apart, up to the speed of a car, and up to forty metres beside their road", () => {
    expect(pair(300, 60_000)).toMatchObject([{ hour: 8, roadClass: "residential", drivenS: 60 }]);
    expect(pair(300, 60_001)).toEqual([]);
    expect([pair(449, 10_000).length, pair(451, 10_000).length]).toEqual([1, 0]);
    expect([pair(300, 0), pair(300, -5_000)]).toEqual([[], []]);
    for (const [beside, count] of [
      [[39, 39], 1],
      [[41, 39], 0],
      [[39, 41], 0],
      [[700, 0], 0],
      [[0, 700], 0],
    ] as const)
      expect([beside, pair(400, 30_000, beside).length]).toEqual([beside, count]);
  });

  it("counts less than ten metres as standing, and a stand of a minute and a half as traffic", () => {
    expect([pair(9.9, 5_000).length, pair(10.1, 5_000).length]).toEqual([0, 1]);
    const stand = (steps: number): number => sumOf(drivenOf(seen([0, 35, ...Array.from({ length: steps }, () => 35), 70]), town)).drivenS;
    expect([stand(18), stand(19)]).toEqual([10 + 90, 10]);
  });

  it("reckons with the speed of both roads where they are of one class, and leaves out a change of class", () => {
    const way = (limitKmh: number | null, nodes: number[], roadClass: "residential" | "primary" = "residential") =>
      ({ class: roadClass, name: null, oneway: false, limitKmh, nodes }) as const;
    const withNext = (next: ReturnType<typeof way>): Driven[] => {
      const roads: RoadNetwork = { nodes: [0, 0, 0, 0.01, 0, 0.02], ways: [way(48, [0, 1]), next] };
      const own = buildGraph(roads, "vehicle");
      return drivenOf(seen([1_000, 1_240], 30_000), { network: roads, graph: own, snap: snapper(own) });
    };
    const [driven] = withNext(way(96, [1, 2]));
    // 10 m/s and 20 m/s.
    expect(driven?.expectedS).toBeCloseTo(16, 1);
    expect(withNext(way(96, [1, 2], "primary"))).toEqual([]);
  });
});

const anyDriven: fc.Arbitrary<Driven> = fc.record({
  hour: fc.integer({ min: 0, max: 23 }),
  roadClass: fc.constantFrom(...ROAD_CLASSES),
  expectedS: fc.double({ min: 0, max: 5000, noNaN: true }),
  drivenS: fc.double({ min: 0.1, max: 5000, noNaN: true }),
});

describe("learnt speeds", () => {
  it("are one sum for each hour and class, however the drives come, and bounded whatever was driven", () => {
    fc.assert(
      fc.property(fc.array(anyDriven, { maxLength: 30 }), fc.nat(30), (driven, cut) => {
        const [once, twice] = [learn([], driven), learn(learn([], driven.slice(0, cut)), driven.slice(cut))];
        expect(new Set(once.map(({ hour, roadClass }) => `${hour} ${roadClass}`)).size).toBe(once.length);
        for (const hour of [0, 8, 23])
          for (const roadClass of ROAD_CLASSES) {
            const [a, b] = [speedUpsAt(once, hour)[roadClass], speedUpsAt(twice, hour)[roadClass]];
            expect(a).toBeCloseTo(b, 9);
            expect(a).toBeGreaterThanOrEqual(0.4);
            expect(a).toBeLessThanOrEqual(1.8);
          }
      }),
    );
  });

  it("come to what is driven with enough drives, hardly move by one, and follow a change of the road", () => {
    const slow: Driven = { hour: 8, roadClass: "residential", expectedS: 150, drivenS: 300 };
    expect(speedUp(slow)).toBeCloseTo(0.83, 2);
    const many = learn(
      [],
      Array.from({ length: 200 }, () => slow),
    );
    expect(speedUpsAt(many, 8).residential).toBeCloseTo(0.5, 1);
    expect(speedUpsAt(many, 9).residential).toBe(1);
    const mended = learn(
      many,
      Array.from({ length: 400 }, () => ({ ...slow, drivenS: 150 })),
    );
    expect(speedUpsAt(mended, 8).residential).toBeGreaterThan(0.9);
  });

  it("are half of the assumption after as many seconds as it outweighs, and never beyond their bounds", () => {
    expect(speedUp({ expectedS: 0, drivenS: 600 })).toBe(0.5);
    expect(speedUp({ expectedS: 600, drivenS: 200 })).toBe(1.5);
    expect([speedUp({ expectedS: 0, drivenS: 1e9 }), speedUp({ expectedS: 1e9, drivenS: 0 })]).toEqual([0.4, 1.8]);
  });

  it("are sums until ten hours of drives, and fade beyond, in the same proportion", () => {
    const one = (hour: number, expectedS: number, drivenS: number): Driven => ({ hour, roadClass: "track", expectedS, drivenS });
    expect(learn([one(3, 100, 200)], [one(3, 50, 20), one(4, 1, 0.5)])).toEqual([one(3, 150, 220), one(4, 1, 0.5)]);
    expect(learn([one(3, 20_000, 36_000)], [])).toEqual([one(3, 20_000, 36_000)]);
    expect(learn([one(3, 20_000, 36_000)], [one(3, 16_000, 36_000)])).toEqual([one(3, 18_000, 36_000)]);
  });

  it("are asked for by hour and class, and are as assumed where nothing was learnt", () => {
    const known: Driven[] = [
      { hour: 8, roadClass: "primary", expectedS: 600, drivenS: 200 },
      { hour: 9, roadClass: "primary", expectedS: 0, drivenS: 600 },
      { hour: 8, roadClass: "track", expectedS: 0, drivenS: 600 },
    ];
    const assumed = Object.fromEntries(ROAD_CLASSES.map((roadClass) => [roadClass, 1]));
    expect(speedUpsAt(known, 8)).toEqual({ ...assumed, primary: 1.5, track: 0.5 });
    expect(speedUpsAt(known, 9)).toEqual({ ...assumed, primary: 0.5 });
    expect(speedUpsAt(known, 10)).toEqual(assumed);
  });

  it("count in both directions, for each road by its class", () => {
    const roads: RoadNetwork = {
      nodes: [0, 0, 0, 0.01, 0, 0.02],
      ways: [
        { class: "primary", name: null, oneway: false, limitKmh: null, nodes: [0, 1] },
        { class: "track", name: null, oneway: true, limitKmh: null, nodes: [1, 2] },
      ],
    };
    const own = buildGraph(roads, "vehicle");
    const [metres, faster] = [distanceM({ lat: 0, lon: 0 }, { lat: 0, lon: 0.01 }), { ...speedUpsAt([], 8), primary: 1.6, track: 0.5 }];
    const other = atSpeeds(own, roads, faster);
    const near = (given: Float64Array): number[] => Array.from(given, (each) => Math.round(each * 1e6) / 1e6);
    const [quick, slow] = [metres / (14 * 1.6), metres / (5 * 0.5)].map((each) => Math.round(each * 1e6) / 1e6);
    expect([near(other.secondsAlong), near(other.secondsBack)]).toEqual([
      [quick, slow],
      [quick, Infinity],
    ]);
    expect(near(other.inward.seconds).toSorted((a, b) => a - b)).toEqual([quick, quick, slow]);
  });

  it("make the way longer where the road is slower", () => {
    const slow = atSpeeds(graph, network, { ...speedUpsAt([], 8), residential: 0.5 });
    const goal = town.snap({ lat: 0, lon: 0.02 });
    if (goal === null) throw new Error("off the road");
    const [before, after] = [timesTo(graph, goal).seconds[0] ?? 0, timesTo(slow, goal).seconds[0] ?? 0];
    expect(after).toBeCloseTo(before * 2, 6);
  });
});
