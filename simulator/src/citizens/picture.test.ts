import * as fc from "fast-check";
import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { pictureOf } from "./picture.ts";
import { pngOf } from "./png.ts";

/** The pixels of a PNG whose lines differ from their left; any other file throws. */
function pixelsOf(file: Buffer): { width: number; height: number; rgb: number[] } {
  expect(file.subarray(1, 4).toString("latin1")).toBe("PNG");
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at))
    if (file.toString("latin1", at + 4, at + 8) === "IDAT") data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  const lines = inflateSync(Buffer.concat(data));
  const rgb: number[] = [];
  for (let y = 0; y < height; y++) {
    const from = y * (width * 3 + 1);
    expect(lines[from]).toBe(1);
    for (let x = 0; x < width * 3; x++) rgb.push(((lines[from + 1 + x] ?? 0) + (x < 3 ? 0 : (rgb.at(-3) ?? 0))) & 255);
  }
  return { width, height, rgb };
}

test("a PNG holds the pixels that it was made of", () => {
  const picture = fc.record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) }).chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      rgb: fc.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 }),
    }),
  );
  fc.assert(
    fc.property(picture, ({ width, height, rgb }) => {
      expect(pixelsOf(pngOf(width, height, rgb))).toEqual({ width, height, rgb: Array.from(rgb) });
    }),
  );
});

test("each motif is another picture, and the same chances draw the same", () => {
  const drawn = (["lorry", "car", "hole", "wall", "palm"] as const).map((motif) => pictureOf(motif, false, () => 0.4).toString("base64"));
  expect(new Set(drawn).size).toBe(5);
  expect(pictureOf("lorry", false, () => 0.4).toString("base64")).toBe(drawn[0]);
  expect(pictureOf("lorry", true, () => 0.4).toString("base64")).not.toBe(drawn[0]);
  expect(Math.max(...drawn.map((each) => each.length))).toBeLessThan(200_000);
});
