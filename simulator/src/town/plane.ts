import type { Metres } from "./projection.ts";

/** A closed polygon, first corner not repeated. */
export type Polygon = readonly Metres[];

/** True if the place lies inside (even-odd rule). */
export function inside([x, y]: Metres, polygon: Polygon): boolean {
  let within = false;
  for (const [i, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(i + 1) % polygon.length] ?? [0, 0];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

/** Area in square metres, positive if the corners run counter-clockwise. */
export function signedArea(polygon: Polygon): number {
  let sum = 0;
  for (const [i, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(i + 1) % polygon.length] ?? [0, 0];
    sum += ax * by - bx * ay;
  }
  return sum / 2;
}

/** The middle of mass. */
export function centroid(polygon: Polygon): Metres {
  let [sx, sy] = [0, 0];
  for (const [i, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(i + 1) % polygon.length] ?? [0, 0];
    const cross = ax * by - bx * ay;
    sx += (ax + bx) * cross;
    sy += (ay + by) * cross;
  }
  const area = signedArea(polygon) * 6;
  return [sx / area, sy / area];
}

/** The part of `subject` inside the convex, counter-clockwise `window`, each side of it moved inwards by `inset` metres (Sutherland and Hodgman). */
export function clip(subject: Polygon, window: Polygon, inset = 0): Metres[] {
  let result: Metres[] = [...subject];
  for (const [i, a] of window.entries()) {
    const b = window[(i + 1) % window.length] ?? a;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const side = ([x, y]: Metres): number => ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / length - inset;
    const input = result;
    result = [];
    for (const [j, p] of input.entries()) {
      const q = input[(j + 1) % input.length] ?? p;
      const [sp, sq] = [side(p), side(q)];
      if (sp >= 0) result.push(p);
      if (sp >= 0 !== sq >= 0) result.push(between(p, q, sp / (sp - sq)));
    }
  }
  return result;
}

/** The place a share of the way from p to q. */
export const between = (p: Metres, q: Metres, share: number): Metres => [p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share];

export const distance = (a: Metres, b: Metres): number => Math.hypot(b[0] - a[0], b[1] - a[1]);

/** Shares along a→b and c→d where they cross, or null. */
export function crossing(a: Metres, b: Metres, c: Metres, d: Metres): { first: number; second: number } | null {
  const [rx, ry, sx, sy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const det = rx * sy - ry * sx;
  if (Math.abs(det) < 1e-6) return null;
  const first = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / det;
  const second = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / det;
  return { first, second };
}
