import * as fc from "fast-check";
import { expect, it } from "vitest";
import { isOfUsableSize, photoFormat } from "./format.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
/** Heads of pictures of 320 × 200 as encoders write them: SOI, APP0, SOF0; IHDR; the three kinds of WebP. */
const JPEG = hex("ffd8 ffe0 0010 4a46494600010100000100010000 ffc0 0011 08 00c8 0140 03 0122000211010311 01");
const PNG = hex("89504e470d0a1a0a 0000000d 49484452 00000140 000000c8 0802000000");
const VP8 = hex("52494646 00000000 57454250 56503820 00000000 000000 9d012a 4001 c800");
const VP8L = hex("52494646 00000000 57454250 5650384c 00000000 2f 3fc13100 0000000000");
const VP8X = hex("52494646 00000000 57454250 56503858 0a000000 00000000 3f0100 c70000");

it.each([
  ["image/jpeg", JPEG],
  ["image/png", PNG],
  ["image/webp", VP8],
  ["image/webp", VP8L],
  ["image/webp", VP8X],
])("knows %s by its bytes", (type, bytes) => {
  expect(photoFormat(bytes)).toEqual({ type, width: 320, height: 200 });
});

it("takes nothing else for a picture, and breaks at nothing", () => {
  for (const text of ["<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a", "%PDF-1.7", ""])
    expect(photoFormat(Buffer.from(text))).toBeNull();
  fc.assert(
    fc.property(fc.constantFrom(JPEG, PNG, VP8, VP8L, VP8X), fc.nat(40), fc.uint8Array({ maxLength: 40 }), (head, cut, tail) => {
      const found = photoFormat(Buffer.concat([head.subarray(0, cut), tail]));
      expect(found === null || found.type.startsWith("image/")).toBe(true);
    }),
  );
});

it("refuses what is no picture for a screen", () => {
  const sized = (width: number, height: number) => isOfUsableSize({ type: "image/png", width, height });
  expect([sized(1600, 1200), sized(8192, 4800), sized(0, 10), sized(9000, 16), sized(8192, 8192)]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
