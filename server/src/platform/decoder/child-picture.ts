import sharp, { type Sharp } from "sharp";
import { decodeHeic } from "./child-heic.ts";
import { pixelsOf } from "./pixels.ts";
import type { StillFormat } from "./sniff.ts";
import type { Said } from "./picture-words.ts";
import { SMALL_SIDE, WHOLE_SIDE } from "./sides.ts";

/** Only decoder allowed for each format; every other loader is blocked. */
const LOADERS: Readonly<Record<Exclude<StillFormat, "heic">, string>> = {
  jpeg: "VipsForeignLoadJpeg",
  png: "VipsForeignLoadPng",
  gif: "VipsForeignLoadNsgif",
  webp: "VipsForeignLoadWebp",
  avif: "VipsForeignLoadHeif",
};

/** One thread and no memory of what was opened before: a picture takes what it takes and no more. */
function lockDown(format: StillFormat): void {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.simd(true);
  sharp.block({ operation: ["VipsForeignLoad"] });
  // The copies are made in steps, each read from the one before.
  sharp.unblock({ operation: ["VipsForeignLoadJpeg", ...(format === "heic" ? [] : [LOADERS[format]])] });
}

/** A plain wall is like every other plain wall: with fewer steps of light than this, either way, a hash tells nothing. */
const LEAST_STEPS = 6;

/** Bits of light that grow from left to right in a grid of eight rows (dHash): near the same for the same scene, whatever its size. */
async function differenceHash(jpeg: Buffer): Promise<string | null> {
  const grey = await sharp(jpeg).greyscale().resize(9, 8, { fit: "fill" }).raw().toBuffer();
  const bits = Array.from({ length: 64 }, (_, bit) => {
    const at = Math.floor(bit / 8) * 9 + (bit % 8);
    return (grey[at] ?? 0) < (grey[at + 1] ?? 0) ? "1" : "0";
  });
  const steps = bits.filter((bit) => bit === "1").length;
  if (steps < LEAST_STEPS || steps > 64 - LEAST_STEPS) return null;
  return BigInt(`0b${bits.join("")}`)
    .toString(16)
    .padStart(16, "0");
}

async function open(format: StillFormat, bytes: Buffer, pixels: number): Promise<Sharp | null> {
  if (format !== "heic") return sharp(bytes, { limitInputPixels: pixels, failOn: "error", sequentialRead: true, pages: 1 }).autoOrient();
  const raw = await decodeHeic(bytes, pixels);
  return raw === null ? null : sharp(raw.data, { raw: { width: raw.width, height: raw.height, channels: 4 } });
}

const jpeg = (from: Sharp, side: number): Promise<{ data: Buffer; info: { width: number; height: number } }> =>
  from
    .resize(side, side, { fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#fff" })
    .toColourspace("srgb")
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true });

const asSaid = (cause: unknown): Said => {
  const text = cause instanceof Error ? cause.message : "";
  return { well: false, cause: /pixel limit|too many pixels/i.test(text) ? "too_many_pixels" : "broken" };
};

/**
 * Makes the copies of a picture: the whole, and a small one. They are painted anew from the pixels, turned the way that its camera held it.
 * Nothing of the file itself, and nothing written beside the picture, is in them.
 */
export async function copiesOf(
  format: StillFormat,
  bytes: Buffer,
  pixels: number,
): Promise<{ readonly said: Said; readonly copies: readonly Buffer[] }> {
  if (pixelsOf(format, bytes) > pixels) return { said: { well: false, cause: "too_many_pixels" }, copies: [] };
  try {
    lockDown(format);
    const picture = await open(format, bytes, pixels);
    if (picture === null) return { said: { well: false, cause: "too_many_pixels" }, copies: [] };
    const whole = await jpeg(picture, WHOLE_SIDE);
    const small = await jpeg(sharp(whole.data), SMALL_SIDE);
    const { width, height } = whole.info;
    return { said: { well: true, width, height, hash: await differenceHash(whole.data) }, copies: [whole.data, small.data] };
  } catch (cause) {
    return { said: asSaid(cause), copies: [] };
  }
}
