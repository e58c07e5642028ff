import { expect, test } from "vitest";
import { fileSizes } from "./file-sizes.ts";
import { findingsIn } from "../findings.ts";

const lines = (count: number): string => "// line\n".repeat(count);

const files = (...sizes: readonly number[]): Record<string, string> =>
  Object.fromEntries(sizes.map((size, index) => [`a/${index}.ts`, lines(size)]));

test("small files have no finding, at the bounds themselves either", async () => {
  expect(await findingsIn(fileSizes, files(90, 90, 90, 300))).toEqual([]);
});

test("a large median, a large 95th percentile and a long file are found", async () => {
  expect(await findingsIn(fileSizes, files(10, 91, 91))).toEqual([" the median file has 91 lines, more than 90"]);
  expect(await findingsIn(fileSizes, files(10, 10, 301))).toEqual([" the 95th percentile is 301 lines, more than 300"]);
  expect(await findingsIn(fileSizes, { ...files(...Array.from({ length: 20 }, () => 10)), "a.css": lines(501) })).toEqual([
    "a.css has 501 lines, more than 500",
  ]);
});

test("tests count for the longest file only; generated files do not count", async () => {
  const more = { "a/x.test.ts": lines(400), "a/y.test.ts": lines(501), "a/z.generated.ts": lines(5000) };
  expect(await findingsIn(fileSizes, { ...files(10), ...more })).toEqual(["a/y.test.ts has 501 lines, more than 500"]);
});

test("a folder with more than twenty files of code is found, whatever tests stand beside them", async () => {
  const many = (count: number, ending: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`b/${n}${ending}`, lines(1)]));
  expect(await findingsIn(fileSizes, { ...many(20, ".ts"), ...many(20, ".test.ts") })).toEqual([]);
  expect(await findingsIn(fileSizes, { ...many(20, ".ts"), "b/more.tsx": lines(1) })).toEqual([
    "b has 21 files side by side, more than 20",
  ]);
});
