import { asphalt, kerb, paint, paving, rectangle, sand, strip } from "../ground.ts";
import { box, circle, lid, post, skin } from "../mesh.ts";
import type { Mesh } from "../mesh.ts";
import { sedan, van } from "../models/car.ts";
import { lorry } from "../models/lorry.ts";
import { motorbike } from "../models/motorbike.ts";
import { person } from "../models/person.ts";
import { SURFACE } from "../models/street.ts";
import { pathThrough, steady } from "../motion.ts";
import type { Scene } from "../scene.ts";
import { newKit } from "./kit.ts";

const away = pathThrough(
  [
    [2.6, -40],
    [2.6, 60],
    [9, 150],
    [24, 240],
  ],
  40,
);
const towards = pathThrough(
  [
    [17, 240],
    [2, 150],
    [-3.2, 62],
    [-3.2, -40],
  ],
  40,
);
const turningIn = pathThrough(
  [
    [17, 240],
    [2, 150],
    [-3.2, 62],
    [-3.2, 41],
    [-10, 33.2],
    [-24, 32.6],
  ],
  9,
);
const comingOut = pathThrough(
  [
    [40, 46.4],
    [12, 46],
    [4.4, 48],
    [3, 58],
    [2.8, 70],
    [9, 150],
    [24, 240],
  ],
  8,
);
const guard = pathThrough(
  [
    [-12.4, 36],
    [-10.2, 33.6],
    [-12, 26],
    [-34, 24.5],
  ],
  2,
);

/** The road through the industrial zone: sheds, tanks, lorries. */
export const industrial: Scene = {
  name: "industrial",
  hour: "day",
  sunAzimuth: -130,
  mount: { eye: [5, -9, 9.6], target: [-1.6, 32, 0.5], fov: 60 },
  seconds: 12,
  movers: [
    { model: lorry(0xb4432f, 0xc9c5b8), path: away, knots: steady(away, 11.5), start: 0 },
    { model: sedan(0xd8dad9), path: away, knots: steady(away, 13), start: 2 },
    { model: lorry(0x3f6d8c, 0x8f9a94), path: towards, knots: steady(towards, 11.8), start: 3 },
    { model: van(0xe5e2d9), path: towards, knots: steady(towards, 11.8), start: 0 },
    {
      model: lorry(0xd9c13f, 0xb0a78f),
      path: turningIn,
      knots: [
        [0, 0],
        [10, 120],
        [15, 178],
        [18.5, 201],
        [22, 220],
        [25, 238],
      ],
      start: 9,
    },
    {
      model: lorry(0xe2e0d8, 0x64788a),
      path: comingOut,
      knots: [
        [0, 0],
        [4, 18],
        [8, 38],
        [11, 56],
        [20, 152],
        [28, comingOut.length],
      ],
      start: 4,
    },
    { model: motorbike(0x30343a, 0x6a5a3e), path: away, knots: steady(away, 13), start: 9.4 },
    { model: person({ top: 0xb98a3a, legs: 0x3a4048 }), path: guard, knots: steady(guard, 1.1), start: 5.5 },
  ],
  parked: [
    { model: lorry(0x8c979c, 0xa9a392), x: 15.6, y: 29, heading: Math.PI / 2 },
    { model: lorry(0xb4432f, 0xd2cec2), x: -21, y: 62, heading: Math.PI * 0.52 },
    { model: van(0xd6d3ca), x: 15.4, y: 62, heading: Math.PI / 2 },
    { model: sedan(0x5d6a70), x: -16, y: 22, heading: 0.1 },
  ],
  set: (light) => {
    const kit = newKit(light);
    const shed = (x0: number, y0: number, x1: number, y1: number, height: number, tone: number): void =>
      kit.add(hall(x0, y0, x1, y1, height, tone));
    shed(18, 66, 48, 104, 8.4, SURFACE.white);
    shed(-50, 40, -25, 84, 8.8, SURFACE.roof);
    shed(20, 10, 42, 40, 7.4, SURFACE.tank);
    shed(-46, 96, -18, 140, 10, SURFACE.white);
    shed(30, 120, 66, 170, 11, SURFACE.roof);
    for (const [x, y, r] of [
      [-34, 22, 5.2],
      [-46, 24, 5.2],
      [24, 114, 4.4],
      [-20, 156, 6],
    ] as const)
      kit.add(tank(x, y, r, 9));
    kit.add(post([-28, 92, 0], 30, 1.1, SURFACE.stone, 14, 0.7));
    for (const [x0, x1] of [
      [-60, -27],
      [-20.6, -11],
    ] as const)
      kit.add(box([x0, 27.6, 0], [x1, 27.8, 2.2], SURFACE.stone));
    kit.add(box([-11, 37.6, 0], [-10.8, 130, 2.2], SURFACE.stone));
    kit.add(box([13, 52, 0], [13.2, 150, 2.2], SURFACE.stone));
    kit.add(box([-13.6, 34.6, 0], [-11.2, 37.2, 2.7], SURFACE.white));
    kit.add(box([-13.8, 34.4, 2.7], [-11, 37.4, 2.85], SURFACE.awning));
    kit.palms(
      [
        [-13, 46],
        [-13, 58],
        [-13, 72],
        [14.6, 56],
        [15, 78],
        [16.4, 96],
      ],
      5.2,
    );
    for (const y of [14, 44, 74, 104, 134]) kit.lamp([8.6 + Math.max(0, y - 66) * 0.075, y, 0], [-2.4, 0]);
    return kit.done([
      sand(),
      paving((x, y) => x < -7 && x > -60 && y > 27.6 && y < 100, 4, [0.5, 0.45, 0.38]),
      paving(rectangle(7, 6, 60, 110), 4, [0.5, 0.46, 0.4]),
      kerb((x, y) => Math.abs(Math.abs(x - bend(y)) - 7.15) < 0.16 && !(y > 29 && y < 37 && x < 0) && !(y > 42 && y < 50 && x > 0)),
      asphalt((x, y) => Math.abs(x - bend(y)) < 7, 2),
      asphalt(rectangle(-26, 29.4, -6, 36.6), 4),
      asphalt(rectangle(6, 42.6, 28, 49.6), 5),
      paint((x, y) => Math.abs(x - bend(y)) < 0.07 && y % 6 < 3),
      paint((x, y) => Math.abs(Math.abs(x - bend(y)) - 6.5) < 0.07 && !(y > 29 && y < 37 && x < 0) && !(y > 42 && y < 50 && x > 0)),
      paint(strip([-6.6, 29.6], [-6.6, 36.4], 0.35, 0.6, 0.4)),
    ]);
  },
};

/** Middle of the road: straight up to 66 m, then bending to the right. */
const bend = (y: number): number => (y < 66 ? 0 : ((y - 66) ** 2 / 2200) * 1.55);

/** A shed with a low gabled roof and roller gates on its front. */
function hall(x0: number, y0: number, x1: number, y1: number, height: number, tone: number): Mesh {
  const middle = (x0 + x1) / 2;
  const ridge = height + 2.2;
  const ring = (y: number): [number, number, number][] => [
    [x0, y, 0],
    [x1, y, 0],
    [x1, y, height],
    [middle, y, ridge],
    [x0, y, height],
  ];
  const gates = [0.2, 0.5, 0.8].flatMap((k) => {
    const x = x0 + (x1 - x0) * k;
    return box([x - 2.4, y0 - 0.06, 0], [x + 2.4, y0 + 0.1, 4.6], tone === SURFACE.tank ? SURFACE.roof : SURFACE.tank);
  });
  const side = [0.25, 0.6].flatMap((k) => {
    const y = y0 + (y1 - y0) * k;
    const x = middle < 0 ? x1 : x0;
    return box([x - 0.06, y - 2.2, 0], [x + 0.06, y + 2.2, 4.4], SURFACE.metal);
  });
  return [
    ...skin([ring(y0), ring(y1)], (_, j) => (j === 2 || j === 3 ? SURFACE.metal : tone)).map(flat),
    ...lid(ring(y0), tone),
    ...lid(ring(y1), tone),
    ...gates,
    ...side,
  ];
}

const flat = (face: Mesh[number]): Mesh[number] => {
  const [a, b, c] = face.corners;
  const u = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
  const v = [c[0] - a[0], c[1] - a[1], c[2] - a[2]] as const;
  const n: [number, number, number] = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
  const k = 1 / (Math.hypot(...n) || 1);
  const unit: [number, number, number] = [n[0] * k, n[1] * k, n[2] * k];
  return { ...face, normals: [unit, unit, unit] };
};

/** An upright tank with a flat cone for a roof. */
function tank(x: number, y: number, r: number, height: number): Mesh {
  const rim = circle([x, y, height], [r, 0, 0], [0, r, 0], 28);
  const top = circle([x, y, height + 1.2], [0.4, 0, 0], [0, 0.4, 0], 28);
  return [...skin([circle([x, y, 0], [r, 0, 0], [0, r, 0], 28), rim], SURFACE.white), ...skin([rim, top], SURFACE.metal)];
}
