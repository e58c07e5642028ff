import { colour, scale, smoothstep, softNoise } from "./geometry/vector.ts";
import type { Colour, Vec } from "./geometry/vector.ts";
import type { Surface } from "./surface.ts";

/** A part of the plane. */
type Shape = (x: number, y: number) => boolean;

const rectangle =
  (x0: number, y0: number, x1: number, y1: number): Shape =>
  (x, y) =>
    x >= x0 && x <= x1 && y >= y0 && y <= y1;

function ring(cx: number, cy: number, inner: number, outer: number): Shape {
  return (x, y) => {
    const d2 = (x - cx) ** 2 + (y - cy) ** 2;
    return d2 >= inner * inner && d2 <= outer * outer;
  };
}

/** A thin circle, broken every 15°. */
function dashedRing(cx: number, cy: number, r: number): Shape {
  return (x, y) => {
    const turn = (Math.atan2(y - cy, x - cx) / Math.PI) * 180 + 180;
    return Math.abs(Math.hypot(x - cx, y - cy) - r) < 0.07 && turn % 15 < 7;
  };
}

/** A strip along a straight line, `width` wide; with `dash` and `gap` lengths it is broken. */
function strip(x0: number, y0: number, x1: number, y1: number, width: number, dash = 0, gap = 0): Shape {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const ux = (x1 - x0) / length;
  const uy = (y1 - y0) / length;
  return (x, y) => {
    const along = (x - x0) * ux + (y - y0) * uy;
    if (along < 0 || along > length) return false;
    if (Math.abs((x - x0) * uy - (y - y0) * ux) > width / 2) return false;
    return dash === 0 || along % (dash + gap) < dash;
  };
}

/** A pedestrian crossing: bars as long as the crossing is deep, over a road that runs along y (or along x if `turned` is 1). */
function zebra(x0: number, y0: number, x1: number, y1: number, turned = 0): Shape {
  const inside = rectangle(x0, y0, x1, y1);
  return (x, y) => inside(x, y) && (turned === 1 ? y - y0 : x - x0) % 1.1 < 0.55;
}

/** Lines on both sides of the middle of a road that is straight up to y = 66 m and then bends to the right. */
function bend(offset: number, halfWidth: number, dash = 0): Shape {
  return (x, y) => {
    const middle = y < 66 ? 0 : ((y - 66) ** 2 / 2200) * 1.55;
    return Math.abs(Math.abs(x - middle) - offset) < halfWidth && (dash === 0 || y % (2 * dash) < dash);
  };
}

const SHAPES = { rectangle, ring, dashedRing, strip, zebra, bend } satisfies Record<string, (...numbers: number[]) => Shape>;

type Tuning = { readonly seed?: number; readonly size?: number; readonly tint?: Colour };
type Look = { readonly albedo: (x: number, y: number) => Colour; readonly mirror?: number };

const ASPHALT = colour(0x6f6c68);
const PAINT = colour(0xd9d7cf);
const SAND = colour(0xc9ad84);
const PAVING = colour(0xa69c8d);
const KERB = colour(0xc7c2b8);

const MATERIALS = {
  /** A little paler in old places. */
  asphalt: ({ seed = 1 }) => ({
    albedo: (x, y) => scale(ASPHALT, 0.82 + 0.22 * softNoise(x * 0.11, y * 0.11, seed) + 0.1 * softNoise(x * 0.6, y * 0.14, seed + 1)),
    mirror: 0.02,
  }),
  /** Worn road paint. */
  paint: ({ tint = PAINT }) => ({
    albedo: (x, y) => scale(tint, 0.62 + 0.34 * smoothstep(0.15, 0.6, softNoise(x * 0.5, y * 0.5, 7))),
  }),
  sand: ({ tint = SAND }) => ({
    albedo: (x, y) => scale(tint, 0.78 + 0.2 * softNoise(x * 0.13, y * 0.13, 3) + 0.12 * softNoise(x * 0.7, y * 0.7, 4)),
  }),
  /** Slabs of `size` metres with faint joints. */
  paving: ({ size = 1.4, tint = PAVING }) => ({
    albedo: (x, y) => {
      const joint = Math.min(Math.abs((x / size) % 1), Math.abs((y / size) % 1)) < 0.035 ? 0.9 : 1;
      return scale(tint, joint * (0.86 + 0.16 * softNoise(x * 0.2, y * 0.2, 12)));
    },
  }),
  kerb: () => ({ albedo: () => KERB }),
  grass: () => ({
    albedo: (x, y) => {
      const dry = softNoise(x * 0.25, y * 0.25, 21);
      return [0.09 + 0.1 * dry, 0.14 + 0.06 * dry, 0.045 + 0.03 * dry];
    },
  }),
} satisfies Record<string, (tuning: Tuning) => Look>;

/** One layer of the ground as a scene describes it; without a shape it is everywhere. */
export type Layer = Tuning & {
  readonly material: keyof typeof MATERIALS;
  readonly shape?: readonly [keyof typeof SHAPES, ...number[]];
  /** Rectangles in which the layer is missing. */
  readonly except?: readonly (readonly [number, number, number, number])[];
};

function shapeOf({ shape, except = [] }: Layer): Shape {
  if (shape === undefined) return () => true;
  const [name, ...numbers] = shape;
  const form: (...numbers: number[]) => Shape = SHAPES[name];
  const inside = form(...numbers);
  const holes = except.map((hole) => rectangle(...hole));
  return (x, y) => inside(x, y) && !holes.some((hole) => hole(x, y));
}

/** The surface of a ground made of layers: the last one whose shape holds a place wins. */
export function groundSurface(layers: readonly Layer[]): Surface {
  const topFirst = layers.toReversed().map((layer) => {
    const material: (tuning: Tuning) => Look = MATERIALS[layer.material];
    return { inside: shapeOf(layer), look: material(layer) };
  });
  return ([x, y]: Vec) => {
    const look = topFirst.find(({ inside }) => inside(x, y))?.look;
    return { albedo: look?.albedo(x, y) ?? SAND, glow: null, mirror: look?.mirror ?? 0 };
  };
}
