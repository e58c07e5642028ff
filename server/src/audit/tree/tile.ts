import { HASH_BYTES } from "./merkle.ts";

/** Hashes in a full tile, and entries in a full bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;

/** Coordinates of a tile: level 0 holds leaf hashes, each level above one hash per full tile of the level below. */
export type Tile = { readonly level: number | "entries"; readonly n: number; readonly width: number };

/** Path of a tile or entry bundle under the log's folder, `tile/<L>/<N>[.p/<W>]`: 1234067 is `x001/x234/067`. */
export function tilePath({ level, n, width }: Tile): string {
  const digits = String(n);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? [];
  const place = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${place}${width < TILE_WIDTH ? `.p/${width}` : ""}`;
}

/** Whole hashes of a level in a tree of `size` leaves: one per 256 ** level leaves. */
export const hashesAt = (level: number, size: number): number => Math.floor(size / TILE_WIDTH ** level);

/** Every hash tile of a tree, level by level from the leaves; the last of a level may be partial, none is empty. */
export function* tilesOf(size: number): Generator<Tile & { readonly level: number }> {
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const hashes = hashesAt(level, size);
    for (let n = 0; n * TILE_WIDTH < hashes; n++) yield { level, n, width: Math.min(TILE_WIDTH, hashes - n * TILE_WIDTH) };
  }
}

/** Hashes of a tile, one after another. Throws if it holds another number than `width`. */
export function splitTile(bytes: Buffer, width: number): Buffer[] {
  if (bytes.length !== width * HASH_BYTES) throw new RangeError(`a tile of ${width} hashes cannot have ${bytes.length} bytes`);
  return Array.from({ length: width }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

/** Entries each behind its length in two bytes, big-endian (tlog-tiles, entry bundles). */
export function writeBundle(entries: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const entry of entries) {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(entry.length);
    parts.push(length, entry);
  }
  return Buffer.concat(parts);
}

/** Entries of a bundle. Throws if it ends inside an entry. */
export function readBundle(bytes: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const from = at + 2;
    const to = from > bytes.length ? from : from + bytes.readUInt16BE(at);
    if (to > bytes.length) throw new RangeError("a bundle ends inside an entry");
    entries.push(bytes.subarray(from, to));
    at = to;
  }
  return entries;
}
