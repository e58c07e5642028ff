/** A line on the ground that things follow, with its length measured. */
export type Path = { readonly length: number; readonly at: (distance: number) => { x: number; y: number; heading: number } };
export type Spot = readonly [number, number];

/** A path through spots; corners are rounded with `radius` (m) where the legs are long enough. */
export function pathThrough(spots: readonly Spot[], radius = 0): Path {
  const line = radius > 0 ? rounded(spots, radius) : spots;
  const marks: number[] = [0];
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1] ?? ZERO, line[i] ?? ZERO];
    marks.push((marks[i - 1] ?? 0) + Math.hypot(b[0] - a[0], b[1] - a[1]));
  }
  const length = marks.at(-1) ?? 0;
  const point = (distance: number): Spot => {
    let i = marks.findIndex((mark) => mark > distance);
    if (i < 0) i = line.length - 1;
    i = Math.max(1, i);
    const [from, to] = [marks[i - 1] ?? 0, marks[i] ?? 1];
    const k = (distance - from) / (to - from || 1);
    const [a, b] = [line[i - 1] ?? ZERO, line[i] ?? ZERO];
    return [a[0] + (b[0] - a[0]) * k, a[1] + (b[1] - a[1]) * k];
  };
  return {
    length,
    at: (distance) => {
      const [x, y] = point(distance);
      const [bx, by] = point(distance - 0.9);
      const [ax, ay] = point(distance + 0.9);
      return { x, y, heading: Math.atan2(ay - by, ax - bx) };
    },
  };
}

/** An arc of a circle as spots, from one angle to another (degrees, counter-clockwise from x; falling angles run clockwise). */
export function arc(cx: number, cy: number, r: number, from: number, to: number): Spot[] {
  const steps = Math.max(2, Math.ceil(Math.abs(to - from) / 4));
  return Array.from({ length: steps + 1 }, (_, i): Spot => {
    const a = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [cx + r * Math.cos(a), cy + r * Math.sin(a)];
  });
}

const ZERO: Spot = [0, 0];

function rounded(spots: readonly Spot[], radius: number): Spot[] {
  const out: Spot[] = [];
  for (const [i, spot] of spots.entries()) {
    const [before, after] = [spots[i - 1], spots[i + 1]];
    if (before === undefined || after === undefined) {
      out.push(spot);
      continue;
    }
    const inLength = Math.hypot(spot[0] - before[0], spot[1] - before[1]);
    const outLength = Math.hypot(after[0] - spot[0], after[1] - spot[1]);
    const cut = Math.min(radius, inLength / 2, outLength / 2);
    const a: Spot = [spot[0] + ((before[0] - spot[0]) * cut) / inLength, spot[1] + ((before[1] - spot[1]) * cut) / inLength];
    const b: Spot = [spot[0] + ((after[0] - spot[0]) * cut) / outLength, spot[1] + ((after[1] - spot[1]) * cut) / outLength];
    for (let k = 0; k <= 12; k++) {
      const t = k / 12;
      const [u, v, w] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
      out.push([a[0] * u + spot[0] * v + b[0] * w, a[1] * u + spot[1] * v + b[1] * w]);
    }
  }
  return out;
}

/** Seconds and the metres covered by then; rising in both. */
export type Knot = readonly [seconds: number, metres: number];

/** Distance along a path over time: smooth through the knots, never backwards (Fritsch and Carlson 1980). */
export function distanceAt(knots: readonly Knot[], seconds: number): number {
  const last = knots.length - 1;
  const i = Math.max(
    0,
    Math.min(last - 1, knots.findIndex((knot) => knot[0] > seconds) < 0 ? last - 1 : knots.findIndex((knot) => knot[0] > seconds) - 1),
  );
  const [[t0, s0], [t1, s1]] = [knots[i] ?? [0, 0], knots[i + 1] ?? [1, 0]];
  const h = t1 - t0 || 1;
  const k = (seconds - t0) / h;
  const [m0, m1] = [slopeAt(knots, i) * h, slopeAt(knots, i + 1) * h];
  if (k <= 0) return s0 + m0 * k;
  if (k >= 1) return s1 + m1 * (k - 1);
  return (1 + 2 * k) * (1 - k) ** 2 * s0 + k * (1 - k) ** 2 * m0 + k * k * (3 - 2 * k) * s1 + k * k * (k - 1) * m1;
}

function slopeAt(knots: readonly Knot[], i: number): number {
  const slope = (j: number): number => {
    const [a, b] = [knots[j], knots[j + 1]];
    return a === undefined || b === undefined ? 0 : (b[1] - a[1]) / (b[0] - a[0] || 1);
  };
  if (i === 0) return slope(0);
  if (i === knots.length - 1) return slope(i - 1);
  const [a, b] = [slope(i - 1), slope(i)];
  return a <= 0 || b <= 0 ? 0 : (2 * a * b) / (a + b);
}

/** Knots for one steady speed over a path. */
export const steady = (path: Path, metresPerSecond: number): Knot[] => [
  [0, 0],
  [path.length / metresPerSecond, path.length],
];
