import { hash } from "node:crypto";

/** Length of a SHA-256 hash, in bytes. */
export const HASH_BYTES = 32;

/** SHA-256 of bytes. */
export const sha256 = (bytes: Uint8Array): Buffer => hash("sha256", bytes, "buffer");

/** Root of the tree without leaves (RFC 6962 2.1). */
export const EMPTY_ROOT: Buffer = sha256(new Uint8Array());

const leafInput = (entry: Uint8Array): Buffer => Buffer.concat([Buffer.of(0), entry]);

/** Hash of a leaf: SHA-256(0x00 || entry) (RFC 6962 2.1). */
export const leafHash = (entry: Uint8Array): Buffer => sha256(leafInput(entry));

// One buffer for all: hashing is synchronous, and a new one per node took a third of the time of a large tree.
const nodeInput = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** Hash of an inner node: SHA-256(0x01 || left || right) (RFC 6962 2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  return sha256(nodeInput);
}

/** Largest power of two smaller than `size` (≥ 2): where RFC 6962 splits a tree. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/**
 * Root over node hashes in a row, by RFC 6962's rule; an odd last node rises unpaired, which gives the same tree as
 * splitting at powers of two.
 */
export function rootOf(nodes: readonly Uint8Array[]): Buffer {
  let row = nodes;
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < row.length; i += 2) {
      const [left, right] = [row[i], row[i + 1]];
      if (left && right) above.push(nodeHash(left, right));
      else if (left) above.push(left);
    }
    row = above;
  }
  const [root] = row;
  return root ? Buffer.from(root) : EMPTY_ROOT;
}

/** Root over the leaves `[from, to)` of a log. */
export type RangeRoot = (from: number, to: number) => Uint8Array;

/** Roots over parts of a list of leaf hashes. */
export const rangeRootOf =
  (leaves: readonly Uint8Array[]): RangeRoot =>
  (from, to) =>
    rootOf(leaves.slice(from, to));
