import { deflateSync, crc32 } from "node:zlib";

const SIDE = 96;

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/**
 * Makes a picture (PNG, ISO/IEC 15948), different for each name. It is too small for the app to shrink it on one link and not on another.
 */
export function pictureOf(name: string): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIDE, 0);
  head.writeUInt32BE(SIDE, 4);
  // Eight bits of red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const seed = crc32(Buffer.from(name));
  const row = (y: number): Buffer =>
    Buffer.from([0, ...Array.from({ length: SIDE * 3 }, (_, x) => (Math.imul(seed, 1 + (x >> 5) * 7 + (y >> 3)) >>> 24) & 0xff)]);
  const rows = Buffer.concat(Array.from({ length: SIDE }, (_, y) => row(y)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}
