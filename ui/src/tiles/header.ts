/** Head of a PMTiles archive (version 3). Offsets and lengths in bytes, bounds in degrees. */
export type Header = {
  readonly root: Part;
  readonly metadata: Part;
  readonly leaves: Part;
  readonly tiles: Part;
  readonly packed: Packing;
  readonly tilesPacked: Packing;
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
};
export type Part = { readonly offset: number; readonly length: number };
export type Packing = "none" | "gzip";

export const HEADER_BYTES = 127;
const VECTOR_TILES = 1;
const PACKINGS: Readonly<Record<number, Packing>> = { 1: "none", 2: "gzip" };

/** Reads the head of an archive; null where it is none, or one that this reader cannot unpack. */
export function readHeader(bytes: Uint8Array): Header | null {
  if (bytes.length < HEADER_BYTES || new TextDecoder().decode(bytes.subarray(0, 7)) !== "PMTiles" || bytes[7] !== 3) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const long = (at: number): number => Number(view.getBigUint64(at, true));
  const part = (at: number): Part => ({ offset: long(at), length: long(at + 8) });
  const degrees = (at: number): number => view.getInt32(at, true) / 1e7;
  const [packed, tilesPacked] = [PACKINGS[view.getUint8(97)], PACKINGS[view.getUint8(98)]];
  if (packed === undefined || tilesPacked === undefined || view.getUint8(99) !== VECTOR_TILES) return null;
  return {
    root: part(8),
    metadata: part(24),
    leaves: part(40),
    tiles: part(56),
    packed,
    tilesPacked,
    minZoom: view.getUint8(100),
    maxZoom: view.getUint8(101),
    bounds: [degrees(102), degrees(106), degrees(110), degrees(114)],
  };
}
