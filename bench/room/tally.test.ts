import { describe, expect, it } from "vitest";
import { tally } from "./tally.ts";

const committed = new Map([
  [5, 1000],
  [6, 1100],
]);

describe("tally", () => {
  it("measures each event of each console from its commit", () => {
    const consoles = [
      {
        events: [
          [5, 1004],
          [6, 1109],
        ] as [number, number][],
        closed: null,
      },
      {
        events: [
          [5, 1002],
          [6, 1101],
        ] as [number, number][],
        closed: null,
      },
    ];
    expect(tally(consoles, committed)).toEqual({ delaysMs: [4, 9, 2, 1], lost: 0, double: 0 });
  });

  it("counts what did not come and what came twice, and takes the first time of those", () => {
    const consoles = [
      {
        events: [
          [5, 1003],
          [5, 1050],
        ] as [number, number][],
        closed: null,
      },
    ];
    expect(tally(consoles, committed)).toEqual({ delaysMs: [3], lost: 1, double: 1 });
  });

  it("leaves out what was committed before the run", () => {
    expect(tally([{ events: [[4, 900]], closed: null }], committed)).toEqual({ delaysMs: [], lost: 2, double: 0 });
  });
});
