import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Meter } from "./meter.ts";

const HOUR = 3_600_000;

it("counts what lies within the window, and at most a thirtieth of it more", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 * 60_000 }), { maxLength: 60 }), fc.constantFrom("a", "b"), (gaps, key) => {
      const meter = new Meter(HOUR);
      const times: number[] = [];
      let at = 1_700_000_000_000;
      for (const gap of gaps) {
        at += gap;
        times.push(at);
        const counted = meter.add(key, at);
        expect(counted).toBeGreaterThanOrEqual(times.filter((time) => time > at - HOUR).length);
        expect(counted).toBeLessThanOrEqual(times.filter((time) => time > at - HOUR - 2 * (HOUR / 30)).length);
        expect(meter.count("c", at)).toBe(0);
      }
    }),
  );
});

it("says when the next is allowed, and then it is", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 * 60_000 }), { minLength: 5, maxLength: 40 }), (gaps) => {
      const meter = new Meter(HOUR);
      let at = 1_700_000_000_000;
      for (const gap of gaps) meter.add("a", (at += gap));
      const wait = meter.waitS("a", 5, at);
      if (meter.count("a", at) < 5) expect(wait).toBe(0);
      else {
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(3_720);
        expect(meter.count("a", at + wait * 1000)).toBeLessThan(5);
      }
    }),
  );
});

it("forgets whoever was counted least recently when there are too many", () => {
  const meter = new Meter(HOUR, 3);
  for (const key of ["a", "b", "a", "c", "d"]) meter.add(key, 1_700_000_000_000);
  expect(["a", "b", "c", "d"].map((key) => meter.count(key, 1_700_000_000_000))).toEqual([2, 0, 1, 1]);
});
