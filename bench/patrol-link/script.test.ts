import { expect, it } from "vitest";
import { scriptOf } from "./script.ts";
import { fateOf, LOSS, resendMs, type Fate } from "./weather.ts";

it("is the same shift for the same seed, in order, with everything in it that befalls a phone", () => {
  const script = scriptOf(5, 8, ["A", "B"], 20);
  expect(script).toEqual(scriptOf(5, 8, ["A", "B"], 20));
  expect(script).not.toEqual(scriptOf(6, 8, ["A", "B"], 20));
  for (const { jobs } of script.shifts) expect(jobs.map(({ at }) => at)).toEqual(jobs.map(({ at }) => at).toSorted((a, b) => a - b));
  const jobs = script.shifts.flatMap((shift) => shift.jobs);
  expect(new Set(jobs.map(({ beginning }) => beginning))).toEqual(new Set(["sent", "met", "taken"]));
  expect(jobs.flatMap(({ befalls }) => befalls ?? []).toSorted()).toEqual(["changes_hands", "dies", "dies", "help"]);
  expect(script.cuts.every(({ ms }) => ms >= 10_000 && ms <= 600_000)).toBe(true);
});

it("loses three requests in ten, some of them after the room has carried them out", () => {
  const fates = Array.from({ length: 1000 }, (_, at) => fateOf(at / 1000));
  const many = (...which: Fate[]): number => fates.filter((fate) => which.includes(fate)).length;
  expect(LOSS).toBeCloseTo(0.3);
  expect(many("passes")).toBe(700);
  expect(many("unanswered", "answer_swallowed", "cut_short")).toBe(200);
  expect([resendMs(() => 0.9), resendMs(() => 0.1)]).toEqual([0, 15_000]);
});
