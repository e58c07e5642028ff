import { asphalt, paint, paving, rectangle, sand, strip, zebra } from "../ground.ts";
import { box, post } from "../mesh.ts";
import { hatchback, sedan, van } from "../models/car.ts";
import { bus, lorry } from "../models/lorry.ts";
import { motorbike } from "../models/motorbike.ts";
import { person } from "../models/person.ts";
import { SURFACE } from "../models/street.ts";
import { pathThrough, steady } from "../motion.ts";
import type { Path } from "../motion.ts";
import type { Scene } from "../scene.ts";
import { newKit } from "./kit.ts";

const away = (x: number): Path =>
  pathThrough([
    [x, -34],
    [x, 190],
  ]);
const towards = (x: number): Path =>
  pathThrough([
    [x, 190],
    [x, -34],
  ]);
const [inner, outer, backInner, backOuter] = [away(3.9), away(7.3), towards(-3.9), towards(-7.3)];
const stroll = pathThrough(
  [
    [12.6, 2],
    [12.6, 44],
    [17.5, 46],
  ],
  2,
);
const strollBack = pathThrough(
  [
    [17.5, 50],
    [13.6, 48],
    [13.4, 2],
  ],
  2,
);
const leftWalk = pathThrough(
  [
    [-17.5, 58],
    [-12.8, 56],
    [-12.6, 2],
  ],
  2,
);

/** A dual carriageway under palms, looking along it into the evening; a car stands with its hazard lights on. */
export const avenue: Scene = {
  name: "avenue",
  hour: "dusk",
  sunAzimuth: -24,
  mount: { eye: [-1.2, -8, 9.2], target: [1.6, 34, 1], fov: 58 },
  seconds: 10,
  movers: [
    { model: sedan(0xc9ccce), path: inner, knots: steady(inner, 12.5), start: 0 },
    { model: hatchback(0x6f1f22), path: inner, knots: steady(inner, 12.5), start: 3.6 },
    { model: van(0xe7e5de), path: outer, knots: steady(outer, 10.5), start: 6 },
    { model: sedan(0x2c3440), path: backInner, knots: steady(backInner, 12.8), start: 1 },
    { model: hatchback(0xd8d2c2), path: backInner, knots: steady(backInner, 12.8), start: 5.4 },
    { model: bus(0xe9e7e0, 0x2a5f9e), path: backOuter, knots: steady(backOuter, 9.2), start: 3 },
    { model: motorbike(0x31353b, 0x7a3b2e), path: backOuter, knots: steady(backOuter, 9.2), start: 8 },
    { model: lorry(0x3f6d8c, 0xb7b2a6), path: outer, knots: steady(outer, 10.5), start: 1.6 },
    { model: person({ top: 0x51657d, legs: 0x2d3036 }), path: stroll, knots: steady(stroll, 1.35), start: 7 },
    {
      model: person({ top: 0xe6e1d4, legs: 0xe6e1d4, robe: true, head: 0xeeeae0 }, 1.76),
      path: strollBack,
      knots: steady(strollBack, 1.2),
      start: 4,
    },
    {
      model: person({ top: 0x6f5a6a, legs: 0x37333a, robe: true, head: 0x7d6c79 }, 1.64),
      path: leftWalk,
      knots: steady(leftWalk, 1.25),
      start: 7,
    },
    {
      model: sedan(0xb0a48c),
      path: pathThrough([
        [10.6, 31],
        [10.6, 32],
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
    { model: hatchback(0x8f979c), x: 10.7, y: 52, heading: Math.PI / 2 },
    { model: sedan(0x2e4a3c), x: 10.7, y: 60, heading: Math.PI / 2 },
    { model: van(0xd9d6cc), x: -10.7, y: 46, heading: -Math.PI / 2 },
    { model: hatchback(0x7b2b25), x: -10.7, y: 27, heading: -Math.PI / 2 },
  ],
  set: (light) => {
    const kit = newKit(light);
    kit.add(box([-1.6, 10, 0], [1.6, 200, 0.18], SURFACE.kerb, SURFACE.ground));
    kit.pavement(12, -20, 16, 200);
    kit.pavement(-16, -20, -12, 200);
    kit.row({ from: [16, 2], along: "y", length: 180, depth: 14, seed: 101, shops: true, storeys: [3, 5] });
    kit.row({ from: [-16, 8], along: "y", length: 180, depth: -14, seed: 117, shops: true, storeys: [2, 5] });
    kit.add(box([-22, 118, 0], [-17.4, 122.6, 27], SURFACE.white));
    kit.add(box([-21, 119, 27], [-18.4, 121.6, 31], SURFACE.white));
    kit.add(post([-19.7, 120.3, 31], 2.2, 1.2, SURFACE.awning, 12, 0.1));
    kit.palms(
      [27, 38, 49, 61, 75, 92].map((y) => [0, y] as const),
      6,
    );
    kit.palms(
      [24, 38, 56, 76].map((y) => [14.6, y] as const),
      5.4,
    );
    kit.palms(
      [34, 48, 64].map((y) => [-14.6, y] as const),
      5.4,
    );
    for (const y of [20, 44, 68, 98, 130]) {
      kit.lamp([0, y, 0.18], [2.6, 0]);
      kit.lamp([0, y, 0.18], [-2.6, 0]);
    }
    return kit.done([
      sand(),
      paving((x) => Math.abs(x) > 12 && Math.abs(x) < 17, 1.4),
      asphalt(rectangle(-12, -40, 12, 220)),
      ...[-9.1, 9.1].map((x) => paint(strip([x, -40], [x, 220], 0.12))),
      ...[-5.6, 5.6].map((x) => paint(strip([x, -40], [x, 220], 0.12, 3, 4.5))),
      ...[-2, 2].map((x) => paint(strip([x, 9], [x, 220], 0.12))),
      paint(zebra(1.9, 4.6, 11.8, 8)),
      paint(zebra(-11.8, 4.6, -1.9, 8)),
      sand(rectangle(-1.5, 10.1, 1.5, 220), [0.55, 0.4, 0.25]),
    ]);
  },
};
