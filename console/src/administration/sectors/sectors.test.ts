import type { Sector } from "@amaliyat/contract/identity";
import { describe, expect, it } from "vitest";
import { cornersText, outline, readBoundary, readCorners } from "./boundary.ts";
import { treeOf } from "./sector-tree.ts";

const sector = (sectorId: string, parentId: string | null): Sector => ({
  sectorId,
  parentId,
  names: { ar: "", fr: "", en: "" },
  boundary: null,
});
const RING: [number, number][] = [
  [5, 31],
  [6, 31],
  [6, 32],
];
const CLOSED = [...RING, RING[0]];

describe("the tree of sectors", () => {
  it("puts each above those below it, by number", () => {
    const lines = treeOf([sector("SU10", "SD1"), sector("SU2", "SD1"), sector("SD1", "SW"), sector("SW", null)]);
    expect(lines.map((line) => [line.sector.sectorId, line.depth])).toEqual([
      ["SW", 0],
      ["SD1", 1],
      ["SU2", 2],
      ["SU10", 2],
    ]);
  });

  it("loses none, whatever is wrong with the parents", () => {
    const lines = treeOf([sector("A", "gone"), sector("B", "C"), sector("C", "B")]);
    expect(lines.map((line) => line.sector.sectorId).toSorted()).toEqual(["A", "B", "C"]);
  });
});

describe("a boundary", () => {
  it("comes from GeoJSON of any wrapping, or from bare points", () => {
    const polygon = { type: "Polygon", coordinates: [CLOSED] };
    const feature = { type: "Feature", geometry: polygon, properties: {} };
    for (const value of [RING, CLOSED, [CLOSED], polygon, feature, { type: "FeatureCollection", features: [feature] }])
      expect(readBoundary(JSON.stringify(value))).toEqual(RING);
    expect(readBoundary(JSON.stringify({ type: "Polygon", coordinates: [CLOSED.map((point) => [...(point ?? []), 120])] }))).toEqual(RING);
  });

  it("is nothing else", () => {
    for (const text of ["", "{}", "[]", "[[5,31],[6,31]]", "[[500,31],[6,31],[6,32]]", '{"type":"Point","coordinates":[5,31]}'])
      expect(readBoundary(text)).toBeNull();
  });

  it("has its corners while it is drawn, from the first one on, and comes back as it was", () => {
    const corners = RING.map(([lon, lat]) => ({ lat, lon }));
    for (const count of [0, 1, 2, 3]) expect(readCorners(cornersText(corners.slice(0, count)))).toEqual(corners.slice(0, count));
    expect(readCorners(JSON.stringify({ type: "Polygon", coordinates: [CLOSED] }))).toEqual(corners);
    for (const text of ["{", "{}", "[5,31]", "[[500,31]]"]) expect(readCorners(text)).toBeNull();
    expect(readBoundary(cornersText(corners.slice(0, 2)))).toBeNull();
  });

  it("may close itself with its 2,001st point, and repeats none; a longer one has its corners, and is none", () => {
    const round = Array.from({ length: 2_000 }, (_, nth) => [5 + Math.cos(nth / 320) / 10, 31 + Math.sin(nth / 320) / 10]);
    const closed = JSON.stringify([...round, round[0]]);
    expect(readBoundary(closed)).toHaveLength(2_000);
    const longer = JSON.stringify([...round, [5.01, 31.01], round[0]]);
    expect([readBoundary(longer), readCorners(longer)?.length]).toEqual([null, 2_001]);
    const twice = JSON.stringify([...RING.slice(0, 2), RING[1], ...RING.slice(2), RING[2]]);
    expect(readBoundary(twice)).toEqual(RING);
  });

  it("is drawn north up inside its square", () => {
    const numbers = (outline(RING, 48).match(/\d+(\.\d+)?/gu) ?? []).map(Number);
    expect(numbers.every((value) => value >= 2 && value <= 46)).toBe(true);
    const [, south, , , , north] = numbers;
    expect(north).toBeLessThan(south ?? 0);
    expect(
      outline(
        [
          [5, 31],
          [5, 31],
          [5, 31],
        ],
        48,
      ),
    ).not.toContain("NaN");
  });
});
