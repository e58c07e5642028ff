import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { Archive } from "./archive.ts";
import { readVectorTile, type TileLayer } from "./vector-tile.ts";

const townFile = new Uint8Array(readFileSync(new URL("../../../simulator/town-map/town.pmtiles", import.meta.url)));

/** The example of the specification's section 4.3.5: two areas, the second with a hole. */
const drawing = [9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15, 9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15];
const text = (words: string): number[] => [...new TextEncoder().encode(words)];
const put = (number: number, bytes: readonly number[]): number[] => [number * 8 + 2, bytes.length, ...bytes];
const feature = [...put(2, [0, 0, 1, 1, 2, 2]), 3 * 8, 3, ...put(4, drawing)];
const float = [...new Uint8Array(new Float32Array([2.5]).buffer)];
const layer = [
  ...put(1, text("water")),
  ...put(2, feature),
  ...["name", "deep", "rank"].flatMap((key) => put(3, text(key))),
  ...put(4, put(1, text("سبخة"))),
  ...put(4, [2 * 8 + 5, ...float]),
  ...put(4, [6 * 8, 5]),
  5 * 8,
  200,
  1,
];

describe("a tile", () => {
  it("is read as the specification draws it, with what it says", () => {
    expect(readVectorTile(new Uint8Array(put(3, layer))).get("water")).toEqual({
      extent: 200,
      shapes: [
        {
          kind: "area",
          parts: [
            [0, 0, 10, 0, 10, 10, 0, 10],
            [11, 11, 20, 11, 20, 20, 11, 20],
            [13, 13, 13, 17, 17, 17, 17, 13],
          ],
          says: { name: "سبخة", deep: 2.5, rank: -3 },
        },
      ],
    });
  });

  it("that is cut short is refused, and an empty one has nothing", () => {
    expect(() => readVectorTile(new Uint8Array(put(3, layer)).subarray(0, -1))).toThrow("too early");
    expect(readVectorTile(new Uint8Array()).size).toBe(0);
  });
});

describe("the town's middle", () => {
  let layers: ReadonlyMap<string, TileLayer> = new Map();
  beforeAll(async () => {
    const archive = await Archive.open(async ({ offset, length }) => townFile.slice(offset, offset + length));
    layers = readVectorTile((await archive?.tile(14, 8434, 6656)) ?? new Uint8Array());
  });

  it("has roads by rank with their names, and nothing far beyond its edge", () => {
    const { extent = 0, shapes = [] } = layers.get("roads") ?? {};
    expect(shapes.find(({ says }) => says["name:ar"] === "شارع النخيل" || says["name"] === "شارع النخيل")?.kind).toBe("line");
    expect(shapes.every(({ says }) => [1, 2, 3, 4, 5].includes(Number(says["rank"])))).toBe(true);
    const reach = shapes.flatMap(({ parts }) => parts.flat());
    expect(Math.min(...reach)).toBeGreaterThan(-extent / 4);
    expect(Math.max(...reach)).toBeLessThan(extent * 1.25);
  });

  it("has buildings as areas and places as points", () => {
    expect(layers.get("buildings")?.shapes.every(({ kind }) => kind === "area")).toBe(true);
    expect(layers.get("places")?.shapes.every(({ kind, parts }) => kind === "point" && parts[0]?.length === 2)).toBe(true);
  });
});
