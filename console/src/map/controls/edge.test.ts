import * as fc from "fast-check";
import { expect, it } from "vitest";
import { edgeMarks, MARK_SPACE, type Placed } from "./edge.ts";

const SIZE = { width: 800, height: 600 };
const INSETS = { left: 60, right: 24, top: 60, bottom: 48 };

const placed = fc
  .array(
    fc.record({
      level: fc.constantFrom(1, 2, 3, 4),
      x: fc.integer({ min: -5_000, max: 5_000 }),
      y: fc.integer({ min: -5_000, max: 5_000 }),
    }),
    { maxLength: 40 },
  )
  .map((all) => all.map((one, nth): Placed => ({ ...one, level: one.level as Placed["level"], id: `i${nth}` })));

const isOutside = ({ x, y }: Placed): boolean => x < 0 || y < 0 || x > SIZE.width || y > SIZE.height;

it("points at each intervention outside the view once, and at none inside", () => {
  fc.assert(
    fc.property(placed, (all) => {
      const named = edgeMarks(all, SIZE, INSETS).flatMap(({ ids }) => ids);
      expect(named.toSorted()).toEqual(
        all
          .filter(isOutside)
          .map(({ id }) => id)
          .toSorted(),
      );
    }),
  );
});

it("stands beside the map's own buttons, never on them, and leaves space between two marks", () => {
  fc.assert(
    fc.property(placed, (all) => {
      const marks = edgeMarks(all, SIZE, INSETS);
      for (const [nth, { x, y }] of marks.entries()) {
        expect(x).toBeGreaterThanOrEqual(INSETS.left - 0.001);
        expect(x).toBeLessThanOrEqual(SIZE.width - INSETS.right + 0.001);
        expect(y).toBeGreaterThanOrEqual(INSETS.top - 0.001);
        expect(y).toBeLessThanOrEqual(SIZE.height - INSETS.bottom + 0.001);
        for (const other of marks.slice(nth + 1)) expect(Math.hypot(other.x - x, other.y - y)).toBeGreaterThanOrEqual(MARK_SPACE);
      }
    }),
  );
});

it("shows the gravest of a direction, and says how many are there", () => {
  const [mark, ...others] = edgeMarks(
    [
      { id: "calm", level: 4, x: 2_000, y: 306 },
      { id: "grave", level: 1, x: 3_000, y: 300 },
    ],
    SIZE,
    INSETS,
  );
  expect(others).toEqual([]);
  expect(mark).toMatchObject({ level: 1, ids: ["grave", "calm"], x: SIZE.width - INSETS.right });
  expect(Math.abs(mark?.angleDeg ?? 90)).toBeLessThan(5);
});

it("marks nothing where the box has no room beside its buttons", () => {
  expect(edgeMarks([{ id: "a", level: 1, x: -5, y: 0 }], { width: 60, height: 60 }, INSETS)).toEqual([]);
});
