import { GRIDS } from "@amaliyat/domain/workstations";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrange, neighbour, type Cell } from "./grids.ts";

const boxOf = fc.record({ width: fc.integer({ min: 320, max: 4000 }), height: fc.integer({ min: 200, max: 2200 }) });
const overlap = (a: Cell, b: Cell): boolean =>
  a.start < b.start + b.width - 0.01 &&
  b.start < a.start + a.width - 0.01 &&
  a.top < b.top + b.height - 0.01 &&
  b.top < a.top + a.height - 0.01;

describe("arrange", () => {
  it("draws every tile exactly 16:9, inside the box, over no other", () => {
    fc.assert(
      fc.property(fc.constantFrom(...GRIDS), boxOf, (grid, box) => {
        const cells = arrange(grid, box);
        cells.forEach((cell, at) => {
          expect(cell.width / cell.height).toBeCloseTo(16 / 9, 6);
          expect(cell.start).toBeGreaterThanOrEqual(-0.01);
          expect(cell.start + cell.width).toBeLessThanOrEqual(box.width + 0.01);
          expect(cell.top + cell.height).toBeLessThanOrEqual(box.height + 0.01);
          for (const other of cells.slice(at + 1)) expect(overlap(cell, other)).toBe(false);
        });
      }),
    );
  });

  it("shows one large and six where there is room, one large and two where there is not", () => {
    const large = arrange("focus", { width: 1496, height: 509 });
    expect(large).toHaveLength(7);
    expect((large[0]?.width ?? 0) / (large[1]?.width ?? 1)).toBeGreaterThan(3);
    expect(arrange("focus", { width: 1042, height: 328 })).toHaveLength(3);
  });
});

describe("neighbour", () => {
  const cells = arrange("focus", { width: 1496, height: 509 });

  it("goes from the large tile to the nearest beside it and back", () => {
    expect(neighbour(cells, 0, "end")).toBe(3);
    expect(neighbour(cells, 3, "start")).toBe(0);
    expect(neighbour(cells, 1, "end")).toBe(2);
    expect(neighbour(cells, 2, "down")).toBe(4);
  });

  it("stays at the edge, and finds the first tile from one that is not shown", () => {
    expect(neighbour(cells, 0, "start")).toBe(0);
    expect(neighbour(cells, 6, "down")).toBe(6);
    expect(neighbour(cells, 12, "up")).toBe(0);
  });

  it("reaches every tile of a square", () => {
    const square = arrange("16", { width: 1600, height: 900 });
    expect(["end", "down", "down", "start"].reduce((slot, way) => neighbour(square, slot, way as "end"), 0)).toBe(8);
  });
});
