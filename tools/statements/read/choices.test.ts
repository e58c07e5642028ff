import { expect, test } from "vitest";
import { everyWay } from "./choices.ts";

test("each option of each decision is taken once, also of those that are only met on one way", () => {
  const ways = everyWay(({ choose }) => {
    const first = choose("a", ["1", "2"]);
    return first === "2" ? `${first}${choose("b", ["x", "y"])}` : `${first}${choose("c", ["z", "w"])}`;
  });
  expect(ways).toEqual(["1z", "2x", "1w", "2y"]);
});

test("one decision that is asked for twice is the same on one way", () => {
  expect(everyWay(({ choose }) => choose("a", ["1", "2"]) + choose("a", ["1", "2"]))).toEqual(["11", "22"]);
});

test("a decision that is no option in another place gives way to the first that is", () => {
  expect(everyWay(({ choose }) => choose("a", ["1", "2"]) + choose("a", ["2", "3"]))).toEqual(["12", "22", "13"]);
});
