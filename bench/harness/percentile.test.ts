import { describe, expect, it } from "vitest";
import { percentile, slope } from "./percentile.ts";

describe("percentile", () => {
  it("takes the nearest rank, whatever the order", () => {
    const values = [15, 20, 35, 40, 50].toReversed();
    expect([0, 0.05, 0.3, 0.4, 0.5, 1].map((share) => percentile(values, share))).toEqual([15, 15, 20, 20, 35, 50]);
  });

  it("finds the worst of a hundred at p99 only when there are two of them", () => {
    const values = Array.from({ length: 98 }, () => 1);
    expect(percentile([...values, 1, 9], 0.99)).toBe(1);
    expect(percentile([...values, 9, 9], 0.99)).toBe(9);
  });

  it("does not change what it is given, and is not a number of nothing", () => {
    const values = [3, 1, 2];
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
    expect(percentile([], 0.5)).toBeNaN();
  });
});

describe("slope", () => {
  it("is what a line rises by", () => {
    expect(slope([1, 2, 5].map((x) => [x, 3 * x + 7]))).toBeCloseTo(3);
  });

  it("is 0 where there is no line", () => {
    expect(slope([])).toBe(0);
    expect(slope([[4, 9]])).toBe(0);
  });
});
