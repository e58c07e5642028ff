import type { Mesh } from "./mesh.ts";
import type { Vec } from "./vector.ts";

/** Nearest crossing of a ray: distance in units of its direction, and the face's index in the mesh. */
export type Hit = { t: number; face: number };

/** Static geometry that rays can be shot at. */
export type Solid = {
  /** Fills `hit` with the nearest crossing below `limit`; false if there is none. */
  readonly nearest: (o: Vec, d: Vec, limit: number, hit: Hit) => boolean;
  /** True if anything lies on the ray below `limit`. */
  readonly blocked: (o: Vec, d: Vec, limit: number) => boolean;
};

const LEAF = 4;

/** A bounding-volume tree over a mesh: median split by the longest axis, nodes in flat arrays. */
export function solidOf(mesh: Mesh): Solid {
  const count = mesh.length;
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const centre = new Float32Array(count * 3);
  const triangles = new Float64Array(count * 9);
  const bounds = new Float32Array(count * 6);
  for (const [i, { corners }] of mesh.entries()) {
    const [a, b, c] = corners;
    for (let k = 0; k < 3; k++) {
      const [p, q, r] = [a[k] ?? 0, b[k] ?? 0, c[k] ?? 0];
      triangles[i * 9 + k] = p;
      triangles[i * 9 + 3 + k] = q - p;
      triangles[i * 9 + 6 + k] = r - p;
      bounds[i * 6 + k] = Math.min(p, q, r);
      bounds[i * 6 + 3 + k] = Math.max(p, q, r);
      centre[i * 3 + k] = (p + q + r) / 3;
    }
  }
  const boxes: number[] = [];
  const links: number[] = []; // per node: first triangle and count of a leaf, or −(second child) and 0
  const build = (from: number, to: number): void => {
    const node = links.length / 2;
    links.push(from, to - from);
    const low = [Infinity, Infinity, Infinity];
    const high = [-Infinity, -Infinity, -Infinity];
    for (let i = from; i < to; i++)
      for (let k = 0; k < 3; k++) {
        low[k] = Math.min(low[k] ?? 0, bounds[(order[i] ?? 0) * 6 + k] ?? 0);
        high[k] = Math.max(high[k] ?? 0, bounds[(order[i] ?? 0) * 6 + 3 + k] ?? 0);
      }
    boxes.push(...low, ...high);
    if (to - from <= LEAF) return;
    const size = low.map((l, k) => (high[k] ?? 0) - l);
    const axis = size.indexOf(Math.max(...size));
    order.subarray(from, to).sort((a, b) => (centre[a * 3 + axis] ?? 0) - (centre[b * 3 + axis] ?? 0));
    const middle = (from + to) >> 1;
    build(from, middle);
    links[node * 2] = -(links.length / 2);
    links[node * 2 + 1] = 0;
    build(middle, to);
  };
  if (count > 0) build(0, count);
  const inOrder = new Float32Array(count * 9); // the triangles of a leaf lie next to each other in memory
  for (const [i, face] of order.entries()) inOrder.set(triangles.subarray(face * 9, face * 9 + 9), i * 9);
  return traversal(Float32Array.from(boxes), Int32Array.from(links), order, inOrder);
}

function traversal(boxes: Float32Array, links: Int32Array, order: Uint32Array, triangles: Float32Array): Solid {
  const stack = new Int32Array(64);
  const axes = splitAxes(boxes, links);
  const shoot = (o: Vec, d: Vec, limit: number, hit: Hit | null): boolean => {
    if (links.length === 0) return false;
    const [ox, oy, oz] = o;
    const [dx, dy, dz] = d;
    const ix = 1 / (dx || 1e-12);
    const iy = 1 / (dy || 1e-12);
    const iz = 1 / (dz || 1e-12);
    let best = limit;
    let found = false;
    let top = 0;
    stack[top++] = 0;
    while (top > 0) {
      const node = stack[--top] ?? 0;
      const b = node * 6;
      const x1 = ((boxes[b] ?? 0) - ox) * ix;
      const x2 = ((boxes[b + 3] ?? 0) - ox) * ix;
      const y1 = ((boxes[b + 1] ?? 0) - oy) * iy;
      const y2 = ((boxes[b + 4] ?? 0) - oy) * iy;
      const z1 = ((boxes[b + 2] ?? 0) - oz) * iz;
      const z2 = ((boxes[b + 5] ?? 0) - oz) * iz;
      const enter = Math.max(Math.min(x1, x2), Math.min(y1, y2), Math.min(z1, z2), 0);
      const leave = Math.min(Math.max(x1, x2), Math.max(y1, y2), Math.max(z1, z2), best);
      if (enter > leave) continue;
      const size = links[node * 2 + 1] ?? 0;
      const link = links[node * 2] ?? 0;
      if (size === 0) {
        const axis = axes[node] ?? 0;
        const backwards = (axis === 0 ? dx : axis === 1 ? dy : dz) < 0; // the nearer child is looked at first
        stack[top++] = backwards ? node + 1 : -link;
        stack[top++] = backwards ? -link : node + 1;
        continue;
      }
      for (let i = link; i < link + size; i++) {
        const t = crossing(triangles, i * 9, ox, oy, oz, dx, dy, dz);
        if (t > 1e-3 && t < best) {
          if (hit === null) return true;
          best = t;
          found = true;
          hit.t = t;
          hit.face = order[i] ?? 0;
        }
      }
    }
    return found;
  };
  return { nearest: shoot, blocked: (o, d, limit) => shoot(o, d, limit, null) };
}

/** The axis along which a node's children lie apart most. */
function splitAxes(boxes: Float32Array, links: Int32Array): Uint8Array {
  const axes = new Uint8Array(links.length / 2);
  for (let node = 0; node < axes.length; node++) {
    const second = -(links[node * 2] ?? 0);
    if ((links[node * 2 + 1] ?? 0) > 0) continue;
    const apart = [0, 1, 2].map(
      (k) =>
        (boxes[second * 6 + k] ?? 0) +
        (boxes[second * 6 + 3 + k] ?? 0) -
        (boxes[(node + 1) * 6 + k] ?? 0) -
        (boxes[(node + 1) * 6 + 3 + k] ?? 0),
    );
    axes[node] = apart.indexOf(Math.max(...apart));
  }
  return axes;
}

/** Distance to one triangle (Möller and Trumbore 1997), or −1. */
function crossing(t: Float32Array, i: number, ox: number, oy: number, oz: number, dx: number, dy: number, dz: number): number {
  const ax = t[i + 3] ?? 0;
  const ay = t[i + 4] ?? 0;
  const az = t[i + 5] ?? 0;
  const bx = t[i + 6] ?? 0;
  const by = t[i + 7] ?? 0;
  const bz = t[i + 8] ?? 0;
  const px = dy * bz - dz * by;
  const py = dz * bx - dx * bz;
  const pz = dx * by - dy * bx;
  const det = ax * px + ay * py + az * pz;
  if (det > -1e-12 && det < 1e-12) return -1;
  const inv = 1 / det;
  const sx = ox - (t[i] ?? 0);
  const sy = oy - (t[i + 1] ?? 0);
  const sz = oz - (t[i + 2] ?? 0);
  const u = (sx * px + sy * py + sz * pz) * inv;
  if (u < 0 || u > 1) return -1;
  const qx = sy * az - sz * ay;
  const qy = sz * ax - sx * az;
  const qz = sx * ay - sy * ax;
  const v = (dx * qx + dy * qy + dz * qz) * inv;
  if (v < 0 || u + v > 1) return -1;
  return (bx * qx + by * qy + bz * qz) * inv;
}
