import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { DatabaseGone } from "./database/index.ts";
import { gather } from "./gather.ts";

/** Doubles numbers, and remembers what was done together. */
function doubling({ everyMs = 20, limit = 10, broken = Number.NaN }: { everyMs?: number; limit?: number; broken?: number } = {}) {
  const done: number[][] = [];
  const work = async (items: readonly number[]): Promise<number[]> => {
    done.push([...items]);
    await sleep(1);
    if (items.includes(broken)) throw new Error("broken");
    return items.map((item) => item * 2);
  };
  return { done, double: gather({ work, everyMs, limit }) };
}

it("does the first at once, without a wait for others", async () => {
  const { done, double } = doubling({ everyMs: 3_600_000 });
  expect([await double(1), done]).toEqual([2, [[1]]]);
});

it("does together what comes within the time after it, each with its own outcome", async () => {
  const { done, double } = doubling({ everyMs: 50 });
  const begun = performance.now();
  expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8]);
  expect(done).toEqual([[1], [2, 3, 4]]);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(49);
});

it("does no more at once than was said, in the order in which they came", async () => {
  const { done, double } = doubling({ everyMs: 5, limit: 2 });
  await Promise.all([1, 2, 3, 4, 5].map(double));
  expect(done.flat()).toEqual([1, 2, 3, 4, 5]);
  expect(Math.max(...done.map(({ length }) => length))).toBe(2);
});

it("lets one that breaks break alone, and goes on", async () => {
  const { double } = doubling({ broken: 3 });
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(double));
  expect(outcomes.map((each) => (each.status === "fulfilled" ? each.value : "broken"))).toEqual([2, 4, "broken", 8]);
  expect(await double(5)).toBe(10);
});

it("asks once where nobody answers", async () => {
  let works = 0;
  const lost = gather({
    work: async (): Promise<never> => {
      works += 1;
      await sleep(1);
      throw new DatabaseGone(new Error("away"));
    },
    everyMs: 1,
    limit: 10,
  });
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(lost));
  expect(outcomes.every((each) => each.status === "rejected" && each.reason instanceof DatabaseGone)).toBe(true);
  expect(works).toBe(2);
});

it("works for nobody: what belongs to one request is not there", async () => {
  const store = new AsyncLocalStorage<string>();
  const whose = gather({ work: (items: readonly number[]) => Promise.resolve(items.map(() => store.getStore())), everyMs: 1, limit: 5 });
  expect(await store.run("the first", () => whose(1))).toBeUndefined();
});
