import { distanceM } from "@amaliyat/domain/kernel";
import { describe, expect, it } from "vitest";
import { markedFeatures } from "./marked.ts";

const point = { lat: 31.95, lon: 5.33 };

describe("a marked place", () => {
  it("lies in a closed circle of its radius", () => {
    const [reach, mark] = markedFeatures({ point, accuracyM: 120 }).features;
    expect(mark?.geometry).toEqual({ type: "Point", coordinates: [5.33, 31.95] });
    if (reach?.geometry.type !== "Polygon") throw new Error("no circle");
    const [ring = []] = reach.geometry.coordinates;
    expect(ring.at(-1)).toEqual(ring[0]);
    for (const [lon, lat] of ring) expect(Math.abs(distanceM(point, { lat, lon }) - 120)).toBeLessThan(1);
  });

  it("has no circle where a person chose the point, and is nothing where there is none", () => {
    expect(markedFeatures({ point, accuracyM: null }).features).toHaveLength(1);
    expect(markedFeatures(null).features).toEqual([]);
  });
});
