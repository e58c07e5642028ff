import { expect, test } from "vitest";
import { shuffled } from "./shuffled.ts";

const files = Array.from({ length: 40 }, (_none, nth) => ({ path: `${String(nth).padStart(2, "0")}.test.ts`, ms: nth < 5 ? 30_000 : 10 }));
const of = { path: ({ path }: { path: string }) => path, tookMs: ({ ms }: { ms: number }) => ms };
const order = (seed: number, given = files): string[] => shuffled(given, of, seed).map(({ path }) => path);

test("the same seed gives the same order, whatever the order in which the files were found; another seed gives another", () => {
  expect(order(7)).toEqual(order(7, files.toReversed()));
  expect(order(7)).not.toEqual(order(8));
  expect(order(7).toSorted()).toEqual(files.map(({ path }) => path));
});

test("the long files are the first, in an order by chance too", () => {
  const first = (seed: number): string[] => order(seed).slice(0, 5);
  const long = files.slice(0, 5).map(({ path }) => path);
  const seeds = Array.from({ length: 20 }, (_none, seed) => seed);
  for (const seed of seeds) expect(first(seed).toSorted()).toEqual(long);
  expect(new Set(seeds.map((seed) => first(seed).join())).size).toBeGreaterThan(5);
});
