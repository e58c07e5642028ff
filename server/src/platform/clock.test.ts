import { expect, test, vi } from "vitest";
import { watchClock } from "./clock.ts";
import { makeLog } from "./log.ts";

/** A machine whose clock can be set. */
function machine() {
  let [passed, set] = [0, 1_000_000];
  return {
    sources: { steady: () => passed, wall: () => passed + set },
    pass: (ms: number) => void (passed += ms),
    step: (ms: number) => void (set += ms),
  };
}
const silent = makeLog("silent");

test("small differences are followed at once, and nobody is asked to adapt", () => {
  const { sources, pass, step } = machine();
  const clock = watchClock(silent, sources);
  const adapt = vi.fn(() => Promise.resolve());
  clock.onStep(adapt);
  expect(clock.now()).toBe(1_000_000);
  pass(500);
  step(400);
  expect(clock.now()).toBe(1_000_900);
  step(-4_000);
  expect(clock.now()).toBe(996_900);
  expect(adapt).not.toHaveBeenCalled();
});

test.each([3_600_000, -3_600_000])("a step of %i ms is followed once all have adapted; until then time goes on as before", async (by) => {
  const { sources, pass, step } = machine();
  const clock = watchClock(silent, sources);
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const seen: number[] = [];
  clock.onStep((ms) => (seen.push(ms), first.promise));
  clock.onStep((ms) => (seen.push(ms), second.promise));
  step(by);
  expect(clock.now()).toBe(1_000_000);
  pass(100);
  expect(clock.now()).toBe(1_000_100);
  expect(seen).toEqual([by]);
  first.resolve();
  await vi.waitFor(() => expect(seen).toEqual([by, by]));
  pass(100);
  expect(clock.now()).toBe(1_000_200);
  second.resolve();
  await vi.waitFor(() => expect(clock.now()).toBe(1_000_200 + by));
  pass(100);
  expect(clock.now()).toBe(1_000_300 + by);
  expect(seen).toHaveLength(2);
});

test("who adapted is told in the very moment in which the clock takes the step", async () => {
  const { sources, step } = machine();
  const clock = watchClock(silent, sources);
  const seen: number[] = [];
  clock.onStep(() => Promise.resolve(() => void seen.push(clock.now())));
  step(-600_000);
  clock.now();
  await vi.waitFor(() => expect(seen).toEqual([400_000]));
});

test("the last to adapt steps the clock in the very moment that it chooses", async () => {
  const { sources, step } = machine();
  const clock = watchClock(silent, sources);
  const seen: number[] = [];
  clock.stepWith(async (by, take) => {
    await Promise.resolve();
    seen.push(by, clock.now());
    take();
    seen.push(clock.now());
  });
  step(-600_000);
  clock.now();
  await vi.waitFor(() => expect(seen).toEqual([-600_000, 1_000_000, 400_000]));
});

test("whoever cannot adapt is asked again a second later, and a step that was taken back is followed by nobody", async () => {
  const { sources, pass, step } = machine();
  const clock = watchClock(silent, sources);
  const adapt = vi.fn(() => Promise.reject(new Error("the database is away")));
  clock.onStep(adapt);
  step(60_000);
  expect(clock.now()).toBe(1_000_000);
  await vi.waitFor(() => expect(adapt).toHaveBeenCalledTimes(1));
  await new Promise((resolve) => setImmediate(resolve));
  expect(clock.now()).toBe(1_000_000);
  expect(adapt).toHaveBeenCalledTimes(1);
  pass(1_000);
  expect(clock.now()).toBe(1_001_000);
  expect(adapt).toHaveBeenCalledTimes(2);
  await new Promise((resolve) => setImmediate(resolve));
  step(-60_000);
  expect(clock.now()).toBe(1_001_000);
  pass(5_000);
  expect(clock.now()).toBe(1_006_000);
  expect(adapt).toHaveBeenCalledTimes(2);
});
