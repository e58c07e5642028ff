import { asphalt, disc, grass, kerb, paint, paving, rectangle, ring, sand, strip, zebra } from "../ground.ts";
import { circle, lid, post, skin } from "../mesh.ts";
import { hatchback, sedan, van } from "../models/car.ts";
import { bus } from "../models/lorry.ts";
import { motorbike } from "../models/motorbike.ts";
import { person } from "../models/person.ts";
import { SURFACE } from "../models/street.ts";
import { arc, pathThrough, steady } from "../motion.ts";
import type { Path, Spot } from "../motion.ts";
import type { Scene } from "../scene.ts";
import { newKit } from "./kit.ts";

const [CX, CY] = [0, 34];
const LANE = 14.2;

/** In from one arm, round (counter-clockwise, as traffic on the right goes), out by another. */
function round(enter: readonly Spot[], from: number, to: number, leave: readonly Spot[]): Path {
  return pathThrough([...enter, ...arc(CX, CY, LANE, from, to), ...leave], 7);
}

const fromSouth = round(
  [
    [3, -34],
    [3, 12],
    [4.6, 17.4],
  ],
  -62,
  72,
  [
    [3.4, 52],
    [3, 150],
  ],
);
const fromNorth = round(
  [
    [-3, 150],
    [-3, 56],
    [-4.6, 50.6],
  ],
  116,
  150,
  [
    [-19.5, 37.6],
    [-25, 37],
    [-95, 37],
  ],
);
const fromEast = round(
  [
    [95, 37],
    [22, 37],
    [17.6, 38.2],
  ],
  30,
  150,
  [
    [-19.5, 37.6],
    [-25, 37],
    [-95, 37],
  ],
);
const fromWestFar = round(
  [
    [-95, 31],
    [-22, 31],
    [-17, 29.6],
  ],
  214,
  340,
  [
    [18, 31.6],
    [95, 31],
  ],
);
const walk = pathThrough([
  [-26, 9.5],
  [-9, 9.2],
  [10, 9],
  [28, 9.4],
]);
const walkBack = pathThrough([
  [22, 12.2],
  [19, 15],
  [15.5, 11.6],
  [-2, 11],
  [-22, 11.4],
]);

/** A square with a roundabout: palms and a stone column on its island. */
export const roundabout: Scene = {
  name: "roundabout",
  hour: "day",
  sunAzimuth: -75,
  mount: { eye: [-4, -10, 10.5], target: [0.5, 31, 0], fov: 64 },
  seconds: 10,
  movers: [
    { model: sedan(0xe4e4e0), path: fromSouth, knots: steady(fromSouth, 8.2), start: 2.2 },
    { model: hatchback(0x9c2b23), path: fromSouth, knots: steady(fromSouth, 8.2), start: 0 },
    { model: hatchback(0x3f5f7d), path: fromNorth, knots: steady(fromNorth, 8.4), start: 2.4 },
    { model: van(0xd9c13f), path: fromEast, knots: steady(fromEast, 8), start: 7.4 },
    { model: bus(0xe8e6df, 0x2d7a4f), path: fromWestFar, knots: steady(fromWestFar, 6.6), start: 7.4 },
    { model: motorbike(0x23262b, 0x8d4b32), path: fromNorth, knots: steady(fromNorth, 8.4), start: 4.6 },
    { model: person({ top: 0xe9e5da, legs: 0xe9e5da, robe: true, head: 0xf4f1e8 }), path: walk, knots: steady(walk, 1.25), start: 0 },
    { model: person({ top: 0x566a52, legs: 0x34383f }), path: walkBack, knots: steady(walkBack, 1.3), start: 5 },
  ],
  parked: [
    { model: hatchback(0xb9bdbf), x: -32, y: 24.6, heading: 0 },
    { model: sedan(0x26374a), x: 36, y: 43.4, heading: Math.PI },
    { model: van(0xe9e7e1), x: 44, y: 43.4, heading: Math.PI },
  ],
  set: (light) => {
    const kit = newKit(light);
    kit.row({ from: [-76, 46], along: "x", length: 58, depth: 14, seed: 40, shops: true, storeys: [2, 4] });
    kit.row({ from: [16, 46], along: "x", length: 70, depth: 14, seed: 55, shops: true, storeys: [2, 5] });
    kit.row({ from: [-13, 62], along: "y", length: 90, depth: -13, seed: 63, shops: true, storeys: [2, 4] });
    kit.row({ from: [13, 62], along: "y", length: 90, depth: 13, seed: 71, shops: true, storeys: [2, 4] });
    kit.row({ from: [-80, 20], along: "x", length: 50, depth: -13, seed: 84, storeys: [1, 2] });
    kit.row({ from: [34, 20], along: "x", length: 50, depth: -13, seed: 93, storeys: [1, 3] });
    kit.add(skin([circle([CX, CY, 0], [9, 0, 0], [0, 9, 0], 48), circle([CX, CY, 0.3], [9, 0, 0], [0, 9, 0], 48)], SURFACE.kerb));
    kit.add(lid(circle([CX, CY, 0.3], [9, 0, 0], [0, 9, 0], 48), SURFACE.ground));
    kit.add(
      skin([circle([CX, CY, 0.3], [2.7, 0, 0], [0, 2.7, 0], 24), circle([CX, CY, 0.9], [2.5, 0, 0], [0, 2.5, 0], 24)], SURFACE.stone),
    );
    kit.add(lid(circle([CX, CY, 0.9], [2.5, 0, 0], [0, 2.5, 0], 24), SURFACE.white));
    kit.add(post([CX, CY, 0.9], 5.2, 0.55, SURFACE.stone, 12, 0.3));
    kit.add(post([CX, CY, 6.1], 0.9, 0.62, SURFACE.dates, 12, 0.12));
    kit.palms(
      [
        [CX - 5.4, CY - 3.4],
        [CX + 5.4, CY - 3],
        [CX - 4.4, CY + 4.6],
        [CX + 4.6, CY + 4.4],
        [-24, 44.4],
        [-31, 44.4],
        [-38, 44.4],
        [24, 44.4],
        [31, 44.4],
        [-10.8, 70],
        [10.8, 70],
        [-10.8, 84],
        [10.8, 84],
      ],
      5.6,
    );
    kit.lamp([-15.5, 45.8, 0], [1.8, -1.4]);
    kit.lamp([15.5, 45.8, 0], [-1.8, -1.4]);
    kit.lamp([-18, 21, 0], [1.6, 1.6]);
    kit.lamp([19, 21, 0], [-1.6, 1.6]);
    for (const y of [76, 102]) {
      kit.lamp([-10, y, 0], [2, 0]);
      kit.lamp([10, y + 13, 0], [-2, 0]);
    }
    return kit.done([
      sand(),
      paving((x, y) => (x - CX) ** 2 + (y - CY) ** 2 < 27 * 27 || Math.abs(x) < 14, 1.4),
      asphalt(disc(CX, CY, 19.5), 3),
      asphalt(rectangle(-7, -60, 7, 160)),
      asphalt(rectangle(-130, 27.2, 130, 40.8), 6),
      kerb(rectangle(-0.7, -40, 0.7, 10.4)),
      kerb(rectangle(-0.7, 57.6, 0.7, 160)),
      kerb(rectangle(-130, 33.5, -24, 34.5)),
      kerb(rectangle(24, 33.5, 130, 34.5)),
      paint(ring(CX, CY, 9.35, 9.5)),
      paint((x, y) => {
        const turn = (Math.atan2(y - CY, x - CX) / Math.PI) * 180 + 180;
        const far = Math.hypot(x - CX, y - CY);
        return Math.abs(far - 14.3) < 0.07 && turn % 15 < 7;
      }),
      paint(strip([-3.6, -40], [-3.6, 6], 0.12, 3, 4)),
      paint(strip([3.6, -40], [3.6, 6], 0.12, 3, 4)),
      paint(zebra(-6.8, 7.4, 6.8, 11.2)),
      paint(zebra(-6.8, 56.4, 6.8, 59.4)),
      paint(zebra(23, 27.6, 26, 40.4, true)),
      paint(zebra(-26, 27.6, -23, 40.4, true)),
      sand(disc(CX, CY, 9), [0.62, 0.47, 0.3]),
      grass(ring(CX, CY, 3.2, 8.4)),
    ]);
  },
};
