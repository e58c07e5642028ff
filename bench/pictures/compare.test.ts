import * as fc from "fast-check";
import { expect, test } from "vitest";
import { differenceOf, isDifferent, type Grey } from "./compare.ts";

const [WIDTH, HEIGHT] = [160, 90];
const flat = (level: number): Grey => ({ width: WIDTH, height: HEIGHT, pixels: new Uint8Array(WIDTH * HEIGHT).fill(level) });

/** Writes a block of another level into a picture. */
function withBlock({ width, height, pixels }: Grey, x: number, y: number, wide: number, high: number, level: number): Grey {
  const changed = pixels.slice();
  for (let row = y; row < y + high; row++) changed.fill(level, row * width + x, row * width + x + wide);
  return { width, height, pixels: changed };
}

test("a picture equals itself, and one that is a level lighter everywhere", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: WIDTH * HEIGHT, maxLength: WIDTH * HEIGHT, max: 238 }), (pixels) => {
      const one: Grey = { width: WIDTH, height: HEIGHT, pixels };
      expect(differenceOf(one, one)).toBe(0);
      expect(isDifferent(one, { ...one, pixels: pixels.map((level) => level + 17) })).toBe(false);
    }),
    { numRuns: 20 },
  );
});

test("a word that moved is seen at every place, and a changed pixel or two is not", () => {
  fc.assert(
    fc.property(fc.nat(WIDTH - 12), fc.nat(HEIGHT - 6), (x, y) => {
      const kept = withBlock(flat(20), x, y, 10, 2, 200);
      expect(isDifferent(kept, withBlock(flat(20), x, y + 2, 10, 2, 200))).toBe(true);
      expect(isDifferent(flat(20), withBlock(flat(20), x, y, 2, 1, 200))).toBe(false);
    }),
  );
});

test("pictures of two sizes differ", () => {
  expect(differenceOf(flat(20), { width: 90, height: 160, pixels: new Uint8Array(WIDTH * HEIGHT).fill(20) })).toBe(1);
});
