import { describe, expect, it } from "vitest";
import type { MapColours } from "./colours.ts";
import { LAYER_NAMES, MAP_LAYERS } from "../map-layers.ts";
import { buildStyle } from "./style.ts";

const colours = new Proxy({}, { get: () => "#123456" }) as MapColours;
const ground = { address: "town://a-b/{z}/{x}/{y}", bounds: [5, 31, 6, 32], minZoom: 8, maxZoom: 14 } as const;

describe("the style of the map", () => {
  it("asks nobody for anything: no address but that of the town's tiles, no glyphs, no sprite", () => {
    const style = buildStyle(colours, "ar", ground);
    expect([style.glyphs, style.sprite]).toEqual([undefined, undefined]);
    expect(JSON.stringify(style)).not.toMatch(/https?:/);
    expect(style.sources["ground"]).toMatchObject({ type: "vector", tiles: [ground.address], maxzoom: 14 });
  });

  it("without a map of the town is whole, and draws nothing from one", () => {
    const style = buildStyle(colours, "ar", null);
    expect(style.sources["ground"]).toBeUndefined();
    for (const layer of style.layers) if ("source" in layer) expect(Object.keys(style.sources)).toContain(layer.source);
  });

  it("has every layer that a person may put away", () => {
    const ids = buildStyle(colours, "fr", null).layers.map(({ id }) => id);
    for (const name of LAYER_NAMES) for (const id of MAP_LAYERS[name]) expect(ids).toContain(id);
  });

  it("names places in the reader's language first", () => {
    const first = (language: "ar" | "fr" | "en") =>
      /"coalesce",\["get","([^"]+)"/.exec(JSON.stringify(buildStyle(colours, language, ground)))?.[1];
    expect([first("ar"), first("fr"), first("en")]).toEqual(["name:ar", "name:fr", "name:en"]);
  });
});
