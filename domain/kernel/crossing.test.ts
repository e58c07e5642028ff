import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossing } from "./crossing.ts";
import type { Ring } from "./place.ts";

const corner = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }));
const rings = fc.array(corner, { minLength: 3, maxLength: 8 });

/** Common part of two spans on one axis: its length, or -1 without one. */
const common = (a: number, b: number, c: number, d: number): number =>
  Math.max(-1, Math.min(Math.max(a, b), Math.max(c, d)) - Math.max(Math.min(a, b), Math.min(c, d)));

/** Common part of two sides by their equations, in whole numbers and exact. */
function commonPart(
  [ax, ay]: Ring[number],
  [bx, by]: Ring[number],
  [cx, cy]: Ring[number],
  [dx, dy]: Ring[number],
): "none" | "point" | "span" {
  const [rx, ry, sx, sy] = [bx - ax, by - ay, dx - cx, dy - cy];
  const by0 = rx * sy - ry * sx;
  if (by0 !== 0) {
    const [t, u] = [(cx - ax) * sy - (cy - ay) * sx, (cx - ax) * ry - (cy - ay) * rx].map((value) => value * Math.sign(by0));
    const within = (value: number | undefined): boolean => value !== undefined && value >= 0 && value <= Math.abs(by0);
    return within(t) && within(u) ? "point" : "none";
  }
  // Parallel, or one of the two is a point: the longer one gives the line.
  const [wx, wy] = rx === 0 && ry === 0 ? [sx, sy] : [rx, ry];
  if ((cx - ax) * wy - (cy - ay) * wx !== 0) return "none";
  const [wide, high] = [common(ax, bx, cx, dx), common(ay, by, cy, dy)];
  if (wide < 0 || high < 0) return "none";
  return wide > 0 || high > 0 ? "span" : "point";
}

function crossesByEquations(given: Ring): boolean {
  const ring = given.filter(([x, y], nth) => {
    const [nextX, nextY] = given[(nth + 1) % given.length] ?? [0, 0];
    return x !== nextX || y !== nextY;
  });
  if (ring.length < 3) return false;
  const side = (nth: number) => [ring[nth % ring.length] ?? [0, 0], ring[(nth + 1) % ring.length] ?? [0, 0]] as const;
  return ring.some((_, one) =>
    ring.some((__, other) => {
      if (other <= one) return false;
      const part = commonPart(...side(one), ...side(other));
      const isBeside = other === one + 1 || (one === 0 && other === ring.length - 1);
      return part === "span" || (part === "point" && !isBeside);
    }),
  );
}

/** Corners of a regular ring. */
const regular = (count: number): [number, number][] =>
  Array.from({ length: count }, (_, nth) => [Math.cos((2 * Math.PI * nth) / count), Math.sin((2 * Math.PI * nth) / count)]);

describe("a ring that crosses itself", () => {
  it("is the one whose equations say so, side by side", () => {
    fc.assert(
      fc.property(rings, (ring) => {
        expect(crossing(ring) !== null).toBe(crossesByEquations(ring));
      }),
      { numRuns: 2000 },
    );
  });

  it("names two sides that meet, whatever the corner at which it begins", () => {
    fc.assert(
      fc.property(rings, fc.nat(7), (ring, from) => {
        const shifted = ring.map((_, nth) => ring[(nth + from) % ring.length] ?? [0, 0]) as Ring;
        expect(crossing(shifted) === null).toBe(crossing(ring) === null);
        expect(crossing(ring.toReversed()) === null).toBe(crossing(ring) === null);
      }),
    );
  });

  it("is none with regular corners, and one as soon as two neighbours change places", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 40 }), fc.nat(39), (count, nth) => {
        const ring = regular(count);
        expect(crossing(ring)).toBeNull();
        const [one, other] = [nth % count, (nth + 1) % count];
        const swapped = ring.with(one, ring[other] ?? [0, 0]).with(other, ring[one] ?? [0, 0]);
        expect(crossing(swapped)).not.toBeNull();
      }),
    );
  });

  it("is one that goes back over itself or comes to one point twice, and none below three corners", () => {
    expect(
      crossing([
        [0, 0],
        [2, 0],
        [1, 0],
      ]),
    ).not.toBeNull();
    const [a, b, c, d] = [[0, 0] as const, [2, 0] as const, [1, 1] as const, [2, 2] as const];
    expect(crossing([a, b, c, d, c])).not.toBeNull();
    // A corner that repeats the one before has no side.
    expect(crossing([a, b, b, d])).toBeNull();
    expect(
      crossing([
        [0, 0],
        [1, 1],
      ]),
    ).toBeNull();
    expect(crossing([])).toBeNull();
  });
});
