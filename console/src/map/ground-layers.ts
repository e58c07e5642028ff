import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { MapColours } from "./colours.ts";
import { MAP_FONT } from "./font.ts";

const is = (kind: string): ExpressionSpecification => ["==", ["get", "kind"], kind];

/** Line width of a road by rank, growing with zoom; `more` widens it for its edge. */
function width(more: number): ExpressionSpecification {
  const by = (main: number, middle: number, small: number): ExpressionSpecification => [
    "match",
    ["get", "rank"],
    1,
    main + more,
    2,
    middle + more,
    small + more,
  ];
  return ["interpolate", ["exponential", 1.5], ["zoom"], 11, by(1.6, 1, 0.4), 14, by(6, 4, 2), 17, by(22, 15, 9)];
}

/** Green, water, blocks, roads and their names, from the local base map. */
export function groundLayers(c: MapColours): LayerSpecification[] {
  const source = "ground";
  return [
    { id: "ground", type: "background", paint: { "background-color": c["map-ground"] } },
    { id: "green", type: "fill", source, filter: is("green"), paint: { "fill-color": c["map-green"] } },
    { id: "water", type: "fill", source, filter: is("water"), paint: { "fill-color": c["map-water"] } },
    { id: "plots", type: "fill", source, filter: is("plot"), paint: { "fill-color": c["map-block"], "fill-opacity": 0.5 } },
    { id: "blocks", type: "fill", source, filter: is("block"), minzoom: 13, paint: { "fill-color": c["map-block"] } },
    {
      id: "road-edges",
      type: "line",
      source,
      filter: is("road"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": c["map-casing"], "line-width": width(2) },
    },
    {
      id: "roads",
      type: "line",
      source,
      filter: is("road"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": c["map-road"], "line-width": width(0) },
    },
    roadNames("road-names", ["<", ["get", "rank"], 3], 13),
    roadNames("street-names", ["==", ["get", "rank"], 3], 16),
    names("district-names", ["<", ["get", "rank"], 2], 13, 11.5),
    names("place-names", [">", ["get", "rank"], 1], 12, 14.5),
  ];

  function names(id: string, ranked: ExpressionSpecification, size: number, minzoom: number): LayerSpecification {
    return {
      id,
      type: "symbol",
      source,
      minzoom,
      filter: ["all", is("place"), ranked],
      layout: { "text-field": ["get", "label"], "text-font": MAP_FONT, "text-size": size, "text-max-width": 9 },
      paint: { "text-color": c["map-label"], "text-halo-color": c["map-ground"], "text-halo-width": 1.6 },
    };
  }

  function roadNames(id: string, ranked: ExpressionSpecification, minzoom: number): LayerSpecification {
    return {
      id,
      type: "symbol",
      source,
      minzoom,
      filter: ["all", is("road"), ranked, ["!=", ["get", "label"], ""]],
      layout: { "symbol-placement": "line", "text-field": ["get", "label"], "text-font": MAP_FONT, "text-size": 12 },
      paint: { "text-color": c["map-label"], "text-halo-color": c["map-ground"], "text-halo-width": 1.6 },
    };
  }
}
