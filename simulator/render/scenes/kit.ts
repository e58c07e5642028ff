import { hash } from "../../src/live/pattern.ts";
import type { Layer } from "../ground.ts";
import type { Light } from "../light.ts";
import { box } from "../mesh.ts";
import type { Face, Mesh } from "../mesh.ts";
import { house, lampPost, palm, SURFACE } from "../models/street.ts";
import { FIRST_FACADE } from "../scene.ts";
import type { Set, StreetLight } from "../scene.ts";
import type { Facade } from "../surface.ts";
import { colour } from "../vector.ts";
import type { Vec } from "../vector.ts";

const WALLS = [0xd8c09a, 0xe4d6bd, 0xcfa97c, 0xd9b894, 0xe9e2d2, 0xc99d78, 0xdccaa6].map(colour);

/** Collects the still part of a scene. */
export type Kit = {
  readonly add: (mesh: Mesh) => void;
  readonly house: (
    low: readonly [number, number],
    high: readonly [number, number],
    height: number,
    seed: number,
    look?: Partial<Facade>,
  ) => void;
  /** Houses side by side along x or y, from one place on, `depth` deep (negative: towards smaller values). */
  readonly row: (options: RowOptions) => void;
  readonly lamp: (foot: Vec, arm: readonly [number, number], strength?: number) => void;
  readonly palms: (feet: readonly (readonly [number, number])[], height?: number) => void;
  readonly pavement: (x0: number, y0: number, x1: number, y1: number) => void;
  readonly done: (ground: readonly Layer[]) => Set;
};

export type RowOptions = {
  readonly from: readonly [number, number];
  readonly along: "x" | "y";
  readonly length: number;
  readonly depth: number;
  readonly seed: number;
  /** Storeys at least and at most. */
  readonly storeys?: readonly [number, number];
  readonly shops?: boolean;
  readonly gap?: number;
};

export function newKit(light: Light): Kit {
  const faces: Face[] = [];
  const facades: Facade[] = [];
  const lights: StreetLight[] = [];
  const add = (mesh: Mesh): void => {
    for (const face of mesh) faces.push(face);
  };
  const addHouse: Kit["house"] = (low, high, height, seed, look = {}) => {
    const wall = WALLS[Math.floor(hash(seed, 77) * WALLS.length)] ?? [0.7, 0.6, 0.45];
    facades.push({ wall, seed, storey: 3.2, bay: 2.7 + hash(seed, 78) * 0.9, shops: false, lit: light.windows, height, ...look });
    add(house(low, high, height, FIRST_FACADE + facades.length - 1, seed));
  };
  return {
    add,
    house: addHouse,
    row: ({ from, along, length, depth, seed, storeys = [2, 4], shops = false, gap = 0 }) => {
      let at = 0;
      for (let i = 0; at < length; i++) {
        const width = Math.min(9 + hash(seed, i) * 7, length - at);
        const high = shops ? 3.4 : 0.6;
        const height = high + 0.9 + 3.2 * Math.round(storeys[0] + hash(seed, i, 2) * (storeys[1] - storeys[0]) - (shops ? 1 : 0));
        const back = depth * (0.82 + 0.18 * hash(seed, i, 3));
        const [x, y] = along === "x" ? [from[0] + at, from[1]] : [from[0], from[1] + at];
        const [x1, y1] = along === "x" ? [x + width, y + back] : [x + back, y + width];
        if (width > 4) addHouse([Math.min(x, x1), Math.min(y, y1)], [Math.max(x, x1), Math.max(y, y1)], height, seed * 31 + i, { shops });
        at += width + (hash(seed, i, 4) < 0.3 ? gap : 0);
      }
    },
    lamp: (foot, arm, strength = 1) => {
      const { mesh, light: at } = lampPost(foot, arm);
      add(mesh);
      lights.push({ at, strength });
    },
    palms: (feet, height = 6.5) => {
      for (const [i, [x, y]] of feet.entries())
        add(palm([x, y, 0], height * (0.85 + 0.3 * hash(i, Math.round(x * 10))), i + Math.round(x * 3 + y)));
    },
    pavement: (x0, y0, x1, y1) => add(box([x0, y0, 0], [x1, y1, 0.15], SURFACE.kerb, SURFACE.ground)),
    done: (ground) => ({ ground, mesh: faces, facades, lights }),
  };
}
