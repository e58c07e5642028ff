/** A small supersampled picture of one thing: linear light and reciprocal depth per sample; depth 0 is empty. */
export type Scratch = {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Samples per pixel along each side. */
  grain: number;
  light: Float32Array;
  near: Float32Array;
};

/** A vertex on the picture: pixel place, reciprocal depth, linear light. */
export type Vertex = { x: number; y: number; near: number; r: number; g: number; b: number };

export const newScratch = (): Scratch => ({
  x: 0,
  y: 0,
  width: 0,
  height: 0,
  grain: 2,
  light: new Float32Array(0),
  near: new Float32Array(0),
});

/** Empties a scratch over a rectangle of pixels. */
export function clearScratch(scratch: Scratch, x: number, y: number, width: number, height: number, grain: number): void {
  Object.assign(scratch, { x, y, width, height, grain });
  const samples = width * height * grain * grain;
  if (scratch.near.length < samples) {
    scratch.near = new Float32Array(samples);
    scratch.light = new Float32Array(samples * 3);
  } else scratch.near.fill(0, 0, samples);
}

/** Fills one triangle, nearest sample wins. Light and reciprocal depth run linearly over the picture. */
export function fillTriangle(scratch: Scratch, a: Vertex, b: Vertex, c: Vertex): void {
  const { grain, near, light } = scratch;
  const width = scratch.width * grain;
  const height = scratch.height * grain;
  const ax = (a.x - scratch.x) * grain;
  const ay = (a.y - scratch.y) * grain;
  const bx = (b.x - scratch.x) * grain;
  const by = (b.y - scratch.y) * grain;
  const cx = (c.x - scratch.x) * grain;
  const cy = (c.y - scratch.y) * grain;
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (area > -1e-9 && area < 1e-9) return;
  const inv = 1 / area;
  const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
  const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
  const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
  const right = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
  const ux = (cy - ay) * inv; // change of the weight of b and of c per sample to the right
  const vx = -(by - ay) * inv;
  for (let y = top; y <= bottom; y++) {
    const py = y + 0.5 - ay;
    let u = ((left + 0.5 - ax) * (cy - ay) - py * (cx - ax)) * inv;
    let v = (py * (bx - ax) - (left + 0.5 - ax) * (by - ay)) * inv;
    for (let x = left; x <= right; x++, u += ux, v += vx) {
      if (u < 0 || v < 0 || u + v > 1) continue;
      const z = a.near + (b.near - a.near) * u + (c.near - a.near) * v;
      const i = y * width + x;
      if (z <= (near[i] ?? 0)) continue;
      near[i] = z;
      light[i * 3] = a.r + (b.r - a.r) * u + (c.r - a.r) * v;
      light[i * 3 + 1] = a.g + (b.g - a.g) * u + (c.g - a.g) * v;
      light[i * 3 + 2] = a.b + (b.b - a.b) * u + (c.b - a.b) * v;
    }
  }
}
