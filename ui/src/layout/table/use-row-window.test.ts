import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowWindow, scrollToRow } from "./use-row-window.ts";

describe("drawing the rows in view only", () => {
  it("covers what is in view, keeps the height of the whole, and draws few rows", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 100, max: 1200 }),
        (count, part, view) => {
          const height = 37;
          const most = Math.max(0, count * height - view);
          const top = part * most;
          const window = rowWindow(top, view, height, count);
          expect(window.before + (window.end - window.first) * height + window.after).toBe(count * height);
          expect(window.before).toBeLessThanOrEqual(top);
          expect(window.before + (window.end - window.first) * height).toBeGreaterThanOrEqual(Math.min(top + view, count * height));
          expect(window.end - window.first).toBeLessThanOrEqual(Math.ceil(view / height) + 18);
        },
      ),
    );
  });

  it("shows the end when the list became shorter than where it was scrolled to", () => {
    const window = rowWindow(100_000, 370, 37, 200);
    expect(window.end).toBe(200);
    expect(window.first).toBeLessThan(192);
  });

  it("scrolls no more than needed", () => {
    expect(scrollToRow(5, 0, 370, 37)).toBe(0);
    expect(scrollToRow(20, 0, 370, 37)).toBe(21 * 37 - 370);
    expect(scrollToRow(2, 500, 370, 37)).toBe(74);
  });
});
