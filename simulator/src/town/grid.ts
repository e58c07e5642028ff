import type { Road } from "./avenues.ts";
import type { District } from "./districts.ts";
import { between, centroid, clip, inside, signedArea } from "./plane.ts";
import type { Polygon } from "./plane.ts";
import type { Metres } from "./projection.ts";

/** The streets and the built-over ground of a quarter. */
export type Grid = { readonly streets: readonly Road[]; readonly blocks: readonly Polygon[] };

/** Half the width of a residential street with its pavements, and of an avenue, m. */
const STREET_HALF = 7;
const AVENUE_HALF = 17;
const LEAST_BLOCK_M2 = 1400;

/** Lays a grid over a quarter; `free` are polygons that stay unbuilt. Streets are numbered from `firstNumber` on. */
export function gridOf(district: District, free: readonly Polygon[], firstNumber: number): Grid {
  const turn = (district.turn * Math.PI) / 180;
  const middle = centroid(district.polygon);
  const toLocal = ([x, y]: Metres): Metres => rotate([x - middle[0], y - middle[1]], -turn);
  const toTown = (p: Metres): Metres => {
    const [x, y] = rotate(p, turn);
    return [x + middle[0], y + middle[1]];
  };
  const shape = district.polygon.map(toLocal);
  const [us, vs] = [0, 1].map((axis) => marks(shape, axis === 0 ? 0 : 1, district.pitch[axis === 0 ? 0 : 1])) as [number[], number[]];
  const isFree = (p: Metres): boolean => free.some((polygon) => inside(p, polygon));
  const lines = [
    ...us.slice(1, -1).map((u) => vs.map((v): Metres => [u, v])),
    ...vs.slice(1, -1).map((v) => us.map((u): Metres => [u, v])),
  ];
  const streets = lines
    .flatMap((line) => runs(line, shape).filter((run) => run.length > 1))
    .flatMap((run) => built(run, (p) => isFree(toTown(p))));
  const blocks: Polygon[] = [];
  for (const [i, u] of us.slice(0, -1).entries())
    for (const [j, v] of vs.slice(0, -1).entries()) {
      const [u1, v1] = [us[i + 1] ?? u, vs[j + 1] ?? v];
      const cell: Metres[] = [
        [u + STREET_HALF, v + STREET_HALF],
        [u1 - STREET_HALF, v + STREET_HALF],
        [u1 - STREET_HALF, v1 - STREET_HALF],
        [u + STREET_HALF, v1 - STREET_HALF],
      ];
      const block = clip(cell, shape, AVENUE_HALF).map(toTown);
      if (block.length >= 3 && signedArea(block) >= LEAST_BLOCK_M2 && ![...block, centroid(block)].some(isFree)) blocks.push(block);
    }
  return { streets: streets.map((run, i) => named(run.map(toTown), firstNumber + i)), blocks };
}

const rotate = ([x, y]: Metres, angle: number): Metres => [
  x * Math.cos(angle) - y * Math.sin(angle),
  x * Math.sin(angle) + y * Math.cos(angle),
];

const named = (line: readonly Metres[], number: number): Road => ({
  class: "residential",
  name: { ar: `نهج ${number}`, fr: `Rue ${number}`, en: `Street ${number}` },
  line,
});

/** Evenly spaced marks along one axis that reach over both ends of a shape. */
function marks(shape: Polygon, axis: 0 | 1, pitch: number): number[] {
  const values = shape.map((p) => p[axis]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const count = Math.max(1, Math.round((high - low) / pitch));
  return Array.from({ length: count + 1 }, (_, i) => low + ((high - low) * i) / count);
}

/** The part of a straight line of places inside a convex shape, ended exactly on its sides. */
function runs(line: readonly Metres[], shape: Polygon): Metres[][] {
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined) return [];
  let [from, to] = [0, 1];
  for (const [i, a] of shape.entries()) {
    const b = shape[(i + 1) % shape.length] ?? a;
    const side = ([x, y]: Metres): number => (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
    const [s0, s1] = [side(first), side(last)];
    if (s0 < 0 && s1 < 0) return [];
    if (s0 < 0) from = Math.max(from, s0 / (s0 - s1));
    if (s1 < 0) to = Math.min(to, s0 / (s0 - s1));
  }
  const steps = line.length - 1;
  const shares = [from, ...line.map((_, i) => i / steps).filter((share) => share > from + 0.004 && share < to - 0.004), to];
  return to - from < 0.02 ? [] : [shares.map((share) => between(first, last, share))];
}

/** Cuts a run where it would lead over free ground. */
function built(run: readonly Metres[], isFree: (p: Metres) => boolean): Metres[][] {
  const parts: Metres[][] = [];
  let part: Metres[] = [];
  for (const [i, p] of run.entries()) {
    const before = run[i - 1];
    if (before !== undefined && [0.2, 0.5, 0.8].some((share) => isFree(between(before, p, share)))) {
      if (part.length > 1) parts.push(part);
      part = [];
    }
    part.push(p);
  }
  if (part.length > 1) parts.push(part);
  return parts;
}
