import { box, circle, lid, skin, smoothed } from "../geometry/mesh.ts";
import type { Mesh } from "../geometry/mesh.ts";
import type { Vec } from "../geometry/vector.ts";
import { BLINKER, BRAKE_LAMP, coat, GLASS, HEADLAMP, RIM, TAIL_LAMP, TRIM, TYRE } from "./coat.ts";
import type { Model, ModelLamp } from "./model.ts";

/** One cross-section of a body: place along it, sill, waist and roof heights with half widths. */
type Station = readonly [x: number, sill: number, sillHalf: number, waist: number, waistHalf: number, roof: number, roofHalf: number];

const BODY = 0;
const GLAZED = 1;
const DARK = 2;
const COATS = (paint: number) => [coat(paint, 0.3), GLASS, TRIM, TYRE, RIM, HEADLAMP, TAIL_LAMP, BRAKE_LAMP, BLINKER];

const SEDAN: readonly Station[] = [
  [-2.16, 0.42, 0.7, 0.7, 0.74, 0.78, 0.66],
  [-2.06, 0.28, 0.8, 0.8, 0.83, 0.95, 0.7],
  [-1.5, 0.24, 0.83, 0.88, 0.86, 1.0, 0.72],
  [-0.92, 0.22, 0.84, 0.9, 0.87, 1.4, 0.6],
  [-0.24, 0.22, 0.84, 0.9, 0.87, 1.46, 0.62],
  [-0.16, 0.22, 0.84, 0.9, 0.87, 1.46, 0.62],
  [0.42, 0.22, 0.84, 0.9, 0.87, 1.41, 0.61],
  [1.16, 0.22, 0.84, 0.88, 0.86, 0.98, 0.72],
  [1.92, 0.26, 0.8, 0.74, 0.82, 0.84, 0.64],
  [2.14, 0.36, 0.7, 0.6, 0.72, 0.66, 0.56],
];
const HATCHBACK: readonly Station[] = [
  [-1.9, 0.42, 0.7, 0.76, 0.74, 0.86, 0.66],
  [-1.82, 0.28, 0.78, 0.86, 0.82, 1.0, 0.7],
  [-1.45, 0.24, 0.82, 0.92, 0.85, 1.42, 0.6],
  [-0.5, 0.22, 0.83, 0.92, 0.86, 1.5, 0.62],
  [-0.1, 0.22, 0.83, 0.92, 0.86, 1.5, 0.62],
  [-0.02, 0.22, 0.83, 0.92, 0.86, 1.5, 0.62],
  [0.45, 0.22, 0.83, 0.91, 0.86, 1.45, 0.61],
  [1.12, 0.22, 0.83, 0.88, 0.85, 1.0, 0.71],
  [1.72, 0.26, 0.8, 0.76, 0.81, 0.86, 0.63],
  [1.9, 0.36, 0.7, 0.62, 0.72, 0.68, 0.56],
];
const VAN: readonly Station[] = [
  [-2.45, 0.36, 0.82, 1.1, 0.86, 1.96, 0.78],
  [-2.4, 0.28, 0.88, 1.1, 0.92, 2.08, 0.8],
  [-1.0, 0.26, 0.9, 1.12, 0.94, 2.12, 0.82],
  [0.3, 0.26, 0.9, 1.12, 0.94, 2.12, 0.82],
  [0.4, 0.26, 0.9, 1.12, 0.94, 2.12, 0.82],
  [1.15, 0.26, 0.9, 1.12, 0.94, 2.04, 0.8],
  [1.2, 0.26, 0.9, 1.12, 0.94, 2.02, 0.8],
  [1.85, 0.26, 0.9, 1.1, 0.92, 1.24, 0.78],
  [2.3, 0.3, 0.84, 0.86, 0.88, 0.98, 0.7],
  [2.46, 0.4, 0.76, 0.64, 0.8, 0.7, 0.62],
];

/** The skin of a body over its stations. `glazed` says which pieces are glass: 0 roof, 1 and 7 rail, 2 and 6 side, the rest body. */
function bodyOver(stations: readonly Station[], surfaceOf: (station: number, side: number) => number): Mesh {
  const rings = stations.map(([x, sill, sillHalf, waist, waistHalf, roof, roofHalf]): Vec[] => {
    const rail = Math.max(waist + 0.02, roof - 0.09);
    const railHalf = Math.min(waistHalf, roofHalf + 0.05);
    return [
      [x, roofHalf, roof],
      [x, -roofHalf, roof],
      [x, -railHalf, rail],
      [x, -waistHalf, waist],
      [x, -sillHalf, sill],
      [x, sillHalf, sill],
      [x, waistHalf, waist],
      [x, railHalf, rail],
    ];
  });
  const [rear = [], front = []] = [rings[0], rings.at(-1)];
  return smoothed([...skin(rings, surfaceOf), ...lid(rear.toReversed(), BODY), ...lid(front, BODY)], 38);
}

/** A wheel standing on the ground, its axle along y; `out` is the outer face's y. */
export function wheel(x: number, out: number, radius: number, width: number, tyre: number, rim: number): Mesh {
  const ring = (y: number, r: number): Vec[] => circle([x, y, radius], [r, 0, 0], [0, 0, r], 16);
  const inner = out - Math.sign(out) * width;
  const rings = out > 0 ? [ring(out, radius), ring(inner, radius)] : [ring(inner, radius), ring(out, radius)];
  const face = ring(out, radius);
  const hub = ring(out + Math.sign(out) * 0.01, radius * 0.6);
  const turn = (r: Vec[]): Vec[] => (out > 0 ? r.toReversed() : r);
  return [...skin(rings, tyre), ...lid(turn(face), tyre), ...lid(turn(hub), rim)];
}

/** A pair of mirrored boxes. */
export const both = (low: Vec, high: Vec, surface: number): Mesh => [
  ...box(low, high, surface),
  ...box([low[0], -high[1], low[2]], [high[0], -low[1], high[2]], surface),
];

function carOf(stations: readonly Station[], kind: "car" | "van", paint: number, glassFrom: number): Model {
  const nose = stations.at(-1)?.[0] ?? 2;
  const tail = stations[0]?.[0] ?? -2;
  const screen = stations.length - 4;
  const pillar = 4;
  const surfaceOf = (i: number, side: number): number => {
    if (side === 4) return DARK;
    if (side === 0 && i === screen) return GLAZED;
    if (side === 0 && kind === "car" && i === glassFrom - 1) return GLAZED;
    const isSide = side === 2 || side === 6;
    return isSide && i >= glassFrom && i <= screen && i !== pillar ? GLAZED : BODY;
  };
  const axle = kind === "van" ? 1.55 : nose * 0.63;
  const half = kind === "van" ? 0.93 : 0.86;
  const radius = kind === "van" ? 0.35 : 0.31;
  const z = kind === "van" ? 0.82 : 0.66;
  const mesh: Mesh = [
    ...bodyOver(stations, surfaceOf),
    ...[axle, -axle].flatMap((x) => [half, -half].flatMap((y) => wheel(x, y, radius, 0.22, 3, 4))),
    ...both([nose - 0.16, half - 0.36, z - 0.1], [nose - 0.03, half - 0.1, z + 0.06], 5),
    ...both([nose - 0.3, half - 0.12, z - 0.08], [nose - 0.12, half - 0.03, z + 0.03], 8),
    ...both([tail - 0.01, half - 0.26, z + 0.02], [tail + 0.12, half - 0.08, z + 0.24], 6),
    ...both([tail - 0.015, half - 0.4, z + 0.04], [tail + 0.12, half - 0.27, z + 0.18], 7),
    ...both([tail + 0.03, half - 0.14, z - 0.12], [tail + 0.14, half - 0.05, z - 0.02], 8),
    ...both([0.72, half - 0.02, 0.92], [0.92, half + 0.12, 1.06], BODY),
    ...box([tail - 0.012, -0.26, z - 0.14], [tail + 0.1, 0.26, z - 0.02], 4),
    ...box([nose - 0.1, -0.45, 0.34], [nose + 0.012, 0.45, 0.44], DARK),
  ];
  return {
    class: kind,
    length: nose - tail,
    width: half * 2,
    mesh: () => mesh,
    coats: COATS(paint),
    lamps: lampsAt(nose, tail, half - 0.22, z),
  };
}

/** The eight lamps of a vehicle. */
export function lampsAt(nose: number, tail: number, half: number, z: number): ModelLamp[] {
  return [half, -half].flatMap((y): ModelLamp[] => [
    { at: [nose, y, z], kind: "head" },
    { at: [tail, y, z + 0.1], kind: "tail" },
    { at: [tail, y * 0.8, z + 0.1], kind: "brake" },
    { at: [nose - 0.15, y * 1.25, z], kind: "blink" },
    { at: [tail + 0.05, y * 1.2, z - 0.06], kind: "blink" },
  ]);
}

export const sedan = (paint: number): Model => carOf(SEDAN, "car", paint, 3);
export const hatchback = (paint: number): Model => carOf(HATCHBACK, "car", paint, 2);
export const van = (paint: number): Model => carOf(VAN, "van", paint, 5);
