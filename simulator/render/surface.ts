import { hash } from "../src/live/pattern.ts";
import { clamp, colour, mix, scale, smoothstep, softNoise } from "./geometry/vector.ts";
import type { Colour, Vec } from "./geometry/vector.ts";

/** Light that a place of a surface reflects and emits. */
type Paint = {
  readonly albedo: Colour;
  readonly glow: Colour | null;
  /** Share of the sky it mirrors, 0 to 1. */ readonly mirror: number;
};

/** The look of static geometry. */
export type Surface = (p: Vec, normal: Vec) => Paint;

export const matt = (albedo: Colour): Surface => {
  const paint = { albedo, glow: null, mirror: 0 };
  return () => paint;
};

/** A matt surface whose colour depends on the place. */
export const uneven =
  (albedo: (p: Vec) => Colour): Surface =>
  (p) => ({ albedo: albedo(p), glow: null, mirror: 0 });

/** A surface that shines by itself. */
export const shining = (albedo: Colour, glow: Colour): Surface => {
  const paint = { albedo, glow, mirror: 0 };
  return () => paint;
};

export type Facade = {
  readonly wall: Colour;
  readonly seed: number;
  /** Storeys are this high, bays this wide, m. */
  readonly storey: number;
  readonly bay: number;
  /** Ground floor with shops and roller shutters. */
  readonly shops: boolean;
  /** Share of windows lit, and the whole building's height, m. */
  readonly lit: number;
  readonly height: number;
};

const GLASS = colour(0x27313a);
const SHUTTERS = [colour(0x6f8f87), colour(0x9aa0a3), colour(0x7d8ca3), colour(0xa8927a), colour(0x58708c)];
const WARM: Colour = [0.42, 0.3, 0.15];
const WHITE: Colour = [0.28, 0.3, 0.3];

/** A plastered house front: windows in bays and storeys, a base course, shops; laid out along the wall by its own direction. */
export function facade(f: Facade): Surface {
  const frame = scale(f.wall, 1.12);
  const base = scale(f.wall, 0.72);
  return (p, n) => {
    if (n[2] > 0.5) return { albedo: scale(f.wall, 0.8), glow: null, mirror: 0 };
    const along = p[0] * -n[1] + p[1] * n[0] + 500;
    const side = Math.round((Math.atan2(n[1], n[0]) / Math.PI) * 2);
    const stain = 0.94 + 0.1 * softNoise(along * 0.23, p[2] * 0.31, f.seed) - 0.06 * smoothstep(1.2, 0, p[2]);
    const wall = scale(f.wall, stain);
    if (p[2] < (f.shops ? 3.4 : 0.6))
      return f.shops ? shopFront(f, along, p[2], side, wall) : { albedo: scale(base, stain), glow: null, mirror: 0 };
    const bottom = f.shops ? 3.4 : 0.6;
    const level = Math.floor((p[2] - bottom) / f.storey);
    const high = (p[2] - bottom) / f.storey - level;
    if (p[2] > f.height - 0.9) return { albedo: p[2] > f.height - 0.75 ? frame : scale(wall, 0.86), glow: null, mirror: 0 };
    const bay = Math.floor(along / f.bay);
    const across = along / f.bay - bay;
    const inset = Math.max(Math.abs(across - 0.5) / 0.21, Math.abs(high - 0.52) / 0.27);
    if (inset > 1.14 || hash(bay, side, f.seed) < 0.12) return { albedo: wall, glow: null, mirror: 0 };
    if (inset > 1) return { albedo: frame, glow: null, mirror: 0 };
    const dice = hash(bay * 7 + level, side + 11, f.seed);
    if (dice < f.lit) {
      const curtain = 0.55 + 0.45 * smoothstep(0.5, 0.3, Math.abs(across - 0.5) + 0.2 * hash(bay, level, 5));
      return { albedo: GLASS, glow: scale(dice < f.lit * 0.7 ? WARM : WHITE, curtain * (0.5 + hash(level, bay, f.seed))), mirror: 0.05 };
    }
    if (dice > 0.74) return { albedo: scale(SHUTTERS[Math.floor(hash(f.seed, 3) * 5)] ?? GLASS, 0.9), glow: null, mirror: 0 };
    return { albedo: GLASS, glow: null, mirror: 0.35 };
  };
}

function shopFront(f: Facade, along: number, z: number, side: number, wall: Colour): Paint {
  const bay = Math.floor(along / (f.bay * 1.3));
  const across = along / (f.bay * 1.3) - bay;
  const shutter = SHUTTERS[Math.floor(hash(bay, f.seed, side) * 5)] ?? GLASS;
  if (z > 2.75) {
    const sign = hash(bay, f.seed, 9) < 0.6 && Math.abs(across - 0.5) < 0.42 && z < 3.3;
    const lit = sign && f.lit > 0 && hash(bay, f.seed, 17) < 0.5;
    return {
      albedo: sign ? mix(shutter, [0.6, 0.6, 0.55], 0.35) : wall,
      glow: lit ? scale(mix(shutter, [0.8, 0.7, 0.5], 0.5), 0.5) : null,
      mirror: 0,
    };
  }
  if (Math.abs(across - 0.5) > 0.41 || z < 0.15) return { albedo: scale(wall, 0.9), glow: null, mirror: 0 };
  const open = hash(bay, side, f.seed + 4) < 0.42;
  if (!open) return { albedo: scale(shutter, 0.82 + 0.06 * Math.sin(z * 22)), glow: null, mirror: 0.02 };
  const inside = f.lit > 0 ? scale(WARM, 0.9 * clamp(z / 2.7, 0.25, 1)) : null;
  return { albedo: [0.06, 0.055, 0.05], glow: inside, mirror: 0.12 };
}
