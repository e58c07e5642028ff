import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { place } from "../controls/place.ts";
import { nextRegion } from "./regions.ts";
import { arrowStep, rovingTarget } from "./roving.ts";
import { clampSize, sizeAfterDrag } from "./split-view.tsx";

const screen = { width: 1000, height: 800 };
const below = { side: "below", align: "start" } as const;

describe("placing a floating box", () => {
  it("begins at the start edge of its anchor, which is the right one in Arabic", () => {
    const anchor = { left: 400, top: 100, width: 100, height: 36 };
    expect(place(anchor, { width: 200, height: 100 }, screen, { ...below, direction: "ltr" })).toMatchObject({ left: 400, top: 140 });
    expect(place(anchor, { width: 200, height: 100 }, screen, { ...below, direction: "rtl" })).toMatchObject({ left: 300, top: 140 });
  });

  it("goes above where there is no room below", () => {
    const anchor = { left: 400, top: 740, width: 100, height: 36 };
    expect(place(anchor, { width: 200, height: 300 }, screen, { ...below, direction: "ltr" }).top).toBe(740 - 4 - 300);
  });

  it("stays inside the window, whatever the anchor", () => {
    const boxes = fc.record({
      left: fc.integer({ min: -200, max: 1200 }),
      top: fc.integer({ min: 0, max: 800 }),
      width: fc.integer({ min: 1, max: 400 }),
      height: fc.integer({ min: 1, max: 60 }),
    });
    const sizes = fc.record({ width: fc.integer({ min: 10, max: 900 }), height: fc.integer({ min: 10, max: 2000 }) });
    const aligns = fc.constantFrom("start" as const, "end" as const, "center" as const);
    const sides = fc.constantFrom("below" as const, "above" as const);
    const directions = fc.constantFrom("ltr" as const, "rtl" as const);
    fc.assert(
      fc.property(boxes, sizes, aligns, sides, directions, (anchor, size, align, side, direction) => {
        const at = place(anchor, size, screen, { align, side, direction });
        expect(at.left).toBeGreaterThanOrEqual(8);
        expect(at.left + size.width).toBeLessThanOrEqual(992);
        expect(at.top).toBeGreaterThanOrEqual(8);
        expect(at.top + Math.min(size.height, at.maxHeight)).toBeLessThanOrEqual(800);
      }),
    );
  });
});

describe("moving by arrows", () => {
  it("follows the direction of the page", () => {
    expect(arrowStep("ArrowRight", "horizontal", "ltr")).toBe(1);
    expect(arrowStep("ArrowRight", "horizontal", "rtl")).toBe(-1);
    expect(arrowStep("ArrowDown", "horizontal", "rtl")).toBe(0);
    expect(arrowStep("ArrowDown", "vertical", "rtl")).toBe(1);
    expect(arrowStep("ArrowLeft", "both", "rtl")).toBe(1);
  });

  it("goes round, or stops at the ends", () => {
    expect(rovingTarget(2, 3, "ArrowDown", 1, true)).toBe(0);
    expect(rovingTarget(2, 3, "ArrowDown", 1, false)).toBeUndefined();
    expect(rovingTarget(0, 3, "End", 0, false)).toBe(2);
    expect(rovingTarget(-1, 0, "Home", 0, true)).toBeUndefined();
    expect(rovingTarget(1, 3, "a", 0, true)).toBeUndefined();
  });

  it("goes round the regions with F6", () => {
    expect([nextRegion(-1, 3, 1), nextRegion(-1, 3, -1), nextRegion(2, 3, 1), nextRegion(0, 3, -1), nextRegion(0, 0, 1)]).toEqual([
      0, 2, 0, 2, -1,
    ]);
  });
});

describe("splitting", () => {
  it("keeps the size inside its limits, whatever was kept by the browser", () => {
    expect([clampSize(10, 80, 240), clampSize(999, 80, 240), clampSize(Number.NaN, 80, 240), clampSize(100.4, 80, 240)]).toEqual([
      80, 240, 80, 100,
    ]);
  });

  it("grows to the left in Arabic", () => {
    expect(sizeAfterDrag(200, -30, true)).toBe(230);
    expect(sizeAfterDrag(200, -30, false)).toBe(170);
  });
});
