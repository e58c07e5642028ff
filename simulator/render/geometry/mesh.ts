import { add, cross, dot, scale, subtract, unit } from "./vector.ts";
import type { Vec } from "./vector.ts";

/** Triangles of one surface; three corners and three normals each, in order. */
export type Face = { readonly corners: readonly [Vec, Vec, Vec]; readonly normals: readonly [Vec, Vec, Vec]; readonly surface: number };
/** Faces with an index of a surface table that the owner keeps. */
export type Mesh = readonly Face[];

/** A flat triangle. */
export function triangle(a: Vec, b: Vec, c: Vec, surface: number): Face {
  const n = unit(cross(subtract(b, a), subtract(c, a)));
  return { corners: [a, b, c], normals: [n, n, n], surface };
}

/** A flat quadrilateral, corners counter-clockwise seen from outside. */
export const quad = (a: Vec, b: Vec, c: Vec, d: Vec, surface: number): Mesh => [triangle(a, b, c, surface), triangle(a, c, d, surface)];

/** A box between two corners, without its underside. */
export function box(low: Vec, high: Vec, surface: number, top = surface): Mesh {
  const [x0, y0, z0] = low;
  const [x1, y1, z1] = high;
  return [
    ...quad([x0, y0, z0], [x1, y0, z0], [x1, y0, z1], [x0, y0, z1], surface),
    ...quad([x1, y0, z0], [x1, y1, z0], [x1, y1, z1], [x1, y0, z1], surface),
    ...quad([x1, y1, z0], [x0, y1, z0], [x0, y1, z1], [x1, y1, z1], surface),
    ...quad([x0, y1, z0], [x0, y0, z0], [x0, y0, z1], [x0, y1, z1], surface),
    ...quad([x0, y0, z1], [x1, y0, z1], [x1, y1, z1], [x0, y1, z1], top),
  ];
}

/**
 * A skin over rings of the same number of points, from the first ring to the last, with smooth normals.
 * Rings run counter-clockwise seen against the direction of travel; ends stay open.
 */
export function skin(rings: readonly (readonly Vec[])[], surface: number | ((ring: number, side: number) => number)): Mesh {
  const normals = rings.map((ring, i) =>
    ring.map((_, j): Vec => {
      const along = subtract(at(rings, i + 1, j), at(rings, i - 1, j));
      const around = subtract(ring[(j + 1) % ring.length] ?? ORIGIN, ring[(j + ring.length - 1) % ring.length] ?? ORIGIN);
      return unit(cross(around, along));
    }),
  );
  const faces: Face[] = [];
  for (let i = 0; i + 1 < rings.length; i++) {
    const size = rings[i]?.length ?? 0;
    for (let j = 0; j < size; j++) {
      const k = (j + 1) % size;
      const s = typeof surface === "number" ? surface : surface(i, j);
      const corner = (ring: number, side: number): Vec => at(rings, ring, side);
      const normal = (ring: number, side: number): Vec => at(normals, ring, side);
      faces.push({
        corners: [corner(i, j), corner(i, k), corner(i + 1, k)],
        normals: [normal(i, j), normal(i, k), normal(i + 1, k)],
        surface: s,
      });
      faces.push({
        corners: [corner(i, j), corner(i + 1, k), corner(i + 1, j)],
        normals: [normal(i, j), normal(i + 1, k), normal(i + 1, j)],
        surface: s,
      });
    }
  }
  return faces;
}

/** A flat lid over a convex ring. */
export const lid = (ring: readonly Vec[], surface: number): Mesh =>
  ring.slice(1, -1).map((b, i) => triangle(ring[0] ?? ORIGIN, b, ring[i + 2] ?? ORIGIN, surface));

/** A ring of points around a centre in the plane of two axes. */
export function circle(centre: Vec, u: Vec, v: Vec, points: number): Vec[] {
  return Array.from({ length: points }, (_, i) => {
    const angle = (2 * Math.PI * i) / points;
    return add(centre, add(scale(u, Math.cos(angle)), scale(v, Math.sin(angle))));
  });
}

/** A post with a round section, standing on `foot`; `flat` is its depth along y as a share of its width. */
export function post(foot: Vec, height: number, radius: number, surface: number, points = 8, topRadius = radius, flat = 1): Mesh {
  const ring = (centre: Vec, r: number): Vec[] => circle(centre, [r, 0, 0], [0, r * flat, 0], points);
  return skin([ring(foot, radius), ring(add(foot, [0, 0, height]), topRadius)], surface);
}

/** Turns a mesh about the vertical (radians, counter-clockwise) and moves it. */
export function place(mesh: Mesh, to: Vec, turn: number): Mesh {
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  const move = (p: Vec): Vec => [p[0] * c - p[1] * s + to[0], p[0] * s + p[1] * c + to[1], p[2] + to[2]];
  const rotate = (n: Vec): Vec => [n[0] * c - n[1] * s, n[0] * s + n[1] * c, n[2]];
  return mesh.map(({ corners: [a, b, d], normals: [i, j, k], surface }) => ({
    corners: [move(a), move(b), move(d)],
    normals: [rotate(i), rotate(j), rotate(k)],
    surface,
  }));
}

const key = (p: Vec): string => p.map((x) => Math.round(x * 1000)).join();

/** The same faces with normals averaged over neighbours whose surfaces meet at less than `degrees`. */
export function smoothed(mesh: Mesh, degrees: number): Mesh {
  const limit = Math.cos((degrees * Math.PI) / 180);
  const flat = mesh.map(({ corners: [a, b, c] }) => cross(subtract(b, a), subtract(c, a)));
  const around = new Map<string, number[]>();
  for (const [i, face] of mesh.entries())
    for (const corner of face.corners) {
      const list = around.get(key(corner));
      if (list === undefined) around.set(key(corner), [i]);
      else list.push(i);
    }
  return mesh.map((face, i) => {
    const own = flat[i] ?? UP;
    const normal = (corner: Vec): Vec => {
      let sum: Vec = ORIGIN;
      for (const j of around.get(key(corner)) ?? []) {
        const other = flat[j] ?? UP;
        if (dot(unit(own), unit(other)) >= limit) sum = add(sum, other);
      }
      return unit(sum);
    };
    const [a, b, c] = face.corners;
    return { ...face, normals: [normal(a), normal(b), normal(c)] };
  });
}

const UP: Vec = [0, 0, 1];
const ORIGIN: Vec = [0, 0, 0];

function at(grid: readonly (readonly Vec[])[], ring: number, side: number): Vec {
  const row = grid[Math.min(grid.length - 1, Math.max(0, ring))];
  return row?.[side] ?? ORIGIN;
}
