import { EMPTY_ROOT, rootOf } from "./merkle.ts";
import { hashesAt, TILE_WIDTH } from "./tile.ts";

/** Told of each full tile as the tree grows over it. */
export type OnFullTile = (level: number, n: number, hashes: readonly Uint8Array[]) => void;

/**
 * The right edge of a growing tree: the hashes of the last, partial tile of each level. It is all that is needed to
 * add leaves and to know the root: at most 255 hashes a level, three levels for 16 million leaves.
 */
export type TreeEdge = { readonly size: number; readonly partial: readonly (readonly Uint8Array[])[] };

export const EMPTY_EDGE: TreeEdge = { size: 0, partial: [] };

/** The edge after more leaf hashes; full tiles are told in the order in which they fill, lower levels first. */
export function grow(edge: TreeEdge, leaves: readonly Uint8Array[], onFullTile: OnFullTile): TreeEdge {
  const partial = edge.partial.map((hashes) => [...hashes]);
  let size = edge.size;
  const add = (level: number, hash: Uint8Array): void => {
    const hashes = (partial[level] ??= []);
    hashes.push(hash);
    if (hashes.length < TILE_WIDTH) return;
    onFullTile(level, hashesAt(level + 1, size) - 1, hashes);
    partial[level] = [];
    add(level + 1, rootOf(hashes));
  };
  for (const leaf of leaves) {
    size += 1;
    add(0, leaf);
  }
  return { size, partial };
}

/**
 * Root of the tree. Tiles are 256 wide, a power of two, so what is left over at a level hangs as the last node of the
 * level above.
 */
export function rootOfEdge({ partial }: TreeEdge): Buffer {
  let below: Buffer | null = null;
  for (const hashes of partial) {
    if (hashes.length > 0) below = rootOf(below ? [...hashes, below] : hashes);
  }
  return below ?? EMPTY_ROOT;
}
