import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Program, Spare } from "./program.ts";
import { keptRunning } from "./kept-running.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** Programs that end on request. */
function programs() {
  const started: { readonly end: (code: number) => Promise<void>; isStopped: boolean; isLoaded: boolean; hasBegun: boolean }[] = [];
  const start = (stands = true, isLoaded = false): Spare => {
    const { promise: ended, resolve } = Promise.withResolvers<number>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<object>();
    const ready: Program["ready"] = isLoaded
      ? begun.then(() => ({}))
      : stands
        ? Promise.resolve({})
        : Promise.reject(new Error("it did not stand"));
    ready.catch(() => undefined);
    const one = {
      isStopped: false,
      isLoaded,
      hasBegun: false,
      end: async (code: number) => {
        resolve(code);
        await vi.advanceTimersByTimeAsync(0);
      },
    };
    started.push(one);
    return {
      ready,
      ended,
      begin: () => {
        one.hasBegun = true;
        begin({});
      },
      [Symbol.asyncDispose]: async () => {
        one.isStopped = true;
        await one.end(0);
      },
    };
  };
  return { started, start: () => start(), never: () => start(false), load: () => start(true, true) };
}
const nothing = (): void => undefined;

it("lets a loaded spare begin at once where a program that stood was killed, and ends with one that was ended in order", async () => {
  const { started, start, load } = programs();
  const running = keptRunning(start, load, nothing);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(started.map(({ isLoaded, hasBegun }) => [isLoaded, hasBegun])).toEqual([
    [false, false],
    [true, false],
    [true, false],
  ]);
  // Killed twice, the second time before another spare is loaded.
  await started[0]?.end(1);
  expect(started.map(({ hasBegun }) => hasBegun)).toEqual([false, true, false]);
  await vi.advanceTimersByTimeAsync(500);
  await started[1]?.end(1);
  expect(started.map(({ hasBegun }) => hasBegun)).toEqual([false, true, true]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(started).toHaveLength(5);
  await started[2]?.end(0);
  await expect(running.ended).resolves.toBe(0);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(started.map(({ isStopped }) => isStopped)).toEqual([false, false, false, true, true]);
});

it("starts a program where no spare is loaded yet, and loads another spare a minute after one that ended by itself", async () => {
  const { started, start, load } = programs();
  await using running = keptRunning(start, load, nothing);
  void running;
  await vi.advanceTimersByTimeAsync(5_000);
  await started[1]?.end(1);
  await started[2]?.end(1);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(started).toHaveLength(3);
  await started[0]?.end(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(started.map(({ isLoaded }) => isLoaded)).toEqual([false, true, true, false]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(started.map(({ isLoaded }) => isLoaded)).toEqual([false, true, true, false, true, true]);
});

it("starts at once those that die soon after they stand, five in a row, then waits longer and longer, up to half a minute", async () => {
  const { started, start, load } = programs();
  await using running = keptRunning(start, load, nothing);
  void running;
  await started[0]?.end(1);
  const waits: number[] = [];
  for (let nth = 1; nth < 14; nth++) {
    const from = performance.now();
    while (started.length === nth) await vi.advanceTimersByTimeAsync(100);
    waits.push(Math.round((performance.now() - from) / 100) * 100);
    await started[nth]?.end(1);
  }
  expect(waits.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 500, 1_000, 2_000]);
  expect(waits.at(-1)).toBe(30_000);
});

it("does not start again what never stood, or what is stopped meanwhile", async () => {
  const never = programs();
  const first = keptRunning(never.never, never.load, nothing);
  await never.started[0]?.end(1);
  await expect(first.ended).resolves.toBe(1);
  const stopped = programs();
  const second = keptRunning(stopped.start, stopped.load, nothing);
  await vi.advanceTimersByTimeAsync(5_000);
  await second[Symbol.asyncDispose]();
  await expect(second.ended).resolves.toBe(0);
  await vi.advanceTimersByTimeAsync(120_000);
  expect([never, stopped].map(({ started }) => started.length)).toEqual([1, 3]);
  expect(stopped.started.map(({ isStopped }) => isStopped)).toEqual([true, true, true]);
});
