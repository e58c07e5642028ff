import { hash } from "../../src/live/pattern.ts";
import { paving, rectangle, sand } from "../ground.ts";
import { box, circle, quad, skin } from "../mesh.ts";
import type { Mesh } from "../mesh.ts";
import { hatchback, van } from "../models/car.ts";
import { motorbike } from "../models/motorbike.ts";
import { person } from "../models/person.ts";
import type { Outfit } from "../models/person.ts";
import { stall, SURFACE } from "../models/street.ts";
import { pathThrough, steady } from "../motion.ts";
import type { Spot } from "../motion.ts";
import type { Mover, Scene } from "../scene.ts";
import { newKit } from "./kit.ts";

const OUTFITS: readonly Outfit[] = [
  { top: 0xece8dd, legs: 0xece8dd, robe: true, head: 0xf4f1e8 },
  { top: 0x5d7387, legs: 0x2e333a },
  { top: 0x7d4a42, legs: 0x35322f },
  { top: 0x8d8064, legs: 0x8d8064, robe: true, head: 0xe8e2d0 },
  { top: 0x4d5f52, legs: 0x2b2f33 },
  { top: 0x62566a, legs: 0x62566a, robe: true, head: 0x4c4352 },
  { top: 0xb9a98a, legs: 0x4a4238 },
  { top: 0x44576e, legs: 0x44576e, robe: true, head: 0xd9d4c6 },
];

const LANES: readonly (readonly Spot[])[] = [
  [
    [-30, 11.5],
    [-12, 12.2],
    [6, 12.8],
    [30, 12],
  ],
  [
    [30, 14.2],
    [10, 15],
    [-8, 14.4],
    [-30, 14.8],
  ],
  [
    [-30, 22.4],
    [-4, 22.8],
    [14, 22.2],
    [32, 22.8],
  ],
  [
    [32, 24.6],
    [8, 24.2],
    [-12, 24.8],
    [-32, 24.2],
  ],
  [
    [-2.2, 44],
    [-1.6, 26],
    [-4, 16],
    [-18, 9.6],
    [-26, 9],
  ],
  [
    [26, 8.8],
    [12, 9.4],
    [2.4, 17],
    [2.6, 44],
  ],
  [
    [-32, 33],
    [-6, 32.6],
    [12, 33.2],
    [32, 32.8],
  ],
];

const walkers: readonly Mover[] = LANES.flatMap((lane, i) =>
  [0, 1].map((k): Mover => {
    const path = pathThrough(
      lane.map(([x, y]): Spot => [x + k * 0.8, y + k * 0.9]),
      3,
    );
    const pace = 1 + 0.35 * hash(i, k, 3);
    const outfit = OUTFITS[(i * 2 + k * 3) % OUTFITS.length] ?? OUTFITS[0] ?? { top: 0, legs: 0 };
    return { model: person(outfit, 1.62 + 0.16 * hash(i, k)), path, knots: steady(path, pace), start: (i * 1.7 + k * 5 + 0.2) % 10 };
  }),
);

const ride = pathThrough(
  [
    [-40, 18.3],
    [-10, 18.6],
    [12, 18.2],
    [40, 18.5],
  ],
  4,
);

const STANDING: readonly (readonly [x: number, y: number, outfit: number])[] = [
  [-8.1, 17.2, 0],
  [-7.3, 16.9, 4],
  [7.4, 20.1, 3],
  [8.2, 20.5, 1],
  [-14.4, 21, 6],
  [13.6, 16.6, 7],
  [16.2, 27.9, 2],
  [-11.8, 28.2, 0],
  [-3.8, 29.9, 5],
];

/** The market square: stalls before an arcade, people on foot. */
export const market: Scene = {
  name: "market",
  hour: "day",
  sunAzimuth: 142,
  mount: { eye: [-3, -7, 9.4], target: [0.4, 24, 1.2], fov: 58 },
  seconds: 10,
  movers: [...walkers, { model: motorbike(0x8c2f26, 0x4a5a68), path: ride, knots: steady(ride, 4.2), start: 7 }],
  parked: [
    ...STANDING.map(([x, y, outfit], i) => ({
      model: person(OUTFITS[outfit] ?? { top: 0, legs: 0 }, 1.66 + 0.02 * i),
      x,
      y,
      heading: i * 1.9,
    })),
    { model: van(0xe6e3da), x: 23.5, y: 29.4, heading: Math.PI * 0.98 },
    { model: hatchback(0x9fa7ab), x: -24, y: 29, heading: 0.06 },
    { model: van(0xb9c4c9), x: 24.6, y: 20.6, heading: 0.02 },
  ],
  set: (light) => {
    const kit = newKit(light);
    kit.add(arcade(-26, 26, 42, 7));
    kit.house([-26, 42.4], [26, 52], 7.4, 411, { bay: 3.4, wall: [0.74, 0.62, 0.45] });
    kit.house([-5, 41.4], [5, 52], 10.5, 412, { bay: 3.2, wall: [0.78, 0.68, 0.52] });
    kit.house([-9, 60], [-3.6, 65.4], 26, 415, { bay: 9, wall: [0.86, 0.8, 0.68] });
    kit.add(box([-7.6, 61.4, 26.7], [-5, 64, 30.5], SURFACE.white));
    kit.row({ from: [-30, 6], along: "y", length: 36, depth: -12, seed: 430, shops: true, storeys: [2, 3] });
    kit.row({ from: [30, 8], along: "y", length: 34, depth: 12, seed: 441, shops: true, storeys: [2, 4] });
    kit.row({ from: [-70, 54], along: "x", length: 140, depth: 14, seed: 452, storeys: [2, 4] });
    const stalls: readonly (readonly [number, number])[] = [
      [-18, 17.6],
      [-13.4, 17.9],
      [-8.8, 18.9],
      [8.8, 17.4],
      [13.4, 18.2],
      [18, 17.6],
      [-16, 27.6],
      [-11.4, 29.8],
      [11.4, 29.2],
      [15.9, 29.4],
      [-20.6, 28.6],
    ];
    for (const [i, [x, y]] of stalls.entries()) kit.add(stall([x, y, 0], (hash(i, 9) - 0.5) * 0.2, i));
    kit.palms(
      [
        [-4.8, 36.5],
        [4.8, 36.5],
        [-20, 38],
        [20, 38],
        [-25.5, 22],
        [25.6, 24],
      ],
      6.4,
    );
    kit.lamp([-10, 37.5, 0], [0, -1.8]);
    kit.lamp([10, 37.5, 0], [0, -1.8]);
    kit.lamp([-22, 12, 0], [1.6, 0.6]);
    return kit.done([
      sand(),
      paving(rectangle(-34, -12, 34, 46), 1.6),
      paving(rectangle(-34, 18, 34, 18.5), 1.6, [0.55, 0.3, 0.2]),
      paving(rectangle(-34, 35.6, 34, 36.1), 1.6, [0.55, 0.3, 0.2]),
    ]);
  },
};

/** A wall of round arches along x at `y`, from the ground up to `height`. */
function arcade(x0: number, x1: number, y: number, height: number): Mesh {
  const bay = 4;
  const radius = 1.4;
  const spring = 3.4;
  const faces = [];
  for (let x = x0; x < x1 - 0.1; x += bay) {
    const middle = x + bay / 2;
    faces.push(
      ...box([x, y - 1, 0], [middle - radius, y, height], SURFACE.stone),
      ...box([middle + radius, y - 1, 0], [x + bay, y, height], SURFACE.stone),
    );
    for (let k = 0; k < 12; k++) {
      const [a, b] = [(Math.PI * k) / 12, (Math.PI * (k + 1)) / 12];
      const [ax, az, bx, bz] = [
        middle - radius * Math.cos(a),
        spring + radius * Math.sin(a),
        middle - radius * Math.cos(b),
        spring + radius * Math.sin(b),
      ];
      faces.push(...quad([ax, y - 1, az], [bx, y - 1, bz], [bx, y - 1, height], [ax, y - 1, height], SURFACE.stone));
      faces.push(...quad([ax, y, az], [bx, y, bz], [bx, y - 1, bz], [ax, y - 1, az], SURFACE.roof));
    }
  }
  faces.push(...box([x0, y - 1.2, height], [x1, y + 0.2, height + 0.5], SURFACE.white));
  faces.push(
    ...skin([circle([x0, y - 1, 0], [0.4, 0, 0], [0, 0.4, 0], 8), circle([x0, y - 1, height], [0.4, 0, 0], [0, 0.4, 0], 8)], SURFACE.stone),
  );
  return faces;
}
