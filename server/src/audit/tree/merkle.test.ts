import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_ROOT, leafHash, nodeHash, rangeRootOf, rootOf, sha256, splitOf } from "./merkle.ts";
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from "./proof.ts";

/** RFC 6962 2.1 to the letter: MTH(D[n]) by recursion over the entries. */
function naiveRoot(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (only === undefined) return sha256(new Uint8Array());
  if (entries.length === 1) return sha256(Buffer.concat([Buffer.of(0), only]));
  let split = 1;
  while (split << 1 < entries.length) split <<= 1;
  return sha256(Buffer.concat([Buffer.of(1), naiveRoot(entries.slice(0, split)), naiveRoot(entries.slice(split))]));
}

const entriesOf = (size: number): Buffer[] => Array.from({ length: size }, (_, i) => Buffer.from(`entry ${i}`));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const flipped = (bytes: Uint8Array): Uint8Array => Buffer.from(bytes).fill(bytes[0] === 7 ? 8 : 7, 0, 1);
const size = fc.integer({ min: 1, max: 300 });

describe("the Merkle tree of RFC 6962", () => {
  // The leaves and roots that Certificate Transparency implementations are tested with.
  const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ];

  it("has the known roots", () => {
    const hashes = leaves.map((leaf) => leafHash(Buffer.from(leaf, "hex")));
    expect(roots.map((_, i) => hex(rootOf(hashes.slice(0, i + 1))))).toEqual(roots);
    expect(hex(EMPTY_ROOT)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it("has the known consistency proof from 6 to 8", () => {
    const hashes = leaves.map((leaf) => leafHash(Buffer.from(leaf, "hex")));
    expect(consistencyProof(6, 8, rangeRootOf(hashes)).map(hex)).toEqual([
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
  });

  it("is the tree of the recursive definition, whatever its size", () => {
    fc.assert(fc.property(size, (n) => hex(rootOf(entriesOf(n).map(leafHash))) === hex(naiveRoot(entriesOf(n)))));
  });

  it("tells a leaf from a node", () => {
    const [a, b] = [leafHash(Buffer.from("a")), leafHash(Buffer.from("b"))];
    expect(hex(leafHash(Buffer.concat([a, b])))).not.toBe(hex(nodeHash(a, b)));
  });

  it("splits where a power of two is smaller than the size", () => {
    expect([2, 3, 4, 5, 8, 9, 2 ** 40].map(splitOf)).toEqual([1, 2, 2, 4, 4, 8, 2 ** 39]);
  });
});

describe("proofs of inclusion", () => {
  const place = size.chain((n) => fc.tuple(fc.integer({ min: 0, max: n - 1 }), fc.constant(n)));

  it("lead from each leaf to the root of the recursive definition", () => {
    fc.assert(
      fc.property(place, ([index, n]) => {
        const hashes = entriesOf(n).map(leafHash);
        const proof = inclusionProof(index, n, rangeRootOf(hashes));
        return verifyInclusion(leafHash(Buffer.from(`entry ${index}`)), index, n, proof, naiveRoot(entriesOf(n)));
      }),
    );
  });

  it("fail for another leaf, place, size, step or root", () => {
    fc.assert(
      fc.property(place, fc.nat(), ([index, n], seed) => {
        const hashes = entriesOf(n).map(leafHash);
        const [leaf, root, proof] = [
          leafHash(Buffer.from(`entry ${index}`)),
          rootOf(hashes),
          inclusionProof(index, n, rangeRootOf(hashes)),
        ];
        expect(verifyInclusion(flipped(leaf), index, n, proof, root)).toBe(false);
        expect(verifyInclusion(leaf, index, n, proof, flipped(root))).toBe(false);
        expect(verifyInclusion(leaf, index, n, [...proof, leaf], root)).toBe(false);
        expect(verifyInclusion(leaf, n, n, proof, root)).toBe(false);
        if (n === 1) return;
        const other = (index + 1 + (seed % (n - 1))) % n;
        expect(verifyInclusion(leaf, other, n, proof, root)).toBe(false);
        const broken = seed % proof.length;
        expect(
          verifyInclusion(
            leaf,
            index,
            n,
            proof.map((step, i) => (i === broken ? flipped(step) : step)),
            root,
          ),
        ).toBe(false);
        expect(verifyInclusion(leaf, index, n, proof.slice(0, -1), root)).toBe(false);
      }),
    );
  });

  it("do not exist for a leaf that does not", () => {
    for (const index of [3, -1, Number.NaN]) {
      expect(() => inclusionProof(index, 3, rangeRootOf([]))).toThrow(`no leaf ${index} in a tree of 3`);
      expect(verifyInclusion(EMPTY_ROOT, index, 3, [], EMPTY_ROOT)).toBe(false);
    }
    const [leaf] = entriesOf(1).map(leafHash);
    if (leaf === undefined) throw new Error("no leaf");
    expect([0, -1, 1].map((index) => verifyInclusion(leaf, index, 1, [], leaf))).toEqual([true, false, false]);
    expect(verifyInclusion(leaf, 0, 0, [], leaf)).toBe(false);
  });

  it("are the hashes beside the way to the root by the recursive definition, in every small tree", () => {
    const pathOf = (index: number, entries: readonly Buffer[]): string[] => {
      if (entries.length === 1) return [];
      const middle = splitOf(entries.length);
      const [left, right] = [entries.slice(0, middle), entries.slice(middle)];
      return index < middle ? [...pathOf(index, left), hex(naiveRoot(right))] : [...pathOf(index - middle, right), hex(naiveRoot(left))];
    };
    for (let n = 1; n <= 20; n++)
      for (let index = 0; index < n; index++)
        expect(inclusionProof(index, n, rangeRootOf(entriesOf(n).map(leafHash))).map(hex)).toEqual(pathOf(index, entriesOf(n)));
  });
});

describe("proofs of consistency", () => {
  const pair = size.chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)));

  it("lead from each older root to the newer one", () => {
    fc.assert(
      fc.property(pair, ([older, n]) => {
        const proof = consistencyProof(older, n, rangeRootOf(entriesOf(n).map(leafHash)));
        return verifyConsistency(older, n, proof, naiveRoot(entriesOf(older)), naiveRoot(entriesOf(n)));
      }),
    );
  });

  it("fail when an old entry was changed, a step was, or a root was", () => {
    fc.assert(
      fc.property(pair, fc.nat(), ([older, n], seed) => {
        const entries = entriesOf(n);
        const proof = consistencyProof(older, n, rangeRootOf(entries.map(leafHash)));
        const [olderRoot, root] = [naiveRoot(entries.slice(0, older)), naiveRoot(entries)];
        const rewritten = entries.with(seed % older, Buffer.from("rewritten"));
        const lie = consistencyProof(older, n, rangeRootOf(rewritten.map(leafHash)));
        expect(verifyConsistency(older, n, lie, olderRoot, naiveRoot(rewritten))).toBe(false);
        expect(verifyConsistency(older, n, proof, flipped(olderRoot), root)).toBe(false);
        expect(verifyConsistency(older, n, proof, olderRoot, flipped(root))).toBe(false);
        expect(verifyConsistency(older, n, [...proof, root], olderRoot, root)).toBe(false);
        if (proof.length > 0) {
          const broken = seed % proof.length;
          expect(
            verifyConsistency(
              older,
              n,
              proof.map((step, i) => (i === broken ? flipped(step) : step)),
              olderRoot,
              root,
            ),
          ).toBe(false);
        }
      }),
    );
  });

  it("lead from each root to each later one in every small tree, and with a hash too few or too many to none", () => {
    const rootsOf = Array.from({ length: 21 }, (_, n) => naiveRoot(entriesOf(n)));
    for (let n = 1; n <= 20; n++)
      for (let older = 1; older <= n; older++) {
        const proof = consistencyProof(older, n, rangeRootOf(entriesOf(n).map(leafHash)));
        const [from, to] = [rootsOf[older] ?? EMPTY_ROOT, rootsOf[n] ?? EMPTY_ROOT];
        expect(verifyConsistency(older, n, proof, from, to)).toBe(true);
        expect(verifyConsistency(older, n, [...proof, EMPTY_ROOT], from, to)).toBe(false);
        if (proof.length > 0) expect(verifyConsistency(older, n, proof.slice(0, -1), from, to)).toBe(false);
        if (proof.length > 0) expect(verifyConsistency(older, n, proof.slice(1), from, to)).toBe(false);
        expect(verifyConsistency(older, n, [], from, to)).toBe(older === n);
      }
  });

  it("do not exist from nothing or backwards", () => {
    for (const older of [0, -1, 4, Number.NaN]) {
      expect(() => consistencyProof(older, 3, rangeRootOf([]))).toThrow(`no proof from ${older} to 3`);
      expect(verifyConsistency(older, 3, [], EMPTY_ROOT, EMPTY_ROOT)).toBe(false);
    }
    // Equal sizes need no hash, and equal roots.
    expect(verifyConsistency(3, 3, [], EMPTY_ROOT, EMPTY_ROOT)).toBe(true);
    expect(verifyConsistency(3, 3, [EMPTY_ROOT], EMPTY_ROOT, EMPTY_ROOT)).toBe(false);
  });
});
