/** Draws frame after frame of a test picture (yuv420p) into buffers that it uses again after `RING` frames. */
export type Pattern = { readonly width: number; readonly height: number; readonly next: (frame: number) => Buffer };

const RING = 6;
/** Share of the height that is noise: 0.12 of 1080p keeps x264 ultrafast at its 4 Mbit/s limit. */
const NOISE = 0.12;

/**
 * A quiet gradient with bars that wander, and a band of noise that changes with each frame. It makes the encoder spend bits as a busy street
 * does.
 */
export function newPattern(width: number, height: number): Pattern {
  const size = (width * height * 3) / 2;
  const base = Buffer.alloc(size, 128);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) base[y * width + x] = 50 + (x * 60) / width + (y * 50) / height;
  const grain = Buffer.from(Array.from({ length: width * 64 }, (_, i) => 90 + 70 * hash(i)));
  const frames = Array.from({ length: RING }, () => Buffer.alloc(size));
  const rows = Math.round(height * NOISE);
  const next = (n: number): Buffer => {
    const frame = frames[n % RING] ?? base;
    base.copy(frame);
    for (let k = 0; k < 5; k++) {
      const left = (n * (2 + k * 2) + k * 311) % (width - 80);
      const top = Math.floor(height * (0.25 + 0.11 * k));
      for (let y = top; y < top + height / 20; y++) frame.fill(110 + k * 25, y * width + left, y * width + left + 80);
    }
    for (let y = height - rows; y < height; y++) {
      const from = Math.floor(hash(n, y) * width * 63);
      grain.copy(frame, y * width, from, from + width);
    }
    return frame;
  };
  return { width, height, next };
}

/** A number in [0, 1) that depends on the arguments alone. */
export function hash(a: number, b = 0, c = 0): number {
  let h = (Math.imul(a | 0, 0x9e3779b1) ^ Math.imul(b | 0, 0x85ebca6b) ^ Math.imul(c | 0, 0xc2b2ae35)) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) >>> 0;
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39) >>> 0;
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}
