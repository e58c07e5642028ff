import { asphalt, grass, kerb, paint, paving, rectangle, sand, strip, zebra } from "../ground.ts";
import { box, circle, lid, post, quad } from "../mesh.ts";
import type { Mesh } from "../mesh.ts";
import { hatchback, sedan, van } from "../models/car.ts";
import { person } from "../models/person.ts";
import { SURFACE } from "../models/street.ts";
import { pathThrough, steady } from "../motion.ts";
import type { Scene } from "../scene.ts";
import { newKit } from "./kit.ts";

const passing = pathThrough([
  [-80, 8.2],
  [80, 8.2],
]);
const passingBack = pathThrough([
  [80, 13.4],
  [-80, 13.4],
]);
const dropping = pathThrough(
  [
    [80, 13.6],
    [26, 13.7],
    [15, 19],
    [9, 29.6],
    [-6, 30.4],
    [-16, 27],
    [-21, 18],
    [-40, 13.6],
    [-80, 13.4],
  ],
  8,
);
const entering = pathThrough(
  [
    [-13, 4],
    [-8.2, 6],
    [-8, 17],
    [-5, 27],
    [-1.4, 34],
    [-1, 41],
  ],
  2,
);
const outgoing = pathThrough(
  [
    [1.4, 41],
    [3, 38.4],
    [22, 38.8],
    [26.4, 33],
    [27.6, 19],
    [40, 18.4],
  ],
  3,
);
const pacing = pathThrough([
  [-36, 18.2],
  [-12, 18.4],
  [12, 18.2],
  [40, 18],
]);

/** The hospital's entrance at night: a lit canopy, a forecourt, an ambulance. */
export const hospital: Scene = {
  name: "hospital",
  hour: "night",
  sunAzimuth: -120,
  mount: { eye: [-10, -9, 9], target: [0.6, 24, 1.9], fov: 62 },
  seconds: 12,
  movers: [
    {
      model: sedan(0xdcdedd),
      path: dropping,
      knots: [
        [0, 0],
        [6, 50],
        [9.6, 74],
        [12, 86],
        [13.6, 89.6],
        [17.6, 89.61],
        [19.4, 92],
        [23, 112],
        [27, 145],
        [31, dropping.length],
      ],
      start: 2,
    },
    { model: hatchback(0x3c5672), path: passing, knots: steady(passing, 9.4), start: 1 },
    { model: sedan(0x8d2a24), path: passing, knots: steady(passing, 9.4), start: 7.4 },
    { model: van(0xb9c0c2), path: passingBack, knots: steady(passingBack, 9), start: 9 },
    { model: person({ top: 0x6b7f92, legs: 0x2d3137 }), path: entering, knots: steady(entering, 1.25), start: 0 },
    {
      model: person({ top: 0xe5e1d6, legs: 0xe5e1d6, robe: true, head: 0xefece3 }),
      path: outgoing,
      knots: steady(outgoing, 1.15),
      start: 0,
    },
    {
      model: person({ top: 0x5a5064, legs: 0x5a5064, robe: true, head: 0x453650 }, 1.63),
      path: pacing,
      knots: steady(pacing, 1.25),
      start: 8,
    },
    {
      model: van(0xeeeeea),
      path: pathThrough([
        [10.4, 35.2],
        [11.4, 35.2],
      ]),
      knots: [
        [0, 0],
        [12, 0.0001],
      ],
      start: 0,
      blinks: true,
    },
  ],
  parked: [
    { model: van(0xeeeeea), x: 17.4, y: 35.4, heading: Math.PI },
    { model: hatchback(0x9aa1a5), x: -17.6, y: 35, heading: Math.PI / 2 },
    { model: sedan(0x2f3f33), x: -20.8, y: 35, heading: Math.PI / 2 },
    { model: hatchback(0xb8a17c), x: -24, y: 35, heading: Math.PI / 2 },
    ...[
      [-3.4, 36.6],
      [-2.6, 36.9],
      [4.2, 36.4],
    ].map(([x = 0, y = 0], i) => ({
      model: person({ top: [0xd9dfe0, 0x51657d, 0xd9dfe0][i] ?? 0, legs: 0x3a4046 }, 1.7),
      x,
      y,
      heading: i * 2.2,
    })),
  ],
  set: (light) => {
    const kit = newKit(light);
    kit.pavement(-60, 16.4, -24, 19.6);
    kit.pavement(-12, 16.4, 6, 19.6);
    kit.pavement(24, 16.4, 60, 19.6);
    kit.pavement(-12, 37.6, 24, 41);
    kit.house([-30, 41], [30, 58], 15, 711, { bay: 3, wall: [0.86, 0.83, 0.76], lit: light.windows * 1.7 });
    kit.house([-8, 39.6], [8, 58], 18.2, 712, { bay: 2.6, wall: [0.9, 0.88, 0.82], lit: light.windows * 1.7 });
    kit.house([30, 44], [56, 60], 8.6, 713, { bay: 3, wall: [0.8, 0.74, 0.62], lit: light.windows });
    kit.row({ from: [-110, 42], along: "x", length: 76, depth: 14, seed: 720, storeys: [2, 4] });
    kit.row({ from: [60, 42], along: "x", length: 50, depth: 14, seed: 733, storeys: [2, 3] });
    kit.add(box([-8, 31.8, 4.4], [8, 39.6, 4.9], SURFACE.white));
    kit.add(quad([-7.4, 32.4, 4.38], [-7.4, 39, 4.38], [7.4, 39, 4.38], [7.4, 32.4, 4.38], SURFACE.white));
    for (const x of [-7.4, 7.4]) kit.add(post([x, 32.4, 0], 4.4, 0.22, SURFACE.white, 10));
    for (const x of [-5, -1.7, 1.7, 5]) kit.add(box([x - 0.5, 34.6, 4.3], [x + 0.5, 35.4, 4.37], SURFACE.lamp));
    kit.add(quad([-3.2, 39.55, 0.15], [3.2, 39.55, 0.15], [3.2, 39.55, 3.4], [-3.2, 39.55, 3.4], SURFACE.lamp));
    kit.add(crescent(0, 31.7, 6.6, 1.15));
    kit.palms(
      [
        [-11, 23.4],
        [-5, 23.2],
        [1, 23.4],
        [6.6, 23.2],
        [-32, 22],
        [30, 22],
        [36, 24],
        [-38, 24],
      ],
      5.6,
    );
    for (const x of [-22, 22]) kit.lamp([x, 20.6, 0], [0, 2]);
    for (const x of [-34, 0, 34]) kit.lamp([x, 16.8, 0.15], [0, -2.2]);
    kit.lamp([-14, 38, 0], [0, -2]);
    kit.lamp([15, 38, 0], [0, -2]);
    const set = kit.done([
      sand(),
      asphalt(rectangle(-120, 5, 120, 16.4), 3),
      asphalt(rectangle(-28, 16, 27, 37.6), 7),
      paving(rectangle(-120, -14, 120, 4.6), 1.4),
      paving(rectangle(-60, 16.4, -24, 19.6), 1.4),
      paving(rectangle(24, 16.4, 60, 19.6), 1.4),
      paving(rectangle(-12, 37.6, 24, 41), 1.4),
      kerb(rectangle(-120, 4.6, 120, 4.9)),
      kerb(rectangle(-12.4, 16.4, 8.4, 26.4)),
      paving(rectangle(-12, 16.8, 8, 26), 1.4),
      grass(rectangle(-11.6, 20, 7.6, 25.6)),
      paint(strip([-120, 10.8], [120, 10.8], 0.14, 3, 3)),
      paint(zebra(-10, 5.3, -6, 16.1)),
      ...[-16, -19.2, -22.4, -25.6].map((x) => paint(strip([x, 32.4], [x, 37.4], 0.12))),
      paint(rectangle(7.4, 33.8, 20.8, 33.95)),
      paint(rectangle(7.4, 36.8, 20.8, 36.95)),
    ]);
    return {
      ...set,
      lights: [
        ...set.lights,
        { at: [-4, 35, 4.2], strength: 0.5 },
        { at: [4, 35, 4.2], strength: 0.5 },
        { at: [0, 38.6, 3], strength: 0.35 },
      ],
    };
  },
};

/** A red crescent on the front of the building, facing the street: the ring between two shifted circles. */
function crescent(x: number, y: number, z: number, r: number): Mesh {
  const outer = circle([x, y, z], [r, 0, 0], [0, 0, r], 40);
  const inner = circle([x + r * 0.38, y, z], [r * 0.8, 0, 0], [0, 0, r * 0.8], 40);
  const disc = lid(circle([x, y + 0.02, z], [r * 1.35, 0, 0], [0, 0, r * 1.35], 40), SURFACE.white);
  const horn = outer.flatMap((a, i) => {
    const [b, c, d] = [outer[(i + 1) % 40], inner[(i + 1) % 40], inner[i]];
    if (b === undefined || c === undefined || d === undefined || i < 4 || i > 35) return [];
    return quad(a, b, c, d, SURFACE.red);
  });
  return [...disc, ...horn];
}
