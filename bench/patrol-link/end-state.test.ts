import { expect, it } from "vitest";
import { outOfOrder } from "./end-state.ts";

const pressed = new Map([["A-01 accepted", { from: 1000, to: 1100 }]]);

it("takes a stamp for the phone's own where it lies within the press", () => {
  const found = (at: number): string[] => outOfOrder({ steps: new Map([["A-01 accepted", at]]), ways: [] }, pressed);
  expect([found(1000), found(1140)]).toEqual([[], []]);
  expect(found(6000)).toEqual(["A-01 accepted stands 5.0 s after it was pressed"]);
  // A missing stamp is reported as lost.
  expect(outOfOrder({ steps: new Map(), ways: [] }, pressed)).toEqual([]);
});

it("finds a place that stands after one that was driven later", () => {
  expect(
    outOfOrder(
      {
        steps: new Map(),
        ways: [
          [1, 2, 2, 3],
          [1, 3, 2],
        ],
      },
      new Map(),
    ),
  ).toEqual(["place 2"]);
});
