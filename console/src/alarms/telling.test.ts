import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alarmsIn, counted, HOUR_MS, untold } from "./telling.ts";

describe("an alarm", () => {
  it("is told once, however often the page is read again, and again after somebody had taken it", () => {
    const first = untold([], ["a", "b"], []);
    expect(first.fresh).toEqual(["a", "b"]);
    expect(untold(first.told, ["a", "b"], []).fresh).toEqual([]);
    // While the lists of a page that was read again are empty, nothing is forgotten.
    const empty = untold(first.told, [], []);
    expect(untold(empty.told, ["a", "b", "c"], []).fresh).toEqual(["c"]);
    const taken = untold(first.told, ["b"], ["a"]);
    expect(untold(taken.told, ["a", "b"], []).fresh).toEqual(["a"]);
  });

  it("is told at most once in any course of open alarms without a taking", () => {
    const courses = fc.array(fc.uniqueArray(fc.constantFrom("a", "b", "c", "d")), { maxLength: 20 });
    fc.assert(
      fc.property(courses, (course) => {
        let told: readonly string[] = [];
        const heard: string[] = [];
        for (const open of course) {
          const next = untold(told, open, []);
          heard.push(...next.fresh);
          told = next.told;
        }
        expect(heard.toSorted()).toEqual([...new Set(course.flat())].toSorted());
      }),
    );
  });
});

describe("the count of a desk", () => {
  it("knows the worst hour of a span, wherever it begins", () => {
    const moments = [0, 10, 20, 59, 61, 65, 300].map((minute) => minute * 60_000);
    expect(alarmsIn(moments, 0, 10 * HOUR_MS)).toEqual({ count: 7, worstHour: 5 });
    expect(alarmsIn(moments, 5 * HOUR_MS, 10 * HOUR_MS)).toEqual({ count: 1, worstHour: 1 });
    expect(alarmsIn([], 0, HOUR_MS)).toEqual({ count: 0, worstHour: 0 });
  });

  it("finds the worst hour that counting by hand finds", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(8 * HOUR_MS), { maxLength: 40 }), (moments) => {
        const byHand = moments.map((from) => moments.filter((moment) => moment >= from && moment < from + HOUR_MS).length);
        expect(alarmsIn(moments, 0, 9 * HOUR_MS).worstHour).toBe(Math.max(0, ...byHand));
      }),
    );
  });

  it("forgets after a day", () => {
    const day = 24 * HOUR_MS;
    expect(counted([1, 2], 1, day)).toEqual([1, 2, day]);
    expect(counted([0, 2], 2, day + 1)).toEqual([2, day + 1, day + 1]);
  });
});

it("seven hundred open alarms are told once each", () => {
  const open = Array.from({ length: 700 }, (_, nth) => `report.${nth}`);
  const first = untold([], open, []);
  expect(first.fresh).toHaveLength(700);
  expect(untold(first.told, open, []).fresh).toEqual([]);
});
