import { hash } from "../../src/live/pattern.ts";
import { asphalt, grass, kerb, paint, paving, rectangle, sand, strip, zebra } from "../ground.ts";
import { box, circle, post, quad, skin } from "../mesh.ts";
import { hatchback, sedan } from "../models/car.ts";
import { bus } from "../models/lorry.ts";
import { motorbike } from "../models/motorbike.ts";
import { person } from "../models/person.ts";
import { SURFACE } from "../models/street.ts";
import { pathThrough, steady } from "../motion.ts";
import type { Spot } from "../motion.ts";
import type { Mover, Scene } from "../scene.ts";
import { newKit } from "./kit.ts";

const eastbound = pathThrough([
  [-90, 11.6],
  [90, 11.6],
]);
const westbound = pathThrough([
  [90, 17.2],
  [-90, 17.2],
]);
const stopping = pathThrough(
  [
    [90, 17.4],
    [10, 17.6],
    [-6, 20],
    [-14, 20.2],
    [-30, 18.4],
    [-90, 17.4],
  ],
  10,
);
const TOPS = [0x5d748a, 0x84504a, 0xd9d2c0, 0x52665a, 0x655a70, 0xae9058, 0x3a465a, 0xa3a7aa];
const LANES: readonly (readonly Spot[])[] = [
  [
    [1.6, 61],
    [1.2, 30],
    [2, 24.6],
    [31, 24.2],
  ],
  [
    [-24, 24.8],
    [-3, 25],
    [-1.4, 32],
    [-1.8, 61],
  ],
  [
    [3.4, 60],
    [3, 33],
    [4.6, 22.6],
    [4.8, 7],
    [6, 2],
  ],
  [
    [7, 2],
    [6.4, 7.2],
    [6.2, 22.8],
    [3.8, 30],
    [4.2, 60],
  ],
  [
    [-30, 26.2],
    [33, 26],
  ],
];
/** Seconds at which the students set out: chosen so that nobody walks into a vehicle. */
const STARTS = [4, 8, 2.3, 0, 4.6, 9.5, 1, 0.5, 8, 3.8];
const students: readonly Mover[] = LANES.flatMap((lane, i) =>
  [0, 1].map((k): Mover => {
    const path = pathThrough(
      lane.map(([x, y]): Spot => [x + k * 0.8, y + k * 0.8]),
      3,
    );
    const robe = hash(i, k, 8) < 0.25;
    const top = TOPS[(i * 3 + k * 5) % TOPS.length] ?? 0;
    const outfit = {
      top,
      legs: robe ? top : 0x2d323b,
      robe,
      head: hash(i, k, 9) < 0.5 ? (TOPS[(i + k * 3 + 2) % TOPS.length] ?? 0) : 0x1f1a17,
    };
    return {
      model: person(outfit, 1.6 + 0.18 * hash(i, k)),
      path,
      knots: steady(path, 1.1 + 0.3 * hash(i, k, 4)),
      start: STARTS[i * 2 + k] ?? 0,
    };
  }),
);

/** The gate of the university: students on foot, a bus at its stop. */
export const university: Scene = {
  name: "university",
  hour: "day",
  sunAzimuth: 115,
  mount: { eye: [-12, -6, 8.8], target: [0.6, 24, 1], fov: 62 },
  seconds: 10,
  movers: [
    {
      model: bus(0xe9e7e0, 0x2a5f9e),
      path: stopping,
      knots: [
        [0, 0],
        [6, 52],
        [9, 78],
        [12.6, 101],
        [14.2, 104],
        [18.2, 104.01],
        [20, 107],
        [24, 132],
        [30, stopping.length],
      ],
      start: 8,
    },
    { model: sedan(0xe2e3e1), path: eastbound, knots: steady(eastbound, 9), start: 2 },
    { model: hatchback(0x51708c), path: eastbound, knots: steady(eastbound, 9), start: 1 },
    { model: hatchback(0xa33128), path: westbound, knots: steady(westbound, 9.4), start: 1 },
    { model: motorbike(0x2a2e34, 0xb98a3a), path: eastbound, knots: steady(eastbound, 9), start: 0.5 },
    ...students,
  ],
  parked: [
    { model: sedan(0xd9c13f), x: 19, y: 20.6, heading: Math.PI },
    { model: hatchback(0xc8cbcc), x: 26, y: 20.6, heading: Math.PI },
    ...[
      [-12.6, 23.9],
      [-11.4, 24],
      [-15.2, 23.8],
      [9.4, 27.4],
      [10.2, 27.8],
    ].map(([x = 0, y = 0], i) => ({
      model: person({ top: TOPS[i] ?? 0, legs: 0x2f333a, head: TOPS[i + 2] ?? 0 }, 1.64 + 0.03 * i),
      x,
      y,
      heading: -1.2 + i,
    })),
  ],
  set: (light) => {
    const kit = newKit(light);
    kit.pavement(-80, 22.4, 80, 28.4);
    for (const [x0, x1] of [
      [-60, -6.5],
      [6.5, 60],
    ] as const) {
      kit.add(box([x0, 28.6, 0], [x1, 28.9, 0.9], SURFACE.stone));
      for (let x = x0; x < x1; x += 0.6) kit.add(box([x, 28.7, 0.9], [x + 0.06, 28.76, 2.1], SURFACE.metal));
      kit.add(box([x0, 28.68, 2.05], [x1, 28.78, 2.12], SURFACE.metal));
    }
    for (const x of [-6, 6]) kit.add(box([x - 0.8, 28, 0], [x + 0.8, 29.6, 7], SURFACE.white));
    kit.add(box([-6.8, 28, 6.4], [6.8, 29.6, 7.9], SURFACE.white));
    kit.add(quad([-4.6, 27.98, 6.7], [4.6, 27.98, 6.7], [4.6, 27.98, 7.6], [-4.6, 27.98, 7.6], SURFACE.awning));
    kit.add(
      skin([circle([0, 28.8, 7.9], [2.4, 0, 0], [0, 0.6, 0], 16), circle([0, 28.8, 8.8], [0.4, 0, 0], [0, 0.1, 0], 16)], SURFACE.white),
    );
    kit.house([-30, 62], [30, 76], 14.2, 611, { bay: 3.4, wall: [0.84, 0.77, 0.62] });
    kit.house([-9, 60], [9, 76], 18, 612, { bay: 2.6, wall: [0.88, 0.83, 0.72] });
    kit.house([-62, 48], [-40, 70], 10.9, 613, { bay: 3.2 });
    kit.house([40, 46], [64, 70], 10.9, 614, { bay: 3.2 });
    kit.row({ from: [-130, 40], along: "x", length: 60, depth: 14, seed: 620, storeys: [2, 3] });
    kit.row({ from: [74, 40], along: "x", length: 60, depth: 14, seed: 633, storeys: [2, 4] });
    kit.add(box([-18.5, 23.4, 2.7], [-9.5, 25.4, 2.85], SURFACE.awning));
    kit.add(box([-18.5, 25.2, 0.15], [-9.5, 25.3, 2.7], SURFACE.tank));
    for (const x of [-18.4, -9.6]) kit.add(post([x, 23.6, 0.15], 2.6, 0.06, SURFACE.metal, 6));
    kit.palms(
      [
        [-6.6, 36],
        [6.6, 36],
        [-6.6, 44],
        [6.6, 44],
        [-6.6, 52],
        [6.6, 52],
        [-24, 33],
        [-34, 34],
        [24, 33],
        [34, 34],
        [-44, 26.6],
        [-22, 27.4],
        [22, 27.4],
        [44, 26.6],
      ],
      5.8,
    );
    for (const x of [-30, -2.5 + 14, 34]) kit.lamp([x, 22.9, 0.15], [0, -2.2]);
    return kit.done([
      sand(),
      grass(rectangle(-60, 29, 60, 60)),
      paving(rectangle(-6, 28, 6, 62), 1.5, [0.6, 0.52, 0.42]),
      paving(rectangle(-80, 22.4, 80, 28.4), 1.4),
      paving(rectangle(-80, -12, 80, 7), 1.4),
      kerb(rectangle(-80, 7, 80, 7.3)),
      asphalt(rectangle(-120, 7.3, 120, 22.4), 8),
      paint(strip([-120, 14.4], [120, 14.4], 0.14, 3, 3)),
      paint(strip([-120, 19.4], [-20, 19.4], 0.12, 1, 1)),
      paint(strip([10, 19.4], [120, 19.4], 0.12, 1, 1)),
      paint(zebra(3.6, 7.8, 7.8, 22, true)),
      ...[-17.4, -7.4].map((x) => paint(strip([x, 19.4], [x + 1.6, 22.2], 0.14), [0.75, 0.55, 0.1])),
    ]);
  },
};
