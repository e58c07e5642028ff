import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Rhythm } from "./rhythm.ts";

const freezes = (durations: readonly number[], framesPerSecond: number | null = null): number[] => {
  const rhythm = new Rhythm(framesPerSecond);
  return durations.flatMap((duration, nth) => (rhythm.took(duration) === null ? [] : [nth]));
};
const times = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms);

test("a hole from half a second up is told, whatever the camera's own rhythm", () => {
  const fps = fc.constantFrom(40, 67, 100, 200, 500, 1_000, 2_000);
  fc.assert(
    fc.property(fps, fc.integer({ min: 8, max: 60 }), fc.integer({ min: 500, max: 9_000 }), (usual, before, hole) => {
      expect(freezes([...times(before, usual), usual + hole, ...times(20, usual)])).toEqual([before]);
      expect(freezes([...times(before, usual), usual + 499, ...times(20, usual)])).toEqual([]);
    }),
  );
});

test("a camera that is slow, or turns slow, is not told for ever", () => {
  expect(freezes(times(50, 1_000))).toEqual([]);
  expect(freezes([...times(20, 40), ...times(50, 1_000)])).toEqual([20, 21]);
  expect(freezes([...times(20, 1_000), ...times(20, 40), 700, ...times(5, 40)])).toEqual([40]);
});

test("pictures out of order in decoding are no rhythm of their own", () => {
  const group = [120, 0, 0];
  expect(freezes([...times(8, 0).flatMap(() => group), 700, ...group])).toEqual([24]);
});

test("a camera that announced one picture in five seconds does not freeze at its begin, whatever it announced a long hole is told", () => {
  expect(freezes(times(20, 5_000))).toEqual([0, 1]);
  expect(freezes(times(20, 5_000), 0.2)).toEqual([]);
  expect(freezes([60_000], 0.001)).toEqual([0]);
});
