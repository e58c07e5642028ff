import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
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

  it("make the way longer where the road is slower", () => {
    const slow = atSpeeds(graph, network, { ...speedUpsAt([], 8), residential: 0.5 });
    const goal = town.snap({ lat: 0, lon: 0.02 });
    if (goal === null) throw new Error("off the road");
    const [before, after] = [timesTo(graph, goal).seconds[0] ?? 0, timesTo(slow, goal).seconds[0] ?? 0];
    expect(after).toBeCloseTo(before * 2, 6);
  });
});
