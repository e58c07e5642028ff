import { rm } from "node:fs/promises";
import { join } from "node:path";
import { readIfThere, replaceFile } from "./durable-file.ts";
import { HASH_BYTES } from "../tree/merkle.ts";
import { hashesAt, readBundle, splitTile, TILE_WIDTH, tilePath, type Tile } from "../tree/tile.ts";
import type { TreeEdge } from "../tree/tree-edge.ts";

/** Name of the newest checkpoint in the log's folder. */
const CHECKPOINT = "checkpoint";

/** Bytes of a tile or bundle; where the partial one is gone, the beginning of the full one. Null if neither is there. */
async function readTile(folder: string, tile: Tile): Promise<Buffer | null> {
  const exact = await readIfThere(join(folder, tilePath(tile)));
  if (exact || tile.width === TILE_WIDTH) return exact;
  return readIfThere(join(folder, tilePath({ ...tile, width: TILE_WIDTH })));
}

/** Hashes of a tile; null if it is missing or of another length. */
export async function readHashes(folder: string, tile: Tile): Promise<Buffer[] | null> {
  const bytes = await readTile(folder, tile);
  if (!bytes || bytes.length % HASH_BYTES !== 0 || bytes.length < tile.width * HASH_BYTES) return null;
  return splitTile(bytes.subarray(0, tile.width * HASH_BYTES), tile.width);
}

/** Entries of a bundle; null if it is missing, cut, or shorter than `width`. */
export async function readEntries(folder: string, n: number, width: number): Promise<Buffer[] | null> {
  const bytes = await readTile(folder, { level: "entries", n, width });
  if (!bytes) return null;
  try {
    const entries = readBundle(bytes);
    return entries.length < width ? null : entries.slice(0, width);
  } catch {
    return null;
  }
}

/** The right edge of a tree of `size` leaves from its partial tiles; null if one of them cannot be read. */
export async function readEdge(folder: string, size: number): Promise<TreeEdge | null> {
  const partial: Buffer[][] = [];
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const hashes = hashesAt(level, size);
    const width = hashes % TILE_WIDTH;
    const found = width === 0 ? [] : await readHashes(folder, { level, n: (hashes - width) / TILE_WIDTH, width });
    if (!found) return null;
    partial.push(found);
  }
  return { size, partial };
}

/** The newest checkpoint as it lies in the folder; null before the first. */
export async function readCheckpoint(folder: string): Promise<string | null> {
  return (await readIfThere(join(folder, CHECKPOINT)))?.toString("utf8") ?? null;
}

/** Puts a new checkpoint in place of the old one; after a crash it is the old one or the new, whole. */
export const replaceCheckpoint = (folder: string, note: string): Promise<void> => replaceFile(join(folder, CHECKPOINT), note);

/** Removes the partial forms of tiles that are full by now (tlog-tiles allows it). */
export async function removePartials(folder: string, full: readonly Tile[]): Promise<void> {
  for (const tile of full) await rm(`${join(folder, tilePath({ ...tile, width: TILE_WIDTH }))}.p`, { recursive: true, force: true });
}
