import * as fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Archive, HEAD_BYTES, tileId, type ReadBytes } from "./archive.ts";
import { findEntry, readDirectory, type Entry } from "./directory.ts";
import { HEADER_BYTES, readHeader } from "./header.ts";

const townFile = new Uint8Array(readFileSync(new URL("../../../simulator/town-map/town.pmtiles", import.meta.url)));
const bytesOf =
  (file: Uint8Array, asked: number[] = []): ReadBytes =>
  async ({ offset, length }) => {
    asked.push(length);
    return file.slice(offset, offset + length);
  };

describe("the number of a tile", () => {
  it("is that of the format's own examples", () => {
    expect([tileId(0, 0, 0), tileId(1, 0, 0), tileId(1, 0, 1), tileId(1, 1, 1), tileId(1, 1, 0), tileId(2, 0, 0)]).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
    expect(tileId(12, 3423, 1763)).toBe(19_078_479);
  });

  it("is another for every tile of a level, without a gap", () => {
    const ids = Array.from({ length: 32 * 32 }, (_, n) => tileId(5, n % 32, Math.floor(n / 32)));
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1024 }, (_, n) => 341 + n));
  });
});

/** Writes a directory by the format: the inverse of the tested function. */
function written(entries: readonly Entry[]): Uint8Array {
  const bytes: number[] = [];
  const put = (value: number): void => {
    let left = value;
    for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
    bytes.push(left);
  };
  put(entries.length);
  entries.forEach(({ tileId: id }, at) => put(id - (entries[at - 1]?.tileId ?? 0)));
  for (const { run } of entries) put(run);
  for (const { length } of entries) put(length);
  entries.forEach(({ offset }, at) => {
    const before = entries[at - 1];
    put(before && before.offset + before.length === offset ? 0 : offset + 1);
  });
  return new Uint8Array(bytes);
}

const directories: fc.Arbitrary<Entry[]> = fc
  .array(
    fc.record({
      step: fc.integer({ min: 1, max: 1e9 }),
      run: fc.integer({ min: 1, max: 9 }),
      length: fc.integer({ min: 1, max: 1e6 }),
      far: fc.boolean(),
    }),
    { minLength: 1 },
  )
  .map((given) => {
    const entries: Entry[] = [];
    for (const { step, run, length, far } of given) {
      const before = entries.at(-1);
      const next = before ? before.offset + before.length : 0;
      entries.push({ tileId: before ? before.tileId + before.run + step : step, run, length, offset: far ? next + 2 ** 33 : next });
    }
    return entries;
  });

describe("a directory", () => {
  it("is read as it was written, offsets beyond 32 bits too", () => {
    fc.assert(
      fc.property(directories, (entries) => {
        expect(readDirectory(written(entries))).toEqual(entries);
      }),
    );
  });

  it("finds each tile of a run, and none between the runs", () => {
    fc.assert(
      fc.property(directories, (entries) => {
        for (const entry of entries) {
          expect(findEntry(entries, entry.tileId + entry.run - 1)).toBe(entry);
          expect(findEntry(entries, entry.tileId + entry.run)).toBeNull();
          expect(findEntry(entries, entry.tileId - 1)).not.toBe(entry);
        }
      }),
    );
  });

  it("that is cut short is refused, not guessed", () => {
    const bytes = written([{ tileId: 5, run: 1, length: 300, offset: 0 }]);
    expect(() => readDirectory(bytes.subarray(0, -1))).toThrow("too early");
  });
});

describe("the town's map", () => {
  it("opens with one request, knows where it is and whose data it is, and has the tiles of the town and no others", async () => {
    const asked: number[] = [];
    const archive = await Archive.open(bytesOf(townFile, asked));
    const { header } = archive ?? {};
    expect(header).toMatchObject({ minZoom: 8, maxZoom: 14, tilesPacked: "gzip" });
    expect(header?.bounds.map((degrees) => degrees.toFixed(2))).toEqual(["5.29", "31.91", "5.37", "31.99"]);
    expect(await archive?.attribution()).toContain("Aïn Rimal");
    const middle = await archive?.tile(14, 8434, 6656);
    expect(new TextDecoder().decode(middle ?? undefined)).toContain("شارع النخيل");
    expect(await archive?.tile(14, 0, 0)).toBeNull();
    expect(await archive?.tile(15, 16_869, 13_312)).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it("is read by ranges where it is larger than the first request", async () => {
    const asked: number[] = [];
    const short: ReadBytes = async (part) => (await bytesOf(townFile, asked)(part)).slice(0, part.offset === 0 ? 17_000 : undefined);
    const archive = await Archive.open(short);
    const middle = await archive?.tile(14, 8434, 6656);
    expect(new TextDecoder().decode(middle ?? undefined)).toContain("شارع النخيل");
    expect(asked.length).toBeGreaterThan(1);
  });

  it("is opened with as few bytes as are asked for, where the link is slow", async () => {
    const asked: number[] = [];
    const archive = await Archive.open(bytesOf(townFile, asked), HEAD_BYTES);
    expect(asked).toEqual([HEAD_BYTES]);
    expect((await archive?.tile(14, 8434, 6656))?.length).toBeGreaterThan(1000);
  });

  it("is none when the bytes are others", async () => {
    for (const file of [new TextEncoder().encode("<html>".repeat(40)), new Uint8Array(), townFile.slice(0, HEADER_BYTES - 1)])
      expect(await Archive.open(bytesOf(file))).toBeNull();
    const older = townFile.slice(0, HEADER_BYTES);
    older[7] = 2;
    expect(readHeader(older)).toBeNull();
  });
});
