import { asphalt, kerb, paint, paving, rectangle, sand, strip, zebra } from "../ground.ts";
import { box, post, quad } from "../mesh.ts";
import { hatchback, sedan } from "../models/car.ts";
import { bus } from "../models/lorry.ts";
import { person } from "../models/person.ts";
import { SURFACE } from "../models/street.ts";
import { pathThrough, steady } from "../motion.ts";
import type { Scene } from "../scene.ts";
import { newKit } from "./kit.ts";

const BAYS = [-21, -14, -7, 0, 7, 14, 21];
const SLANT = Math.PI / 2 + 0.18;
const arriving = pathThrough(
  [
    [75, 15],
    [27, 15.4],
    [13, 21.4],
    [2, 22.2],
    [-8, 22.2],
    [-24, 17.2],
    [-75, 15.6],
  ],
  9,
);
const leaving = pathThrough([
  [75, 14.6],
  [-75, 14.4],
]);
const taxi = pathThrough([
  [-50, 9.6],
  [60, 9.8],
]);
const platform = pathThrough(
  [
    [-30, 37.6],
    [4, 37.8],
    [20, 38.2],
    [22, 47],
  ],
  2,
);
const platformBack = pathThrough(
  [
    [27, 47],
    [26, 39.4],
    [-30, 39.2],
  ],
  2,
);
const over = pathThrough(
  [
    [9.9, 47],
    [9.9, 38],
    [9.6, 18],
    [9.4, 4.4],
    [10, -2],
  ],
  1,
);
const come = pathThrough(
  [
    [8.2, -3],
    [8.4, 4.6],
    [10.8, 20],
    [11, 38],
    [11, 47],
  ],
  1,
);

/** The bus station: buses in slanted bays before a long canopy, one coming in. */
export const station: Scene = {
  name: "station",
  hour: "dusk",
  sunAzimuth: 38,
  mount: { eye: [-9, -9, 9.6], target: [0.4, 24, 1], fov: 62 },
  seconds: 12,
  movers: [
    {
      model: bus(0xe8e6df, 0x2d7a4f),
      path: arriving,
      knots: [
        [0, 0],
        [5, 44],
        [8, 63],
        [10.4, 72.4],
        [11.4, 73.4],
        [15.2, 73.42],
        [17, 76],
        [20.5, 95],
        [26, arriving.length],
      ],
      start: 6.5,
    },
    { model: sedan(0xd9c13f), path: taxi, knots: steady(taxi, 8), start: 0 },
    { model: hatchback(0xd6d8d9), path: leaving, knots: steady(leaving, 8.6), start: 0 },
    { model: person({ top: 0x5b6f85, legs: 0x2f343b }), path: platform, knots: steady(platform, 1.3), start: 11 },
    {
      model: person({ top: 0xe7e2d5, legs: 0xe7e2d5, robe: true, head: 0xf0ece2 }),
      path: platformBack,
      knots: steady(platformBack, 1.2),
      start: 0,
    },
    { model: person({ top: 0x7f3d37, legs: 0x37332f }), path: over, knots: steady(over, 1.35), start: 5.5 },
    { model: person({ top: 0x4b6a51, legs: 0x2c3034 }), path: come, knots: steady(come, 1.3), start: 1 },
    {
      model: person({ top: 0x645668, legs: 0x645668, robe: true, head: 0x53395a }, 1.62),
      path: platform,
      knots: steady(platform, 1.3),
      start: 3.5,
    },
  ],
  parked: [
    { model: bus(0xe8e6df, 0x2d7a4f), x: -17.6, y: 29, heading: SLANT },
    { model: bus(0xd8d5cc, 0xa4412f), x: -10.6, y: 29.4, heading: SLANT },
    { model: bus(0xe3e0d6, 0x2a5f9e), x: 17.4, y: 29.2, heading: SLANT },
    { model: bus(0xe8e6df, 0x2d7a4f), x: 24.4, y: 29, heading: SLANT },
    { model: sedan(0xd9c13f), x: -6.5, y: 6.4, heading: 0 },
    { model: sedan(0xd9c13f), x: 0.4, y: 6.4, heading: 0 },
    ...[
      [-15, 38.4],
      [-13.9, 38.1],
      [-4.5, 40.4],
      [-3.7, 40.1],
      [3.4, 40.6],
      [15.6, 38.6],
      [20.8, 40.2],
      [21.6, 40.5],
    ].map(([x = 0, y = 0], i) => ({
      model: person({ top: [0x5a6673, 0xe4dfd2, 0x7a4038, 0x3e5a48][i % 4] ?? 0, legs: 0x2f3237, robe: i % 4 === 1 }, 1.66 + 0.015 * i),
      x,
      y,
      heading: -Math.PI / 2 + i * 1.3,
    })),
  ],
  set: (light) => {
    const kit = newKit(light);
    kit.pavement(-34, 36.2, 34, 46);
    kit.add(box([-33, 36.6, 5.2], [33, 43.4, 5.55], SURFACE.white));
    kit.add(quad([-33, 36.58, 4.75], [33, 36.58, 4.75], [33, 36.58, 5.6], [-33, 36.58, 5.6], SURFACE.awning));
    for (let x = -31; x <= 31; x += 7.75) kit.add(post([x, 39.6, 0.15], 5.1, 0.22, SURFACE.stone, 10));
    kit.house([-30, 46], [30, 58], 8.2, 515, { bay: 3.6, shops: true, wall: [0.8, 0.72, 0.56], lit: light.windows * 1.6 });
    kit.house([-6, 44.6], [6, 58], 12.6, 516, { bay: 3, wall: [0.84, 0.78, 0.66], lit: light.windows });
    kit.row({ from: [-80, 40], along: "x", length: 44, depth: 14, seed: 520, shops: true, storeys: [2, 3] });
    kit.row({ from: [36, 40], along: "x", length: 44, depth: 14, seed: 533, shops: true, storeys: [2, 4] });
    kit.row({ from: [-80, 70], along: "x", length: 160, depth: 14, seed: 541, storeys: [3, 5] });
    for (const x of [-24, -8, 12, 28]) kit.lamp([x, 36.6, 0], [0, -2.2]);
    for (const x of [-18, 20]) kit.lamp([x, 4.6, 0], [0, 2.4]);
    for (const x of [-29, -18, -7, 4, 15, 26]) kit.add(box([x, 38.9, 5.0], [x + 1.6, 39.3, 5.18], SURFACE.lamp));
    kit.palms(
      [
        [-31, 34.6],
        [31.5, 34.4],
        [-38, 38],
        [38, 38],
        [-26, 3.6],
        [26, 3.4],
      ],
      6.2,
    );
    return kit.done([
      sand(),
      asphalt(rectangle(-80, 5, 80, 36.2), 4),
      paving(rectangle(-80, -14, 80, 4.4), 1.4),
      paving(rectangle(-34, 36.2, 34, 46), 1.4),
      kerb(rectangle(-80, 4.4, 80, 4.7)),
      paint(strip([-80, 11.8], [80, 11.8], 0.14, 3, 3)),
      paint(strip([-80, 20], [80, 20], 0.14)),
      ...BAYS.map((x) => paint(strip([x + 0.6, 22.5], [x - 1.9, 36], 0.16))),
      paint(strip([BAYS[0] ?? 0, 35.6], [24, 35.6], 0.2), [0.75, 0.55, 0.1]),
      paint(zebra(8, 4.9, 12.4, 20)),
      paint(strip([-9.6, 5], [-9.6, 7.7], 0.12)),
      paint(strip([4, 5], [4, 7.7], 0.12)),
      paint(strip([-9.6, 7.7], [4, 7.7], 0.12)),
    ]);
  },
};
