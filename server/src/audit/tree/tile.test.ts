import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leafHash, rootOf } from "./merkle.ts";
import { readBundle, splitTile, tilePath, tilesOf, writeBundle } from "./tile.ts";
import { EMPTY_EDGE, grow, rootOfEdge, type TreeEdge } from "./tree-edge.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const leavesOf = (size: number): Buffer[] => Array.from({ length: size }, (_, i) => leafHash(Buffer.from(String(i))));
const ignore = (): void => undefined;

describe("tiles (C2SP tlog-tiles)", () => {
  it("lie where the specification says", () => {
    expect(tilePath({ level: 0, n: 1234067, width: 256 })).toBe("tile/0/x001/x234/067");
    expect(tilePath({ level: "entries", n: 1234067, width: 8 })).toBe("tile/entries/x001/x234/067.p/8");
    expect(tilePath({ level: 2, n: 0, width: 1 })).toBe("tile/2/000.p/1");
    expect(tilePath({ level: 1, n: 1000, width: 256 })).toBe("tile/1/x001/000");
  });

  it("are those of the specification's example of 70,000 entries", () => {
    const tiles = [...tilesOf(70_000)];
    const full = (level: number): number => tiles.filter((tile) => tile.level === level && tile.width === 256).length;
    const partial = (level: number): number[] => tiles.filter((tile) => tile.level === level && tile.width < 256).map(({ width }) => width);
    expect([full(0), partial(0), full(1), partial(1), full(2), partial(2)]).toEqual([273, [112], 1, [17], 0, [1]]);
    expect([...tilesOf(256)]).toEqual([
      { level: 0, n: 0, width: 256 },
      { level: 1, n: 0, width: 1 },
    ]);
    expect([...tilesOf(0)]).toEqual([]);
  });

  it("hold whole hashes only", () => {
    expect(() => splitTile(Buffer.alloc(33), 1)).toThrow(RangeError);
    expect(splitTile(Buffer.alloc(64), 2)).toHaveLength(2);
  });
});

describe("entry bundles", () => {
  it("read back what was written", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (entries) => {
        expect(readBundle(writeBundle(entries)).map(hex)).toEqual(entries.map(hex));
      }),
    );
  });

  it("are refused when cut", () => {
    const whole = writeBundle([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]);
    expect(() => readBundle(whole.subarray(0, 67))).toThrow(RangeError);
    expect(() => readBundle(whole.subarray(0, 35))).toThrow(RangeError);
  });
});

describe("the right edge of a tree", () => {
  const cuts = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 5 });

  it("gives the root of the whole tree, however the leaves came", () => {
    fc.assert(
      fc.property(cuts, (parts) => {
        const leaves = leavesOf(parts.reduce((sum, part) => sum + part, 0));
        let edge: TreeEdge = EMPTY_EDGE;
        for (const part of parts) {
          edge = grow(edge, leaves.slice(edge.size, edge.size + part), ignore);
          expect(hex(rootOfEdge(edge))).toBe(hex(rootOf(leaves.slice(0, edge.size))));
        }
      }),
      { numRuns: 30 },
    );
  });

  it("with the full tiles makes exactly the tiles of the tree, three levels deep", () => {
    const size = 256 * 256 + 2 * 256 + 5;
    const made = new Map<string, string>();
    const setTile = (level: number, n: number, hashes: readonly Uint8Array[]): void => {
      made.set(tilePath({ level, n, width: hashes.length }), hex(Buffer.concat(hashes)));
    };
    const leaves = leavesOf(size);
    const edge = grow(grow(EMPTY_EDGE, leaves.slice(0, 300), setTile), leaves.slice(300), setTile);
    edge.partial.forEach((hashes, level) => {
      if (hashes.length > 0) setTile(level, Math.floor(size / 256 ** (level + 1)), hashes);
    });
    expect([...made.keys()].toSorted()).toEqual([...tilesOf(size)].map(tilePath).toSorted());
    const below = splitTile(Buffer.from(made.get("tile/0/001") ?? "", "hex"), 256);
    expect(made.get("tile/1/000")?.slice(64, 128)).toBe(hex(rootOf(below)));
    expect(hex(rootOfEdge(edge))).toBe(hex(rootOf(leaves)));
  });

  it("does not change under the hands of who still holds it", () => {
    const before = grow(EMPTY_EDGE, leavesOf(10), ignore);
    grow(before, leavesOf(300), ignore);
    expect(before.partial[0]).toHaveLength(10);
  });
});
