import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberedScreens, roleOfScreen, screenFor, SIDE_ROLES, type Bounds } from "./index.ts";

const screen = (left: number, top = 0): Bounds => ({ left, top, width: 1920, height: 1080 });
const ROW = [screen(0), screen(1920), screen(3840)];
const bounds = fc.record({
  left: fc.integer({ min: -4000, max: 8000 }),
  top: fc.integer({ min: -2000, max: 2000 }),
  width: fc.integer({ min: 1, max: 4000 }),
  height: fc.integer({ min: 1, max: 2200 }),
});

describe("screen of a window", () => {
  it("is the one on which it lay, moved a little or not", () => {
    for (const [nth, { left }] of ROW.entries()) {
      expect(screenFor(screen(left), ROW, new Set())).toBe(nth);
      expect(screenFor({ left: left + 300, top: 40, width: 1800, height: 900 }, ROW, new Set([0, 1, 2]))).toBe(nth);
    }
  });

  it("is the first free one where the screen is gone on which it lay, or where it never lay anywhere", () => {
    expect(screenFor(screen(5760), ROW, new Set([0, 1]))).toBe(2);
    expect(screenFor(null, ROW, new Set([0]))).toBe(1);
    expect(screenFor(null, ROW, new Set([0, 1, 2]))).toBeNull();
    expect(screenFor(screen(0), [], new Set())).toBeNull();
  });

  it("is always one of the screens, and holds more of the window than any other", () => {
    const common = (a: Bounds, b: Bounds): number => {
      const wide = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
      const high = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
      return wide > 0 && high > 0 ? wide * high : 0;
    };
    fc.assert(
      fc.property(bounds, fc.array(bounds, { minLength: 1, maxLength: 5 }), (lay, screens) => {
        const nth = screenFor(lay, screens, new Set()) ?? -1;
        const chosen = screens[nth];
        expect(chosen).toBeDefined();
        if (chosen === undefined) return;
        for (const other of screens) expect(common(lay, chosen)).toBeGreaterThanOrEqual(common(lay, other));
      }),
    );
  });
});

describe("number of a screen", () => {
  it("is 1 for that of the work, and grows from left to right", () => {
    const [left, middle, right] = ROW;
    expect(numberedScreens(ROW, middle ?? null)).toEqual([middle, left, right]);
    expect(numberedScreens([screen(-1920), screen(0, 1080), screen(0)], null).map(({ left: at, top }) => [at, top])).toEqual([
      [-1920, 0],
      [0, 0],
      [0, 1080],
    ]);
  });

  it("opens wall, playback and board in turn, and only what the person may use", () => {
    expect([1, 2, 3, 4, 5, 6].map((number) => roleOfScreen(number, SIDE_ROLES))).toEqual([null, "wall", "playback", "board", "map", null]);
    expect([2, 3, 4].map((number) => roleOfScreen(number, ["map", "board"]))).toEqual(["board", "map", null]);
    expect(roleOfScreen(2, [])).toBeNull();
  });
});
