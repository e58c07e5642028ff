import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A PNG (ISO/IEC 15948) of pixels of three bytes; each line is stored as the difference from the pixel at its left. */
export function pngOf(width: number, height: number, rgb: Uint8Array): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = width * 3;
  const filtered = Buffer.alloc((line + 1) * height);
  for (let y = 0; y < height; y++) {
    const [from, to] = [y * line, y * (line + 1)];
    filtered[to] = 1;
    for (let x = 0; x < line; x++) filtered[to + 1 + x] = (rgb[from + x] ?? 0) - (x < 3 ? 0 : (rgb[from + x - 3] ?? 0));
  }
  return Buffer.concat([SIGNATURE, chunk("IHDR", head), chunk("IDAT", deflateSync(filtered)), chunk("IEND", new Uint8Array(0))]);
}
