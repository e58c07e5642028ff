import { asphalt, paint, paving, rectangle, sand, strip, zebra } from "../ground.ts";
import { hatchback, sedan, van } from "../models/car.ts";
import { lorry } from "../models/lorry.ts";
import { motorbike } from "../models/motorbike.ts";
import { person } from "../models/person.ts";
import { pathThrough, steady } from "../motion.ts";
import type { Mover, Scene } from "../scene.ts";
import { newKit } from "./kit.ts";

const southbound = pathThrough([
  [-5.3, 150],
  [-5.3, -30],
]);
const westbound = pathThrough([
  [90, 30.9],
  [-80, 30.9],
]);
const turningRight = pathThrough(
  [
    [4.4, -28],
    [4.6, 10],
    [5.2, 21.6],
    [30, 21.2],
    [90, 21.4],
  ],
  9,
);
const aroundLorry = pathThrough(
  [
    [2.2, -30],
    [2, 8],
    [-3.9, 20],
    [-3.9, 28],
    [1.9, 40],
    [2.2, 150],
  ],
  6,
);
const crossing = pathThrough([
  [-17, 12.4],
  [-8.5, 12.2],
  [8.5, 12.6],
  [15, 12.8],
]);
const crossingBack = pathThrough([
  [15, 14],
  [-18, 13.7],
]);
const pavementWalk = pathThrough(
  [
    [-14.5, 60],
    [-11.6, 58],
    [-11.4, 43],
    [-14.5, 41],
  ],
  2,
);

const movers: readonly Mover[] = [
  { model: sedan(0xd9dbdc), path: southbound, knots: steady(southbound, 10.5), start: 3.5 },
  { model: hatchback(0x8f1f1d), path: southbound, knots: steady(southbound, 10.5), start: 4 },
  { model: van(0xe7e6e1), path: westbound, knots: steady(westbound, 8.8), start: 1.2 },
  { model: sedan(0x39424e), path: westbound, knots: steady(westbound, 8.8), start: 6.1 },
  {
    model: hatchback(0xc9a13a),
    path: turningRight,
    knots: [
      [0, 0],
      [4.5, 34],
      [7.6, 50],
      [9.4, 62],
      [13.5, 100],
      [16.5, 133],
    ],
    start: 3,
  },
  {
    model: motorbike(0xa02a22, 0x3d5a80),
    path: aroundLorry,
    knots: [
      [0, 0],
      [4, 32],
      [7.5, 52],
      [10, 71],
      [19, 178],
    ],
    start: 0,
  },
  { model: person({ top: 0x6f7f8d, legs: 0x2c3038 }), path: crossing, knots: steady(crossing, 1.35), start: 0 },
  {
    model: person({ top: 0xe8e4d8, legs: 0xe8e4d8, robe: true, head: 0xf1eee6 }),
    path: crossingBack,
    knots: steady(crossingBack, 1.2),
    start: 6,
  },
  { model: person({ top: 0x7b3f3a, legs: 0x33302d }), path: pavementWalk, knots: steady(pavementWalk, 1.3), start: 2 },
];

/** A crossing of two avenues; a lorry stands across the way of those who come from here. */
export const junction: Scene = {
  name: "junction",
  hour: "night",
  sunAzimuth: -60,
  mount: { eye: [-8.6, -9, 8.6], target: [1.2, 23, 0.6], fov: 62 },
  seconds: 10,
  movers: [
    ...movers,
    {
      model: lorry(0xb9bec2, 0xaeb4b6),
      path: pathThrough([
        [2.3, 25.4],
        [3.3, 25.46],
      ]),
      knots: [
        [0, 0],
        [10, 0.0001],
      ],
      start: 0,
      blinks: true,
    },
  ],
  parked: [
    { model: sedan(0x4f5a5e), x: -8.4, y: 25.3, heading: 0, lit: true },
    { model: hatchback(0xe3e1da), x: -1.7, y: 38.6, heading: -Math.PI / 2, lit: true },
    { model: hatchback(0x2d3e55), x: 9.2, y: 56, heading: Math.PI / 2 },
    { model: sedan(0xb8b2a4), x: 9.2, y: 63, heading: Math.PI / 2 },
    { model: van(0x9aa7ad), x: -9.2, y: 72, heading: -Math.PI / 2 },
  ],
  set: (light) => {
    const kit = newKit(light);
    kit.pavement(-40, 35, -10.4, 38);
    kit.pavement(-13, 38, -10.4, 150);
    kit.pavement(10.4, 38, 13, 150);
    kit.pavement(10.4, 35, 60, 38);
    kit.pavement(-60, -10, -11, 18.6);
    kit.pavement(11, 15.4, 60, 18.6);
    kit.pavement(8, -10, 11, 18.6);
    kit.pavement(-11, -10, -8, 18.6);
    kit.row({ from: [-13, 38], along: "y", length: 110, depth: -14, seed: 3, shops: true, storeys: [2, 4] });
    kit.row({ from: [13, 38], along: "y", length: 110, depth: 14, seed: 8, shops: true, storeys: [2, 5] });
    kit.row({ from: [-70, 38], along: "x", length: 44, depth: 12, seed: 21, shops: true, storeys: [2, 3] });
    kit.row({ from: [28, 38], along: "x", length: 44, depth: 12, seed: 14, shops: true, storeys: [2, 4] });
    kit.row({ from: [12, 15], along: "x", length: 40, depth: -14, seed: 31, shops: true, storeys: [2, 3] });
    kit.lamp([-9.2, 36.5, 0], [1.6, -1.2]);
    kit.lamp([9.4, 36.5, 0], [-1.6, -1.2]);
    kit.lamp([9.4, 16.8, 0], [-1.6, 1.2]);
    for (const y of [62, 88, 114]) {
      kit.lamp([-11.4, y, 0], [2.2, 0]);
      kit.lamp([11.4, y + 12, 0], [-2.2, 0]);
    }
    kit.lamp([32, 36.4, 0], [0, -2.2]);
    kit.lamp([-26, 36.4, 0], [0, -2.2]);
    kit.palms(
      [
        [-11.8, 47],
        [-11.8, 56],
        [-11.8, 70],
        [11.8, 44],
        [11.8, 53],
        [11.8, 66],
        [11.8, 80],
        [19, 36.5],
        [24.5, 36.5],
        [-17, 36.5],
        [-22, 36.5],
      ],
      6.2,
    );
    return kit.done([
      sand(),
      paving((x, y) => x < 14 || (y > 14 && y < 39), 1.4),
      asphalt(rectangle(-10.4, -40, 10.4, 200)),
      asphalt(rectangle(-120, 18.6, 120, 35), 5),
      asphalt(rectangle(-8, -40, 8, 16), 9),
      paving(rectangle(8, -40, 11, 18.6), 1.4),
      paving(rectangle(-11, -40, -8, 18.6), 1.4),
      paint(strip([0, -40], [0, 9.6], 0.14)),
      paint(strip([0, 41], [0, 180], 0.14, 3, 3)),
      ...[-3.5, 3.5].flatMap((x) => [paint(strip([x, -40], [x, 9.2], 0.12, 3, 3)), paint(strip([x, 41], [x, 180], 0.12, 3, 4.5))]),
      paint(strip([-120, 26.8], [-10.5, 26.8], 0.14, 3, 3)),
      paint(strip([10.5, 26.8], [120, 26.8], 0.14, 3, 3)),
      paint(strip([-7.8, 9.7], [7.8, 9.7], 0.4)),
      paint(zebra(-7.7, 10.8, 7.7, 14.4)),
      paint(zebra(-10, 36.2, 10, 39.2)),
      paint(zebra(11.5, 19, 14.6, 34.6, true)),
      paint(zebra(-14.6, 19, -11.5, 34.6, true)),
    ]);
  },
};
