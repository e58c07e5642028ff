import { hash } from "../../src/live/pattern.ts";
import { box, circle, lid, post, quad, skin, triangle } from "../geometry/mesh.ts";
import type { Face, Mesh } from "../geometry/mesh.ts";
import type { Spot } from "../motion.ts";
import type { Vec } from "../geometry/vector.ts";
import { SURFACE } from "./street.ts";

/** A house: its body with a facade surface, a parapet, and the usual things on flat roofs here: tanks, a stair head, air units. */
export function house([x0, y0]: Spot, [x1, y1]: Spot, height: number, front: number, seed: number): Mesh {
  const w = x1 - x0;
  const d = y1 - y0;
  const parapet = (ax: number, ay: number, bx: number, by: number): Mesh => box([ax, ay, height], [bx, by, height + 0.7], SURFACE.roof);
  const faces: Face[] = [
    ...box([x0, y0, 0], [x1, y1, height], front, SURFACE.roof),
    ...parapet(x0, y0, x1, y0 + 0.25),
    ...parapet(x0, y1 - 0.25, x1, y1),
    ...parapet(x0, y0, x0 + 0.25, y1),
    ...parapet(x1 - 0.25, y0, x1, y1),
  ];
  if (w > 5 && d > 5) {
    const sx = x0 + w * (0.2 + 0.4 * hash(seed, 1));
    const sy = y0 + d * (0.3 + 0.3 * hash(seed, 2));
    faces.push(...box([sx, sy, height], [sx + 2.4, sy + 2.2, height + 2.3], SURFACE.roof));
    const tank: Vec = [x0 + w * (0.15 + 0.7 * hash(seed, 3)), y0 + d * 0.25, height + 0.1];
    faces.push(...post(tank, 1.3, 0.55, SURFACE.tank, 10, 0.5));
  }
  return faces;
}

/** A wall of round arches along x at `y`, from the ground up to `height`. */
export function arcade(x0: number, x1: number, y: number, height: number): Mesh {
  const bay = 4;
  const radius = 1.4;
  const spring = 3.4;
  const faces: Face[] = [];
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
  return faces;
}

/** A shed with a low gabled roof and roller gates on its front. */
export function shed([x0, y0, x1, y1]: readonly [number, number, number, number], height: number, tone: number): Mesh {
  const middle = (x0 + x1) / 2;
  const ridge = height + 2.2;
  const ring = (y: number): Vec[] => [
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

const flat = ({ corners: [a, b, c], surface }: Face): Face => triangle(a, b, c, surface);

/** A red crescent on the front of the building, facing the street: the ring between two shifted circles. */
export function crescent([x, y, z]: Vec, r: number): Mesh {
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
