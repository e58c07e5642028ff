import { circle, lid, skin } from "../geometry/mesh.ts";
import type { Mesh } from "../geometry/mesh.ts";
import type { Vec } from "../geometry/vector.ts";
import { coat } from "./coat.ts";
import type { Coat } from "./coat.ts";
import type { Model } from "./model.ts";

/** Clothes of a person: trousers and shirt, or a robe down to the ankles. */
type Outfit = { readonly top: number; readonly legs: number; readonly robe?: boolean; readonly head?: number | undefined };

const STAND = 0.5;

/** A walker; `stride` 0 to 1 is one full step cycle. A stride of −1 stands still. */
export function person(outfit: Outfit, height = 1.72): Model {
  const coats: Coat[] = [coat(outfit.top), coat(outfit.legs), coat(0xa87b58), coat(outfit.head ?? 0x1f1a17), coat(0x2b2624)];
  const k = height / 1.72;
  const mesh = (stride: number): Mesh => {
    const swing = stride < 0 ? 0 : Math.sin(stride * 2 * Math.PI);
    const bob = stride < 0 ? 0 : Math.abs(Math.cos(stride * 2 * Math.PI)) * 0.025;
    const z = (value: number): number => (value + bob) * k;
    const torso = outfit.robe === true ? robe(z, swing) : trunk(z);
    const legs = outfit.robe === true ? feet(swing, k) : [leg(0.1, swing, z, k), leg(-0.1, -swing, z, k)].flat();
    return [...torso, ...legs, ...arm(0.25, -swing, z), ...arm(-0.25, swing, z), ...head(z)];
  };
  return { class: "person", length: 0.55, width: 0.6, mesh, coats, lamps: [] };
}

type Lift = (value: number) => number;

const oval = (x: number, y: number, z: number, rx: number, ry: number): Vec[] => circle([x, y, z], [rx, 0, 0], [0, ry, 0], 10);
const capped = (rings: readonly Vec[][], surface: number): Mesh => [...skin(rings, surface), ...lid(rings.at(-1) ?? [], surface)];

const trunk = (z: Lift): Mesh =>
  capped(
    [oval(0, 0, z(0.82), 0.12, 0.17), oval(0, 0, z(1.05), 0.12, 0.165), oval(0, 0, z(1.32), 0.13, 0.21), oval(0, 0, z(1.45), 0.07, 0.13)],
    0,
  );

const robe = (z: Lift, swing: number): Mesh =>
  capped(
    [
      oval(0, 0, z(0.1), 0.2 + 0.05 * Math.abs(swing), 0.22),
      oval(0, 0, z(0.6), 0.16, 0.2),
      oval(0, 0, z(1.05), 0.13, 0.18),
      oval(0, 0, z(1.32), 0.13, 0.21),
      oval(0, 0, z(1.45), 0.07, 0.13),
    ],
    0,
  );

function leg(y: number, swing: number, z: Lift, k: number): Mesh {
  const ahead = swing * 0.3;
  const knee = Math.max(0, swing) * 0.1 + ahead * STAND;
  const lift = Math.max(0, -swing) * 0.08;
  const ring = (x: number, height: number, r: number): Vec[] => oval(x, y, height, r, r);
  const rings = [ring(ahead, (0.06 + lift) * k, 0.05), ring(knee, (0.46 + lift / 2) * k, 0.07), ring(0, z(0.86), 0.095)];
  return [...skin(rings, 1), ...shoe(ahead, y, lift * k)];
}

const shoe = (x: number, y: number, z: number): Mesh =>
  capped([oval(x + 0.05, y, z, 0.13, 0.055), oval(x + 0.03, y, z + 0.08, 0.09, 0.05)], 4);
const feet = (swing: number, k: number): Mesh => [shoe(swing * 0.2, 0.09, 0), shoe(-swing * 0.2, -0.09, 0.01 * k)].flat();

function arm(y: number, swing: number, z: Lift): Mesh {
  const out = Math.sign(y) * 0.03;
  const ring = (x: number, dy: number, height: number, r: number): Vec[] => oval(x, y + dy, height, r, r);
  const hand = capped([ring(swing * 0.24, out, z(0.72), 0.035), ring(swing * 0.22, out, z(0.82), 0.04)], 2);
  return [
    ...capped([ring(swing * 0.22, out, z(0.8), 0.045), ring(swing * 0.1, out, z(1.08), 0.05), ring(0, -out, z(1.4), 0.06)], 0),
    ...hand,
  ];
}

function head(z: Lift): Mesh {
  const face = [oval(0.01, 0, z(1.44), 0.055, 0.05), oval(0.02, 0, z(1.5), 0.085, 0.075), oval(0.02, 0, z(1.6), 0.1, 0.082)];
  const hair = [oval(-0.005, 0, z(1.59), 0.108, 0.09), oval(-0.005, 0, z(1.67), 0.098, 0.082), oval(-0.005, 0, z(1.72), 0.05, 0.045)];
  return [...capped(face, 2), ...capped(hair, 3)];
}
