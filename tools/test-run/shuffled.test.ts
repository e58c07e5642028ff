import { expect, test } from "vitest";
import { shuffled } from "./shuffled.ts";

const files = Array.from({ length: 40 }, (_none, nth) => ({ path: `${String(nth).padStart(2, "0")}.test.ts`, ms: nth < 5 ? 30_000 : 10 }));
type File = (typeof files)[number];
const of = { path: ({ path }: File) => path, tookMs: ({ ms }: File) => ms, isInPage: () => false };
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

test("the files in a page are the first, long or not", () => {
  const inPage = ["03.test.ts", "20.test.ts", "30.test.ts"];
  const grouped = { ...of, isInPage: ({ path }: File) => inPage.includes(path) };
  const order = shuffled(files, grouped, 7).map(({ path }) => path);
  expect([order[0], order.slice(1, 3).toSorted()]).toEqual(["03.test.ts", ["20.test.ts", "30.test.ts"]]);
});
