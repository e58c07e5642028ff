import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Language } from "@amaliyat/domain/kernel";
import { NAME_KEYS } from "@amaliyat/ui/tiles";
import type { MapColours } from "./colours.ts";
import { MAP_FONT } from "./font.ts";

export const GROUND = "ground";

const nameIn = (language: Language): ExpressionSpecification => [
  "coalesce",
  ...NAME_KEYS[language].map((key): ExpressionSpecification => ["get", key]),
];

const is = (key: string, value: string | number): ExpressionSpecification => ["==", ["get", key], value];
const ranked = (least: number, most: number): ExpressionSpecification => [
  "all",
  [">=", ["get", "rank"], least],
  ["<=", ["get", "rank"], most],
];

/** Line width of a road by rank, growing with zoom; `more` widens it for its edge. */
function width(more: number): ExpressionSpecification {
  const by = (main: number, middle: number, small: number, least: number): ExpressionSpecification => [
    "match",
    ["get", "rank"],
    1,
    main + more,
    2,
    middle + more,
    3,
    small + more,
    least + more / 2,
  ];
  return [
    "interpolate",
    ["exponential", 1.5],
    ["zoom"],
    9,
    by(0.8, 0.5, 0.3, 0.2),
    11,
    by(1.6, 1, 0.4, 0.3),
    14,
    by(6, 4, 2, 1),
    17,
    by(22, 15, 9, 4),
  ];
}

const fill = (
  id: string,
  sourceLayer: string,
  colour: string,
  more: Partial<Extract<LayerSpecification, { type: "fill" }>> = {},
): LayerSpecification => ({
  id,
  type: "fill",
  source: GROUND,
  "source-layer": sourceLayer,
  paint: { "fill-color": colour },
  ...more,
});

const line = (
  id: string,
  sourceLayer: string,
  paint: Extract<LayerSpecification, { type: "line" }>["paint"],
  filter?: ExpressionSpecification,
): LayerSpecification => ({
  id,
  type: "line",
  source: GROUND,
  "source-layer": sourceLayer,
  layout: { "line-cap": "round", "line-join": "round" },
  ...(paint ? { paint } : {}),
  ...(filter ? { filter } : {}),
});

/** Lowest layer: the colour of the ground, drawn without any map. */
export const groundColour = (c: MapColours): LayerSpecification => ({
  id: "ground",
  type: "background",
  paint: { "background-color": c["map-ground"] },
});

/** Green, water, buildings, roads and their names, from the tiles of the town. */
export function groundLayers(c: MapColours, language: Language): LayerSpecification[] {
  const text = { "text-field": nameIn(language), "text-font": MAP_FONT } as const;
  const paint = { "text-color": c["map-label"], "text-halo-color": c["map-ground"], "text-halo-width": 1.6 } as const;
  const road: ExpressionSpecification = ["!=", ["get", "class"], "rail"];
  return [
    fill("green", "land", c["map-green"], { filter: is("class", "green") }),
    fill("plots", "land", c["map-block"], { filter: is("class", "plot"), paint: { "fill-color": c["map-block"], "fill-opacity": 0.5 } }),
    fill("water", "water", c["map-water"]),
    line("waterways", "waterways", { "line-color": c["map-water"], "line-width": 1.5 }),
    fill("buildings", "buildings", c["map-block"]),
    line("boundaries", "boundaries", { "line-color": c["map-label"], "line-width": 1, "line-opacity": 0.35, "line-dasharray": [4, 3] }),
    line("road-edges", "roads", { "line-color": c["map-casing"], "line-width": width(2) }, ["all", road, ranked(1, 4)]),
    line("paths", "roads", { "line-color": c["map-road"], "line-width": width(0), "line-dasharray": [2, 2] }, ["all", road, is("rank", 5)]),
    line("roads", "roads", { "line-color": c["map-road"], "line-width": width(0) }, ["all", road, ranked(1, 4)]),
    line("rails", "roads", { "line-color": c["map-label"], "line-width": 1.2, "line-dasharray": [6, 2] }, is("class", "rail")),
    roadNames("road-names", ranked(1, 2), 13),
    roadNames("street-names", ranked(3, 5), 16),
    placeNames("place-names-4", is("rank", 4), 15, 12),
    placeNames("place-names-3", is("rank", 3), 14.2, 12),
    placeNames("place-names-2", is("rank", 2), 11.5, 13),
    placeNames("place-names-1", is("rank", 1), 8, 15, 12),
  ];

  function placeNames(id: string, filter: ExpressionSpecification, minzoom: number, size: number, maxzoom = 24): LayerSpecification {
    const layout = { ...text, "text-size": size, "text-max-width": 9 };
    return { id, type: "symbol", source: GROUND, "source-layer": "places", minzoom, maxzoom, filter, layout, paint };
  }

  function roadNames(id: string, filter: ExpressionSpecification, minzoom: number): LayerSpecification {
    const layout = { ...text, "symbol-placement": "line", "text-size": 12 } as const;
    return { id, type: "symbol", source: GROUND, "source-layer": "roads", minzoom, filter, layout, paint };
  }
}
