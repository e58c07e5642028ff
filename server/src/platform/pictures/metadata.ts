import { jpegWithoutMetadata } from "./jpeg-metadata.ts";
import type { PhotoFormat } from "./format.ts";

/** Chunks that a PNG needs to look the same (PNG, third edition): all critical ones, and these of the others. */
const PNG_LOOKS = new Set(["tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs"]);
const SIGNATURE = 8;

function png(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, SIGNATURE)];
  for (let at = SIGNATURE; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (end > bytes.length) return null;
    if (/^[A-Z]/u.test(type) || PNG_LOOKS.has(type)) kept.push(bytes.subarray(at, end));
    // Bytes after the end marker are no part of the picture.
    if (type === "IEND") return Buffer.concat(kept);
    at = end;
  }
  return null;
}

/** Chunks of a WebP (RFC 9649) that hold what its camera wrote, and the bits of VP8X that announce them. */
const WEBP_METADATA = new Set(["EXIF", "XMP "]);
const WEBP_KNOWN = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ICCP", "ANIM", "ANMF"]);
const METADATA_BITS = 0x08 | 0x04;

function webp(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [];
  const whole = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  for (let at = 12; at + 8 <= whole;) {
    const type = bytes.toString("latin1", at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length;
    if (end > whole || !(WEBP_KNOWN.has(type) || WEBP_METADATA.has(type))) return null;
    if (WEBP_KNOWN.has(type)) {
      const chunk = Buffer.from(bytes.subarray(at, end));
      if (type === "VP8X" && length > 0) chunk.writeUInt8(chunk.readUInt8(8) & ~METADATA_BITS, 8);
      kept.push(chunk, Buffer.alloc(length % 2));
    }
    at = end + (length % 2);
  }
  const body = Buffer.concat(kept);
  const head = Buffer.from("RIFF\0\0\0\0WEBP", "latin1");
  head.writeUInt32LE(4 + body.length, 4);
  return body.length === 0 ? null : Buffer.concat([head, body]);
}

/**
 * The same picture without what its camera and programs wrote into it: place, time, device, owner, thumbnails, comments, and whatever was
 * hung behind its end. Not one pixel changes, and a JPEG keeps which way up it is. Null where the file is broken.
 */
export function withoutMetadata(bytes: Buffer, { type }: Pick<PhotoFormat, "type">): Buffer | null {
  if (type === "image/jpeg") return jpegWithoutMetadata(bytes);
  return type === "image/png" ? png(bytes) : webp(bytes);
}
