import { nodeHash, splitOf, type RangeRoot } from "./merkle.ts";

const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Hashes that lead from leaf `index` to the root of the first `size` leaves, from the leaf upwards (RFC 6962 2.1.1). */
export function inclusionProof(index: number, size: number, root: RangeRoot): Uint8Array[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path = (from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return [];
    const middle = from + splitOf(to - from);
    return index < middle ? [...path(from, middle), root(middle, to)] : [...path(middle, to), root(from, middle)];
  };
  return path(0, size);
}

/** True if the proof leads from `leaf` at `index` to `root` over `size` leaves (RFC 9162 2.1.3.2). */
export function verifyInclusion(leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[], root: Uint8Array): boolean {
  if (!(index >= 0 && index < size)) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const step of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(step, hash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, step);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(hash, root);
}

/** Hashes that show that the tree of `size` leaves only adds to the tree of its first `older` leaves (RFC 6962 2.1.2). */
export function consistencyProof(older: number, size: number, root: RangeRoot): Uint8Array[] {
  if (!(older > 0 && older <= size)) throw new RangeError(`no proof from ${older} to ${size}`);
  const path = (from: number, to: number, whole: boolean): Uint8Array[] => {
    if (older === to) return whole ? [] : [root(from, to)];
    const middle = from + splitOf(to - from);
    return older <= middle ? [...path(from, middle, whole), root(middle, to)] : [...path(middle, to, false), root(from, middle)];
  };
  return path(0, size, true);
}

/** True if the proof leads from the root over `older` leaves to the root over `size` leaves (RFC 9162 2.1.4.2). */
export function verifyConsistency(
  older: number,
  size: number,
  proof: readonly Uint8Array[],
  olderRoot: Uint8Array,
  root: Uint8Array,
): boolean {
  if (!(older > 0 && older <= size)) return false;
  if (older === size) return proof.length === 0 && same(olderRoot, root);
  let [node, last] = [older - 1, size - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  const [first, ...steps] = node === 0 ? [olderRoot, ...proof] : proof;
  if (!first) return false;
  let [olderHash, hash] = [first, first];
  for (const step of steps) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      olderHash = nodeHash(step, olderHash);
      hash = nodeHash(step, hash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, step);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(olderHash, olderRoot) && same(hash, root);
}
