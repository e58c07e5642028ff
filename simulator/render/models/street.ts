import { hash } from "../../src/live/pattern.ts";
import { circle, post, quad, skin, triangle } from "../geometry/mesh.ts";
import type { Face, Mesh } from "../geometry/mesh.ts";
import { add, cross, scale, unit } from "../geometry/vector.ts";
import type { Vec } from "../geometry/vector.ts";

/** Surface numbers that every stage has. */
export const SURFACE = {
  ground: 0,
  metal: 1,
  lamp: 2,
  trunk: 3,
  frond: 4,
  kerb: 5,
  roof: 6,
  tank: 7,
  stone: 8,
  white: 9,
  red: 10,
  awning: 11,
  wood: 12,
  dates: 13,
} as const;
export type SurfaceName = keyof typeof SURFACE;
/** The surfaces of house fronts follow. */
export const FIRST_FACADE = 16;

/** A date palm: a scarred trunk, a crown of arched fronds with single leaflets. */
export function palm(foot: Vec, height: number, seed: number): Mesh {
  const lean: Vec = [(hash(seed, 1) - 0.5) * 0.7, (hash(seed, 2) - 0.5) * 0.7, 0];
  const rings = [0, 0.2, 0.45, 0.7, 0.9, 1].map((k) => {
    const r = k === 0 ? 0.3 : k === 1 ? 0.26 : 0.19 + 0.02 * (1 - k);
    return circle(add(add(foot, scale(lean, k * k)), [0, 0, height * k]), [r, 0, 0], [0, r, 0], 9);
  });
  const crown = add(add(foot, lean), [0, 0, height]);
  const faces: Face[] = [...skin(rings, SURFACE.trunk)];
  const fronds = 34;
  for (let i = 0; i < fronds; i++) {
    const turn = i * 2.399963 + hash(seed, 3) * 6;
    const rise = 1.25 - 1.75 * (i / fronds) + 0.2 * hash(seed, i, 5);
    faces.push(...frond(crown, turn, rise, 2.3 + 0.7 * hash(seed, i, 6), seed * 50 + i));
  }
  for (let i = 0; i < 5; i++) {
    const turn = i * 1.3 + seed;
    faces.push(...post(add(crown, [Math.cos(turn) * 0.4, Math.sin(turn) * 0.4, -0.85]), 0.6, 0.14, SURFACE.dates, 6, 0.05));
  }
  return faces;
}

function frond(base: Vec, turn: number, rise: number, length: number, seed: number): Mesh {
  const out: Vec = [Math.cos(turn), Math.sin(turn), 0];
  const side: Vec = [-out[1], out[0], 0];
  const spine = (k: number): Vec =>
    add(base, add(scale(out, length * (k - 0.22 * k * k) * Math.cos(rise * 0.6)), [0, 0, length * (Math.sin(rise) * k - 0.75 * k * k)]));
  const faces: Face[] = [];
  const steps = 13;
  for (let s = 1; s < steps; s++) {
    const k = s / steps;
    const at = spine(k);
    const next = spine(k + 0.075);
    const forward = unit([next[0] - at[0], next[1] - at[1], next[2] - at[2]]);
    const leaf = 0.62 * Math.sin(Math.PI * (0.18 + 0.72 * k)) * (0.9 + 0.2 * hash(seed, s));
    for (const hand of [1, -1]) {
      const tip = add(at, add(scale(side, hand * leaf), add(scale(forward, leaf * 0.75), [0, 0, -0.24 * leaf - 0.1 * k])));
      faces.push(triangle(at, next, tip, SURFACE.frond));
    }
    const up = unit(cross(side, forward));
    faces.push(triangle(add(at, scale(side, 0.03)), add(at, scale(side, -0.03)), add(next, scale(up, 0.01)), SURFACE.frond));
  }
  return faces;
}

/** A street lamp whose arm reaches out by (ax, ay); gives the mesh and where its light hangs. */
export function lampPost(foot: Vec, arm: readonly [number, number], height = 8.5): { mesh: Mesh; light: Vec } {
  const top = add(foot, [0, 0, height]);
  const end = add(top, [arm[0], arm[1], 0.35]);
  const across = unit(cross(unit([arm[0], arm[1], 0.35]), [0, 0, 1]));
  const beam = (from: Vec, to: Vec, r: number): Mesh =>
    skin([circle(from, scale(across, r), [0, 0, r], 6), circle(to, scale(across, r), [0, 0, r], 6)], SURFACE.metal);
  const h: Vec = unit([arm[0], arm[1], 0]);
  const corner = (u: number, v: number, z: number): Vec => add(end, add(add(scale(h, u), scale(across, v)), [0, 0, z]));
  const head: Mesh = [
    ...quad(corner(-0.1, -0.16, -0.07), corner(-0.1, 0.16, -0.07), corner(0.62, 0.16, -0.07), corner(0.62, -0.16, -0.07), SURFACE.lamp),
    ...quad(corner(-0.1, -0.16, 0.06), corner(0.62, -0.16, 0.06), corner(0.62, 0.16, 0.06), corner(-0.1, 0.16, 0.06), SURFACE.metal),
    ...quad(corner(-0.1, -0.16, -0.07), corner(0.62, -0.16, -0.07), corner(0.62, -0.16, 0.06), corner(-0.1, -0.16, 0.06), SURFACE.metal),
    ...quad(corner(0.62, 0.16, -0.07), corner(-0.1, 0.16, -0.07), corner(-0.1, 0.16, 0.06), corner(0.62, 0.16, 0.06), SURFACE.metal),
  ];
  return {
    mesh: [
      ...post(foot, height, 0.1, SURFACE.metal, 8, 0.06),
      ...post(foot, 0.9, 0.16, SURFACE.metal, 8),
      ...beam(top, end, 0.045),
      ...head,
    ],
    light: corner(0.26, 0, -0.15),
  };
}

/** A table under an awning, for a market. */
export function stall(at: Vec, turn: number, seed: number): Mesh {
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  const spot = (x: number, y: number, z: number): Vec => [at[0] + x * c - y * s, at[1] + x * s + y * c, at[2] + z];
  const legs = [-1.3, 1.3].flatMap((x) => [-0.9, 0.9].flatMap((y) => post(spot(x, y, 0), 2.1, 0.035, SURFACE.metal, 5)));
  const cloth = seed % 2 === 0 ? SURFACE.awning : SURFACE.white;
  const roof = [
    ...quad(spot(-1.5, -1.1, 2.05), spot(1.5, -1.1, 2.05), spot(1.5, 0, 2.5), spot(-1.5, 0, 2.5), cloth),
    ...quad(spot(-1.5, 0, 2.5), spot(1.5, 0, 2.5), spot(1.5, 1.1, 2.05), spot(-1.5, 1.1, 2.05), cloth),
  ];
  const table = [
    ...quad(spot(-1.3, -0.7, 0.85), spot(1.3, -0.7, 0.85), spot(1.3, 0.5, 0.95), spot(-1.3, 0.5, 0.95), SURFACE.wood),
    ...quad(spot(-1.3, -0.7, 0), spot(1.3, -0.7, 0), spot(1.3, -0.7, 0.85), spot(-1.3, -0.7, 0.85), SURFACE.wood),
  ];
  const goods = Array.from({ length: 5 }, (_, i) =>
    post(
      spot(-1.05 + i * 0.52, -0.25, 0.9),
      0.16 + 0.12 * hash(seed, i),
      0.2,
      [SURFACE.red, SURFACE.frond, SURFACE.dates, SURFACE.white, SURFACE.awning][(i + seed) % 5] ?? SURFACE.red,
      7,
      0.12,
    ),
  );
  return [...legs, ...roof, ...table, ...goods.flat()];
}
