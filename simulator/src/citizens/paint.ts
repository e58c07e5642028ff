export type Colour = readonly [red: number, green: number, blue: number];
export type Spot = readonly [x: number, y: number];

/** A picture in the making: pixels of three bytes, painted over from back to front. */
export class Painting {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;

  constructor(width: number, height: number) {
    [this.width, this.height] = [width, height];
    this.pixels = new Uint8Array(width * height * 3);
  }

  /** Paints a row from `x0` up to `x1`, which lie outside where they like. */
  row(y: number, x0: number, x1: number, [red, green, blue]: Colour): void {
    if (y < 0 || y >= this.height) return;
    for (let x = Math.max(0, Math.round(x0)); x < Math.min(this.width, Math.round(x1)); x++) {
      const at = (y * this.width + x) * 3;
      [this.pixels[at], this.pixels[at + 1], this.pixels[at + 2]] = [red, green, blue];
    }
  }

  /** From one colour above to another below. */
  fade(top: number, bottom: number, above: Colour, below: Colour): void {
    for (let y = top; y < bottom; y++) {
      const share = (y - top) / (bottom - top);
      const mix = (nth: 0 | 1 | 2): number => Math.round(above[nth] + (below[nth] - above[nth]) * share);
      this.row(y, 0, this.width, [mix(0), mix(1), mix(2)]);
    }
  }

  box(x: number, y: number, width: number, height: number, colour: Colour): void {
    for (let row = Math.round(y); row < Math.round(y + height); row++) this.row(row, x, x + width, colour);
  }

  disc([x, y]: Spot, radius: number, colour: Colour, flat = 1): void {
    for (let row = Math.ceil(y - radius * flat); row <= y + radius * flat; row++) {
      const half = Math.sqrt(Math.max(0, radius ** 2 - ((row - y) / flat) ** 2));
      this.row(row, x - half, x + half, colour);
    }
  }

  /** A shape without holes; rows are filled between the edges that they cross. */
  shape(spots: readonly Spot[], colour: Colour): void {
    const ys = spots.map(([, y]) => y);
    for (let row = Math.floor(Math.min(...ys)); row <= Math.max(...ys); row++) {
      const crossed = spots
        .map((from, nth) => [from, spots[(nth + 1) % spots.length] ?? from] as const)
        .filter(([[, a], [, b]]) => a <= row !== b <= row)
        .map(([[x, a], [to, b]]) => x + ((row - a) / (b - a)) * (to - x))
        .toSorted((a, b) => a - b);
      for (let at = 0; at + 1 < crossed.length; at += 2) this.row(row, crossed[at] ?? 0, crossed[at + 1] ?? 0, colour);
    }
  }
}
