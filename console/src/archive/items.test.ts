import * as fc from "fast-check";
import { expect, it } from "vitest";
import { barsOf } from "./items.ts";

const HOUR = 3_600_000;

it("a day is shown by hours, a year by months, and every moment within is in one bar", () => {
  expect(barsOf([0, HOUR - 1, HOUR], 0, 24 * HOUR).map(({ count }) => count)).toEqual([2, 1, ...Array.from({ length: 22 }, () => 0)]);
  expect(barsOf([], 0, 365 * 24 * HOUR).length).toBe(13);
  expect(barsOf([1], 5, 5)).toEqual([]);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 * 365 * 24 * HOUR - 1 })),
      fc.integer({ min: 1, max: 5 * 365 * 24 * HOUR }),
      (all, end) => {
        const within = all.filter((moment) => moment < end);
        const bars = barsOf(within, 0, end);
        expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(within.length);
        expect(bars.length).toBeLessThanOrEqual(48);
      },
    ),
  );
});
