import * as fc from "fast-check";
import { expect, it } from "vitest";
import { barsOf, seekBy } from "./waveform.tsx";

it("loses no loud moment when slices become bars", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(255), { minLength: 1, maxLength: 1000 }), fc.integer({ min: 1, max: 300 }), (peaks, limit) => {
      const bars = barsOf(peaks, limit);
      expect(bars).toHaveLength(Math.min(limit, peaks.length));
      expect(Math.max(...bars)).toBe(Math.max(...peaks) / 255);
    }),
  );
  expect(barsOf([], 10)).toEqual([]);
  expect(barsOf([0, 255, 0, 0], 2)).toEqual([1, 0]);
});

it("goes later to the right in every language, and never past an end", () => {
  expect([
    seekBy("ArrowRight", 10, 60),
    seekBy("ArrowLeft", 3, 60),
    seekBy("PageUp", 40, 60),
    seekBy("End", 1, 60),
    seekBy("Home", 9, 60),
  ]).toEqual([15, 0, 60, 60, 0]);
  expect(seekBy("KeyA", 10, 60)).toBeNull();
});
