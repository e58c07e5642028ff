import { EMPTY_ROOT, nodeHash } from "./merkle.ts";

/**
 * The roots of the full subtrees that make up a tree, largest first: one per bit set in its size. Enough to add a leaf in one
 * hash on average and to know the root in as many as there are bits.
 */
export type Frontier = { readonly size: number; readonly roots: readonly Uint8Array[] };

export const EMPTY_FRONTIER: Frontier = { size: 0, roots: [] };

/** The frontier after one more leaf. */
export function addLeaf({ size, roots }: Frontier, leaf: Uint8Array): Frontier {
  const after = [...roots];
  let hash = leaf;
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = after.pop();
    if (left) hash = nodeHash(left, hash);
  }
  after.push(hash);
  return { size: size + 1, roots: after };
}

/** Root of the tree (RFC 6962 2.1). */
export function rootOfFrontier({ roots }: Frontier): Uint8Array {
  const [last, ...others] = roots.toReversed();
  return last ? others.reduce((right, left) => nodeHash(left, right), last) : EMPTY_ROOT;
}
