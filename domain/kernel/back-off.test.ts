import * as fc from "fast-check";
import { expect, test } from "vitest";
import { backOffMs } from "./back-off.ts";

const asked = fc.record({ firstMs: fc.integer({ min: 1, max: 5_000 }), longestMs: fc.integer({ min: 5_000, max: 600_000 }) });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("a delay lies between half and the whole of what it doubled to, and never over the longest", () => {
  fc.assert(
    fc.property(asked, fc.integer({ min: 1, max: 10_000 }), chance, (of, failures, by) => {
      const whole = Math.min(of.longestMs, of.firstMs * 2 ** Math.min(failures - 1, 30));
      const ms = backOffMs(of, failures, by);
      expect(ms).toBeGreaterThanOrEqual(Math.floor(whole / 2));
      expect(ms).toBeLessThanOrEqual(whole);
    }),
  );
});

test("it grows with the failures", () => {
  const of = { firstMs: 500, longestMs: 10_000 };
  expect([1, 2, 3, 4, 5, 6, 99].map((failures) => backOffMs(of, failures, 0))).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
});
