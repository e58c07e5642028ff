import { hash } from "../src/live/pattern.ts";
import { box, circle, lid, post, quad } from "./geometry/mesh.ts";
import type { Face, Mesh } from "./geometry/mesh.ts";
import { arcade, crescent, house, shed } from "./models/building.ts";
import { FIRST_FACADE, lampPost, palm, stall, SURFACE } from "./models/street.ts";
import type { SurfaceName } from "./models/street.ts";
import type { Spot } from "./motion.ts";
import type { Facade } from "./surface.ts";
import { colour } from "./geometry/vector.ts";
import type { Colour, Vec } from "./geometry/vector.ts";

type Area = readonly [x0: number, y0: number, x1: number, y1: number];

type House = {
  readonly kind: "house";
  readonly low: Spot;
  readonly high: Spot;
  readonly height: number;
  readonly seed: number;
  readonly bay?: number;
  readonly wall?: Colour;
  readonly shops?: boolean;
  /** Lit windows as a multiple of the hour's share. */
  readonly lit?: number;
};

/** Houses side by side along x or y, from one place on, `depth` deep (negative: towards smaller values). */
type Row = {
  readonly kind: "row";
  readonly from: Spot;
  readonly along: "x" | "y";
  readonly length: number;
  readonly depth: number;
  readonly seed: number;
  /** Storeys at least and at most. */
  readonly storeys: Spot;
  readonly shops?: boolean;
};

/** One still part of a scene as its file describes it. */
export type Part =
  | House
  | Row
  | { readonly kind: "box"; readonly low: Vec; readonly high: Vec; readonly surface: SurfaceName }
  | { readonly kind: "quad"; readonly corners: readonly [Vec, Vec, Vec, Vec]; readonly surface: SurfaceName }
  | {
      readonly kind: "post";
      readonly foot: Vec;
      readonly height: number;
      readonly radius: number;
      readonly topRadius?: number;
      /** Half width along y as a share of that along x. */
      readonly flat?: number;
      readonly points: number;
      readonly surface: SurfaceName;
    }
  | { readonly kind: "lid"; readonly centre: Vec; readonly radius: number; readonly points: number; readonly surface: SurfaceName }
  | {
      /** Upright bars of a fence along x. */
      readonly kind: "bars";
      readonly low: Vec;
      readonly high: Vec;
      readonly width: number;
      readonly every: number;
      readonly surface: SurfaceName;
    }
  /** A raised pavement or island; its top shows the layers of the ground. */
  | { readonly kind: "pavement"; readonly area: Area; readonly height?: number }
  | { readonly kind: "lamp"; readonly foot: Vec; readonly arm: Spot }
  | { readonly kind: "light"; readonly at: Vec; readonly strength: number }
  | { readonly kind: "palms"; readonly feet: readonly Spot[]; readonly height: number }
  | { readonly kind: "stall"; readonly at: Vec; readonly turn: number; readonly seed: number }
  | { readonly kind: "arcade"; readonly from: number; readonly to: number; readonly y: number; readonly height: number }
  | { readonly kind: "shed"; readonly area: Area; readonly height: number; readonly surface: SurfaceName }
  | { readonly kind: "crescent"; readonly at: Vec; readonly radius: number };

/** A light of the street: its place, and its strength against that of an ordinary lamp. */
type StreetLight = { readonly at: Vec; readonly strength: number };

/** The still part of a scene. Faces use `SURFACE` numbers; `facades[i]` is surface `FIRST_FACADE + i`. */
type Still = { readonly mesh: Mesh; readonly facades: readonly Facade[]; readonly lights: readonly StreetLight[] };

const WALLS = [0xd8c09a, 0xe4d6bd, 0xcfa97c, 0xd9b894, 0xe9e2d2, 0xc99d78, 0xdccaa6].map(colour);

/** Puts the parts of a scene together. `windows` is the share of windows lit at its hour. */
export function build(parts: readonly Part[], windows: number): Still {
  const mesh: Face[] = [];
  const facades: Facade[] = [];
  const lights: StreetLight[] = [];
  const add = (faces: Mesh): void => {
    for (const face of faces) mesh.push(face);
  };
  const addHouse = ({ low, high, height, seed, lit = 1, shops = false, ...look }: House): void => {
    const wall = look.wall ?? WALLS[Math.floor(hash(seed, 77) * WALLS.length)] ?? [0.7, 0.6, 0.45];
    facades.push({ wall, seed, storey: 3.2, bay: look.bay ?? 2.7 + hash(seed, 78) * 0.9, shops, lit: windows * lit, height });
    add(house(low, high, height, FIRST_FACADE + facades.length - 1, seed));
  };
  for (const part of parts)
    if (part.kind === "house") addHouse(part);
    else if (part.kind === "row") for (const one of housesOf(part)) addHouse(one);
    else if (part.kind === "light") lights.push(part);
    else if (part.kind === "lamp") {
      const { mesh: lamp, light: at } = lampPost(part.foot, part.arm);
      add(lamp);
      lights.push({ at, strength: 1 });
    } else add(meshOf(part));
  return { mesh, facades, lights };
}

function* housesOf({ from, along, length, depth, seed, storeys: [least, most], shops = false }: Row): Generator<House> {
  let at = 0;
  for (let i = 0; at < length; i++) {
    const width = Math.min(9 + hash(seed, i) * 7, length - at);
    const height = (shops ? 3.4 : 0.6) + 0.9 + 3.2 * Math.round(least + hash(seed, i, 2) * (most - least) - (shops ? 1 : 0));
    const back = depth * (0.82 + 0.18 * hash(seed, i, 3));
    const [x, y] = along === "x" ? [from[0] + at, from[1]] : [from[0], from[1] + at];
    const [x1, y1] = along === "x" ? [x + width, y + back] : [x + back, y + width];
    const [low, high]: [Spot, Spot] = [
      [Math.min(x, x1), Math.min(y, y1)],
      [Math.max(x, x1), Math.max(y, y1)],
    ];
    if (width > 4) yield { kind: "house", low, high, height, seed: seed * 31 + i, shops };
    at += width;
  }
}

type Solid = Exclude<Part, { readonly kind: "house" | "row" | "light" | "lamp" }>;

function meshOf(part: Solid): Mesh {
  switch (part.kind) {
    case "box":
      return box(part.low, part.high, SURFACE[part.surface]);
    case "quad":
      return quad(...part.corners, SURFACE[part.surface]);
    case "post":
      return post(part.foot, part.height, part.radius, SURFACE[part.surface], part.points, part.topRadius, part.flat);
    case "lid":
      return lid(circle(part.centre, [part.radius, 0, 0], [0, part.radius, 0], part.points), SURFACE[part.surface]);
    case "bars": {
      const [[from, y0, z0], [to, y1, z1]] = [part.low, part.high];
      const bars: Face[] = [];
      for (let x = from; x < to; x += part.every) bars.push(...box([x, y0, z0], [x + part.width, y1, z1], SURFACE[part.surface]));
      return bars;
    }
    case "pavement": {
      const [x0, y0, x1, y1] = part.area;
      return box([x0, y0, 0], [x1, y1, part.height ?? 0.15], SURFACE.kerb, SURFACE.ground);
    }
    case "palms":
      return part.feet.flatMap(([x, y], i) =>
        palm([x, y, 0], part.height * (0.85 + 0.3 * hash(i, Math.round(x * 10))), i + Math.round(x * 3 + y)),
      );
    case "stall":
      return stall(part.at, part.turn, part.seed);
    case "arcade":
      return arcade(part.from, part.to, part.y, part.height);
    case "shed":
      return shed(part.area, part.height, SURFACE[part.surface]);
    case "crescent":
      return crescent(part.at, part.radius);
  }
}
