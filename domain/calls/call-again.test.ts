import { expect, test } from "vitest";
import { callAgainAt } from "./call-again.ts";

test("whoever does not answer is called again after a while that grows, and not before anybody has called", () => {
  const minutes = [0, 1, 2, 3, 9].map((times) => callAgainAt(times, 0)).map((at) => (at === null ? null : at / 60_000));
  expect(minutes).toEqual([null, 5, 15, 60, 60]);
});
