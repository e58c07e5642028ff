import { describe, expect, it } from "vitest";
import { groundOf, readBasemap } from "./basemap.ts";

describe("base map", () => {
  it("knows our own kinds and those of OpenStreetMap", () => {
    expect(groundOf({ kind: "road", class: "main", names: { ar: "طريق تقرت", fr: "Rte de Touggourt" } }, "LineString", "ar")).toEqual({
      kind: "road",
      rank: 1,
      label: "طريق تقرت",
    });
    expect(groundOf({ highway: "tertiary", name: "Rue 1", "name:ar": "نهج 1" }, "LineString", "ar")).toEqual({
      kind: "road",
      rank: 2,
      label: "نهج 1",
    });
    expect(groundOf({ building: "yes" }, "Polygon", "fr").kind).toBe("block");
    expect(groundOf({ natural: "water" }, "Polygon", "fr").kind).toBe("water");
    expect(groundOf(null, "Point", "fr")).toEqual({ kind: "place", rank: 3, label: "" });
  });

  it("says no to what is not a map, and keeps nothing that it does not draw", () => {
    expect(readBasemap("<html>", "ar")).toBeNull();
    expect(readBasemap('{"features":7}', "ar")).toBeNull();
    const text = JSON.stringify({
      features: [{ type: "Feature", properties: { kind: "park", owner: "x" }, geometry: { type: "Polygon", coordinates: [] } }, 7],
    });
    expect(readBasemap(text, "ar")?.features).toEqual([
      { type: "Feature", geometry: { type: "Polygon", coordinates: [] }, properties: { kind: "green", rank: 3, label: "" } },
    ]);
  });
});
