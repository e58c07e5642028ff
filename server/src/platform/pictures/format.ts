/** Format of a picture by its own bytes, whatever its name or its sender says. Sides in pixels. */
export type PhotoFormat = { readonly type: "image/jpeg" | "image/png" | "image/webp"; readonly width: number; readonly height: number };

/** Frames of a JPEG that carry its size (ITU-T T.81, table B.1); not DHT, JPG and DAC, which lie between them. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpeg(bytes: Buffer): PhotoFormat | null {
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { type: "image/jpeg", width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    else if (marker === 0xd9 || marker === 0xda) return null;
    else {
      const length = bytes.readUInt16BE(at + 2);
      if (length < 2) return null;
      at += 2 + length;
    }
  }
  return null;
}

function png(bytes: Buffer): PhotoFormat | null {
  if (bytes.length < 24 || bytes.toString("latin1", 12, 16) !== "IHDR") return null;
  return { type: "image/png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function webp(bytes: Buffer): PhotoFormat | null {
  if (bytes.length < 30) return null;
  const chunk = bytes.toString("latin1", 12, 16);
  const sized = (width: number, height: number): PhotoFormat => ({ type: "image/webp", width, height });
  if (chunk === "VP8X") return sized(1 + bytes.readUIntLE(24, 3), 1 + bytes.readUIntLE(27, 3));
  if (chunk === "VP8L" && bytes[20] === 0x2f) {
    const packed = bytes.readUInt32LE(21);
    return sized(1 + (packed & 0x3fff), 1 + ((packed >>> 14) & 0x3fff));
  }
  const isKeyFrame = chunk === "VP8 " && bytes.toString("hex", 23, 26) === "9d012a";
  return isKeyFrame ? sized(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff) : null;
}

/** Reads format and size from the head of a picture; null for anything else. */
export function photoFormat(bytes: Buffer): PhotoFormat | null {
  const head = bytes.toString("latin1", 0, 12);
  if (head.startsWith("\u00ff\u00d8\u00ff")) return jpeg(bytes);
  if (head.startsWith("\u0089PNG\r\n\u001a\n")) return png(bytes);
  return head.startsWith("RIFF") && head.endsWith("WEBP") ? webp(bytes) : null;
}

const [LEAST, MOST, PIXELS] = [16, 8192, 40_000_000];

/** A picture that a screen can unpack: a small file may claim a size that fills a machine's memory. */
export const isOfUsableSize = ({ width, height }: PhotoFormat): boolean =>
  Math.min(width, height) >= LEAST && Math.max(width, height) <= MOST && width * height <= PIXELS;
