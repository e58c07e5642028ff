import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Program } from "./program.ts";
import { keptRunning } from "./kept-running.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** Programs that end when they are told. */
function programs() {
  const started: { readonly end: (code: number) => Promise<void>; isStopped: boolean }[] = [];
  const start = (stands = true): Program => {
    const { promise: ended, resolve } = Promise.withResolvers<number>();
    const ready = stands ? Promise.resolve({}) : Promise.reject(new Error("it did not stand"));
    ready.catch(() => undefined);
    const one = {
      isStopped: false,
      end: async (code: number) => {
        resolve(code);
        await vi.advanceTimersByTimeAsync(0);
      },
    };
    started.push(one);
    return {
      ready,
      ended,
      [Symbol.asyncDispose]: async () => {
        one.isStopped = true;
        await one.end(0);
      },
    };
  };
  return { started, start };
}
const nothing = (): void => undefined;

it("starts a program again at once that stood and was killed, and ends with one that was ended in order", async () => {
  const { started, start } = programs();
  const running = keptRunning(start, nothing);
  await vi.advanceTimersByTimeAsync(60_000);
  await started[0]?.end(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(started).toHaveLength(2);
  await started[1]?.end(0);
  await expect(running.ended).resolves.toBe(0);
  expect(started).toHaveLength(2);
});

it("waits longer and longer for one that dies soon after its start, up to half a minute", async () => {
  const { started, start } = programs();
  keptRunning(start, nothing);
  await started[0]?.end(1);
  const waits: number[] = [];
  for (let nth = 1; nth < 10; nth++) {
    const from = performance.now();
    while (started.length === nth) await vi.advanceTimersByTimeAsync(100);
    waits.push(Math.round((performance.now() - from) / 100) * 100);
    await started[nth]?.end(1);
  }
  expect(waits.slice(1, 4)).toEqual([500, 1_000, 2_000]);
  expect(waits.at(-1)).toBe(30_000);
});

it("does not start again what never stood, or what is stopped meanwhile", async () => {
  const never = programs();
  const first = keptRunning(() => never.start(false), nothing);
  await never.started[0]?.end(1);
  await expect(first.ended).resolves.toBe(1);
  const stopped = programs();
  const second = keptRunning(stopped.start, nothing);
  await second[Symbol.asyncDispose]();
  await expect(second.ended).resolves.toBe(0);
  expect([never, stopped].map(({ started }) => started.length)).toEqual([1, 1]);
  expect(stopped.started[0]?.isStopped).toBe(true);
});
