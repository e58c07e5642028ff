import { colour, scale, smoothstep, softNoise } from "./vector.ts";
import type { Colour, Vec } from "./vector.ts";
import type { Surface } from "./surface.ts";

/** A part of the plane. */
export type Shape = (x: number, y: number) => boolean;
/** One layer of the ground; the last layer whose shape holds a place wins. */
export type Layer = { readonly shape: Shape; readonly albedo: (x: number, y: number) => Colour; readonly mirror?: number };

export const everywhere: Shape = () => true;
export const rectangle =
  (x0: number, y0: number, x1: number, y1: number): Shape =>
  (x, y) =>
    x >= x0 && x <= x1 && y >= y0 && y <= y1;
export const disc =
  (cx: number, cy: number, r: number): Shape =>
  (x, y) =>
    (x - cx) ** 2 + (y - cy) ** 2 <= r * r;
export const ring =
  (cx: number, cy: number, inner: number, outer: number): Shape =>
  (x, y) => {
    const d2 = (x - cx) ** 2 + (y - cy) ** 2;
    return d2 >= inner * inner && d2 <= outer * outer;
  };
/** A strip along a straight line, `width` wide; with `dash` and `gap` lengths it is broken. */
export function strip(from: readonly [number, number], to: readonly [number, number], width: number, dash = 0, gap = 0): Shape {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const ux = (to[0] - from[0]) / length;
  const uy = (to[1] - from[1]) / length;
  return (x, y) => {
    const along = (x - from[0]) * ux + (y - from[1]) * uy;
    if (along < 0 || along > length) return false;
    if (Math.abs((x - from[0]) * uy - (y - from[1]) * ux) > width / 2) return false;
    return dash === 0 || along % (dash + gap) < dash;
  };
}

/** A pedestrian crossing: bars as long as the crossing is deep, over a road that runs along y (or along x if `turned`). */
export function zebra(x0: number, y0: number, x1: number, y1: number, turned = false): Shape {
  return (x, y) => {
    if (x < x0 || x > x1 || y < y0 || y > y1) return false;
    return (turned ? y - y0 : x - x0) % 1.1 < 0.55;
  };
}

const ASPHALT = colour(0x6f6c68);
const PAINT = colour(0xd9d7cf);
const SAND = colour(0xc9ad84);
const PAVING = colour(0xa69c8d);
const KERB = colour(0xc7c2b8);

/** Asphalt, a little paler where it is old. */
export const asphalt = (shape: Shape, seed = 1): Layer => ({
  shape,
  albedo: (x, y) => scale(ASPHALT, 0.82 + 0.22 * softNoise(x * 0.11, y * 0.11, seed) + 0.1 * softNoise(x * 0.6, y * 0.14, seed + 1)),
  mirror: 0.02,
});
/** Road paint, worn. */
export const paint = (shape: Shape, tint: Colour = PAINT): Layer => ({
  shape,
  albedo: (x, y) => scale(tint, 0.62 + 0.34 * smoothstep(0.15, 0.6, softNoise(x * 0.5, y * 0.5, 7))),
});
/** Bare sandy ground. */
export const sand = (shape: Shape = everywhere, tint: Colour = SAND): Layer => ({
  shape,
  albedo: (x, y) => scale(tint, 0.78 + 0.2 * softNoise(x * 0.13, y * 0.13, 3) + 0.12 * softNoise(x * 0.7, y * 0.7, 4)),
});
/** Paving slabs of `size` metres with faint joints. */
export const paving = (shape: Shape, size = 1.2, tint: Colour = PAVING): Layer => ({
  shape,
  albedo: (x, y) => {
    const joint = Math.min(Math.abs((x / size) % 1), Math.abs((y / size) % 1)) < 0.035 ? 0.9 : 1;
    return scale(tint, joint * (0.86 + 0.16 * softNoise(x * 0.2, y * 0.2, 12)));
  },
});
export const kerb = (shape: Shape): Layer => ({ shape, albedo: () => KERB });
export const grass = (shape: Shape): Layer => ({
  shape,
  albedo: (x, y) => {
    const dry = softNoise(x * 0.25, y * 0.25, 21);
    return [0.09 + 0.1 * dry, 0.14 + 0.06 * dry, 0.045 + 0.03 * dry];
  },
});

/** The surface of a ground made of layers. */
export function groundSurface(layers: readonly Layer[]): Surface {
  const topFirst = layers.toReversed();
  return (p: Vec) => {
    const layer = topFirst.find((one) => one.shape(p[0], p[1]));
    if (layer === undefined) return { albedo: SAND, glow: null, mirror: 0 };
    return { albedo: layer.albedo(p[0], p[1]), glow: null, mirror: layer.mirror ?? 0 };
  };
}
