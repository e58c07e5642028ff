import * as fc from "fast-check";
import { expect, it } from "vitest";
import { photoFormat } from "./format.ts";
import { withoutMetadata } from "./metadata.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
const SECRET = Buffer.from("31.9500 N 5.3200 E, owner of the phone");

const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};
const exif = (orientation: number): Buffer => {
  const tiff = Buffer.concat([hex("49492a0008000000 0100 1201 0300 01000000"), Buffer.from([orientation, 0, 0, 0, 0, 0, 0, 0])]);
  return segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), tiff, SECRET]));
};
const JFIF = segment(0xe0, hex("4a46494600 0101 0000 0100 0100 00"));
const SOF = segment(0xc0, hex("08 00c8 0140 03 012200 021101 031101"));
const SCAN = Buffer.concat([segment(0xda, hex("03 0100 0211 0311 003f00")), hex("12 ff00 34 ffd0 56 ff00")]);
const jpeg = (...extra: Buffer[]): Buffer =>
  Buffer.concat([hex("ffd8"), JFIF, ...extra, SOF, SCAN, hex("ffd9"), Buffer.from("a film behind the picture"), SECRET]);

const chunk = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from(type), body, Buffer.alloc(4)]);
};
const PNG = Buffer.concat([
  hex("89504e470d0a1a0a"),
  chunk("IHDR", hex("00000140 000000c8 08 02 00 00 00")),
  chunk("eXIf", SECRET),
  chunk("tEXt", SECRET),
  chunk("gAMA", hex("0000b18f")),
  chunk("IDAT", hex("0102")),
  chunk("IEND", Buffer.alloc(0)),
  SECRET,
]);
const riff = (type: string, body: Buffer): Buffer => {
  const head = Buffer.from(`${type}\0\0\0\0`, "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};
const webpOf = (...chunks: Buffer[]): Buffer => riff("RIFF", Buffer.concat([Buffer.from("WEBP"), ...chunks]));
const WEBP = webpOf(
  riff("VP8X", hex("0c000000 3f0100 c70000")),
  riff("VP8L", hex("2f 3fc13100 00")),
  riff("EXIF", SECRET),
  riff("XMP ", SECRET),
);

it.each([
  ["image/jpeg", jpeg(exif(6), segment(0xfe, SECRET), segment(0xed, SECRET))],
  ["image/png", PNG],
  ["image/webp", WEBP],
] as const)("takes out of %s what its camera wrote, and leaves the picture", (type, bytes) => {
  const clean = withoutMetadata(bytes, { type });
  expect(clean).not.toBeNull();
  expect(bytes.includes(SECRET)).toBe(true);
  expect(clean?.includes(SECRET)).toBe(false);
  expect(photoFormat(clean ?? Buffer.alloc(0))).toEqual(photoFormat(bytes));
  // Once more changes nothing.
  expect(withoutMetadata(clean ?? Buffer.alloc(0), { type })).toEqual(clean);
});

it("keeps each scan of a JPEG byte by byte, and which way up it is", () => {
  const clean = withoutMetadata(jpeg(exif(6)), { type: "image/jpeg" });
  expect(clean?.includes(SCAN)).toBe(true);
  expect(clean?.includes(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]))).toBe(true);
  expect(withoutMetadata(jpeg(exif(1)), { type: "image/jpeg" })?.includes(Buffer.from("Exif"))).toBe(false);
});

it("is null for what is broken, and breaks at nothing", () => {
  expect(withoutMetadata(jpeg().subarray(0, 60), { type: "image/jpeg" })).toBeNull();
  const whole = { "image/jpeg": jpeg(exif(3)), "image/png": PNG, "image/webp": WEBP } as const;
  fc.assert(
    fc.property(
      fc.constantFrom("image/jpeg", "image/png", "image/webp"),
      fc.nat(200),
      fc.uint8Array({ maxLength: 60 }),
      (type, cut, tail) => {
        const bytes = Buffer.concat([whole[type].subarray(0, Math.max(30, cut)), tail]);
        const clean = withoutMetadata(bytes, { type });
        expect(clean === null || clean.length <= bytes.length + 40).toBe(true);
      },
    ),
  );
});
