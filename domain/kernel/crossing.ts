import type { Ring } from "./place.ts";

type Corner = Ring[number];

/** Twice the signed area of a triangle: above 0 if the three corners turn left, 0 if they lie on one line. */
const turn = ([ax, ay]: Corner, [bx, by]: Corner, [cx, cy]: Corner): number => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

/** True if a corner on the line through two others lies between them. */
const between = ([x, y]: Corner, [ax, ay]: Corner, [bx, by]: Corner): boolean =>
  Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by);

/** True if two sides have a point in common, an end included. */
function meet(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const [toC, toD, toA, toB] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (Math.sign(toC) * Math.sign(toD) < 0 && Math.sign(toA) * Math.sign(toB) < 0) return true;
  return (
    (toC === 0 && between(c, a, b)) || (toD === 0 && between(d, a, b)) || (toA === 0 && between(a, c, d)) || (toB === 0 && between(b, c, d))
  );
}

/** A ring without its closing corner, which repeats the first. */
export function openRing<C extends Corner>(ring: readonly C[]): readonly C[] {
  const [first, last] = [ring[0], ring.at(-1)];
  const isClosed = ring.length > 3 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
  return isClosed ? ring.slice(0, -1) : ring;
}

/** True if the way from a to b goes back over itself to c. */
const foldsBack = (a: Corner, b: Corner, c: Corner): boolean =>
  turn(a, b, c) === 0 && (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1]) > 0;

/** Metres of a degree of latitude, of an earth with the mean radius. */
const M_PER_DEGREE = 111_195;

/** Area within an open ring, m². Degrees are taken as a plane at the middle latitude, which is exact to some percent within a wilaya. */
export function enclosedM2(ring: Ring): number {
  const lats = ring.map(([, lat]) => lat);
  const middle = (Math.min(...lats) + Math.max(...lats)) / 2;
  const [west = 0, south = 0] = ring[0] ?? [];
  // Counted from a corner of the ring: far from it, small rings are lost in rounding.
  const [toX, toY] = [M_PER_DEGREE * Math.cos((middle * Math.PI) / 180), M_PER_DEGREE];
  const plane = ring.map(([lon, lat]) => [(lon - west) * toX, (lat - south) * toY] as const);
  const twice = plane.reduce((sum, [x, y], nth) => {
    const [nextX, nextY] = plane[(nth + 1) % plane.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/**
 * The first two sides of an open ring that meet elsewhere than at the corner between them; null if there are none. Side `n` leads from
 * corner `n` to the next one; a corner that repeats the one before has no side. Degrees are taken as a plane, as `inRing` takes them. Fewer
 * than three corners have no ring that could cross.
 */
export function crossing(ring: Ring): readonly [number, number] | null {
  const sides = ring.flatMap(([x, y], nth) => {
    const [nextX, nextY] = ring[(nth + 1) % ring.length] ?? [x, y];
    return x === nextX && y === nextY ? [] : [nth];
  });
  const found = crossingOf(sides.map((nth) => ring[nth] ?? [0, 0]));
  const [one = 0, other = 0] = found?.map((nth) => sides[nth] ?? 0) ?? [];
  return found && [one, other];
}

function crossingOf(ring: Ring): readonly [number, number] | null {
  const count = ring.length;
  if (count < 3) return null;
  const at = (nth: number): Corner => ring[nth % count] ?? [0, 0];
  const boxes = boxesOf(ring);
  for (let one = 0; one < count; one++)
    for (let other = one + 1; other < count; other++) {
      if (areApart(boxes, one, other)) continue;
      const [a, b, c, d] = [at(one), at(one + 1), at(other), at(other + 1)];
      const isNext = other === one + 1;
      const isBefore = one === 0 && other === count - 1;
      const crosses = isNext || isBefore ? (isNext && foldsBack(a, b, d)) || (isBefore && foldsBack(c, a, b)) : meet(a, b, c, d);
      if (crosses) return [one, other];
    }
  return null;
}

/** The box around each side, four numbers a side: west, east, south, north. */
function boxesOf(ring: Ring): Float64Array {
  const boxes = new Float64Array(4 * ring.length);
  for (const [nth, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(nth + 1) % ring.length] ?? [x, y];
    boxes.set([Math.min(x, nextX), Math.max(x, nextX), Math.min(y, nextY), Math.max(y, nextY)], 4 * nth);
  }
  return boxes;
}

/** True if the boxes of two sides have no point in common. Without this look a ring of 2,000 corners took 510 ms. */
function areApart(boxes: Float64Array, one: number, other: number): boolean {
  const [a, b] = [4 * one, 4 * other];
  return (
    (boxes[a + 1] ?? 0) < (boxes[b] ?? 0) ||
    (boxes[b + 1] ?? 0) < (boxes[a] ?? 0) ||
    (boxes[a + 3] ?? 0) < (boxes[b + 2] ?? 0) ||
    (boxes[b + 3] ?? 0) < (boxes[a + 2] ?? 0)
  );
}
