import type { Backdrop } from "./backdrop.ts";
import { tone } from "./light.ts";
import type { Scratch } from "./geometry/raster.ts";

/** A rectangle of pixels, `x1` and `y1` outside. */
export type Area = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };

/** One frame in the making over a backdrop, and its yuv420p bytes. Only touched areas are restored and converted again. */
export type Canvas = {
  readonly backdrop: Backdrop;
  readonly linear: Float32Array;
  /** Planar 8-bit 4:2:0, BT.709, limited range. */
  readonly yuv: Buffer;
  /** Id of the thing that each pixel shows, 0 for the stage. */
  readonly owner: Int16Array;
  touched: Area[];
};

/** A canvas that shows the empty backdrop. */
export function newCanvas(backdrop: Backdrop): Canvas {
  const { width, height } = backdrop.view;
  const canvas: Canvas = {
    backdrop,
    linear: Float32Array.from(backdrop.linear),
    yuv: Buffer.alloc((width * height * 3) / 2),
    owner: Int16Array.from(backdrop.owner),
    touched: [],
  };
  convert(canvas, { x0: 0, y0: 0, x1: width, y1: height });
  return canvas;
}

/** The even-cornered part of an area that lies on the picture, or null. */
export function onPicture(canvas: Canvas, x0: number, y0: number, x1: number, y1: number): Area | null {
  const { width, height } = canvas.backdrop.view;
  const area = {
    x0: Math.max(0, Math.floor(x0 / 2) * 2),
    y0: Math.max(0, Math.floor(y0 / 2) * 2),
    x1: Math.min(width, Math.ceil(x1 / 2) * 2),
    y1: Math.min(height, Math.ceil(y1 / 2) * 2),
  };
  return area.x0 < area.x1 && area.y0 < area.y1 ? area : null;
}

/** Makes a frame: removes the last one's things, lets `draw` touch areas, converts the changes. */
export function drawFrame(canvas: Canvas, draw: () => void): void {
  const before = canvas.touched;
  canvas.touched = [];
  const { width } = canvas.backdrop.view;
  for (const area of before)
    for (let y = area.y0; y < area.y1; y++) {
      const [from, to] = [y * width + area.x0, y * width + area.x1];
      canvas.linear.set(canvas.backdrop.linear.subarray(from * 3, to * 3), from * 3);
      canvas.owner.set(canvas.backdrop.owner.subarray(from, to), from);
    }
  draw();
  for (const area of [...before, ...canvas.touched]) convert(canvas, area);
}

/**
 * Lays the scratch of thing `id` over the frame, except behind nearer parts of the backdrop. Gives its full number of pixels without
 * obstacles. `keepsDepth` makes the thing part of the backdrop: it hides things behind it.
 */
export function compose(canvas: Canvas, scratch: Scratch, id: number, keepsDepth = false): number {
  const { linear, backdrop, owner } = canvas;
  const { width } = backdrop.view;
  const { grain, near, light } = scratch;
  const row = scratch.width * grain;
  const whole = grain * grain;
  let filled = 0;
  for (let y = 0; y < scratch.height; y++)
    for (let x = 0; x < scratch.width; x++) {
      const pixel = (y + scratch.y) * width + x + scratch.x;
      const limit = 1 / ((backdrop.depth[pixel] ?? 0) + 0.05);
      let r = 0;
      let g = 0;
      let b = 0;
      let drawn = 0;
      let count = 0;
      let nearest = 0;
      for (let k = 0; k < whole; k++) {
        const i = (y * grain + Math.floor(k / grain)) * row + x * grain + (k % grain);
        const z = near[i] ?? 0;
        if (z === 0) continue;
        drawn++;
        if (z < limit) continue;
        count++;
        nearest = Math.max(nearest, z);
        r += light[i * 3] ?? 0;
        g += light[i * 3 + 1] ?? 0;
        b += light[i * 3 + 2] ?? 0;
      }
      if (drawn * 2 >= whole) filled++;
      if (count === 0) continue;
      if (count * 2 >= whole) owner[pixel] = id;
      if (keepsDepth && count * 2 >= whole) {
        backdrop.depth[pixel] = 1 / nearest;
        backdrop.groundAlbedo[pixel] = 0;
        backdrop.sunShare[pixel] = 0;
      }
      const keep = 1 - count / whole;
      linear[pixel * 3] = (linear[pixel * 3] ?? 0) * keep + r / whole;
      linear[pixel * 3 + 1] = (linear[pixel * 3 + 1] ?? 0) * keep + g / whole;
      linear[pixel * 3 + 2] = (linear[pixel * 3 + 2] ?? 0) * keep + b / whole;
    }
  return filled;
}

/** Number of pixels of an area that show the thing `id`. */
export function pixelsOf(canvas: Canvas, area: Area, id: number): number {
  const { width } = canvas.backdrop.view;
  let count = 0;
  for (let y = area.y0; y < area.y1; y++) for (let x = area.x0; x < area.x1; x++) if (canvas.owner[y * width + x] === id) count++;
  return count;
}

function convert(canvas: Canvas, area: Area): void {
  const { linear, yuv, backdrop } = canvas;
  const { width, height } = backdrop.view;
  const exposure = backdrop.stage.light.exposure;
  const uAt = width * height;
  const vAt = uAt + uAt / 4;
  for (let y = area.y0; y < area.y1; y += 2)
    for (let x = area.x0; x < area.x1; x += 2) {
      let r4 = 0;
      let g4 = 0;
      let b4 = 0;
      for (let k = 0; k < 4; k++) {
        const i = (y + (k >> 1)) * width + x + (k & 1);
        const r = tone((linear[i * 3] ?? 0) * exposure);
        const g = tone((linear[i * 3 + 1] ?? 0) * exposure);
        const b = tone((linear[i * 3 + 2] ?? 0) * exposure);
        yuv[i] = 16.5 + 0.18259 * r + 0.61423 * g + 0.06201 * b;
        r4 += r;
        g4 += g;
        b4 += b;
      }
      const j = (y >> 1) * (width >> 1) + (x >> 1);
      yuv[uAt + j] = 128.5 + (-0.10064 * r4 - 0.33857 * g4 + 0.43922 * b4) / 4;
      yuv[vAt + j] = 128.5 + (0.43922 * r4 - 0.39894 * g4 - 0.04027 * b4) / 4;
    }
}
