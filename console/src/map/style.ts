import type { ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { GroundCollection } from "./basemap.ts";
import type { MapColours } from "./colours.ts";
import { MAP_FONT } from "./font.ts";
import { groundLayers } from "./ground-layers.ts";

/** The sources that change while the room runs. */
export const LIVE_SOURCES = ["sectors", "cones", "cameras", "sites", "bonds", "interventions", "units", "chosen"] as const;
export type LiveSource = (typeof LIVE_SOURCES)[number];

const empty = { type: "FeatureCollection" as const, features: [] };

/** A whole style without any address: the ground, then what happens on it. */
export function buildStyle(colours: MapColours, ground: GroundCollection | null): StyleSpecification {
  const sources: StyleSpecification["sources"] = {
    ground: { type: "geojson", data: (ground ?? empty) as GeoJSONSourceSpecification["data"], tolerance: 0.5 },
  };
  for (const name of LIVE_SOURCES) sources[name] = { type: "geojson", data: empty };
  return { version: 8, sources, layers: [...groundLayers(colours), ...roomLayers(colours)] };
}

function roomLayers(c: MapColours): LayerSpecification[] {
  const name: ExpressionSpecification = ["get", "label"];
  const label = (size: number) => ({ "text-field": name, "text-font": MAP_FONT, "text-size": size });
  const halo = { "text-halo-color": c["map-ground"], "text-halo-width": 1.6 } as const;
  const onTop = { "icon-allow-overlap": true, "icon-ignore-placement": true } as const;
  return [
    {
      id: "sector-lines",
      type: "line",
      source: "sectors",
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": c["map-sector"], "line-width": 1.5, "line-dasharray": [2, 3] },
    },
    {
      id: "sector-names",
      type: "symbol",
      source: "sectors",
      filter: ["==", ["geometry-type"], "Point"],
      layout: { ...label(13), "text-max-width": 8 },
      paint: { "text-color": c["map-label"], ...halo },
    },
    {
      id: "cones",
      type: "fill",
      source: "cones",
      paint: {
        "fill-color": ["case", ["get", "selected"], c.engaged, c["map-camera"]],
        "fill-opacity": ["case", ["get", "selected"], 0.32, 0.16],
        "fill-outline-color": ["case", ["get", "selected"], c.engaged, c["map-camera"]],
      },
    },
    { id: "bonds", type: "line", source: "bonds", paint: { "line-color": c.engaged, "line-width": 2, "line-dasharray": [3, 2] } },
    {
      id: "sites",
      type: "symbol",
      source: "sites",
      minzoom: 14.5,
      layout: { ...label(12), "text-offset": [0, 1.2], "text-anchor": "top", "text-max-width": 9 },
      paint: { "text-color": c["map-label"], ...halo },
    },
    {
      id: "cameras",
      type: "symbol",
      source: "cameras",
      layout: { "icon-image": ["get", "image"], "icon-size": ["interpolate", ["linear"], ["zoom"], 11, 0.55, 14, 1], ...onTop },
    },
    {
      id: "chosen",
      type: "circle",
      source: "chosen",
      paint: { "circle-radius": 21, "circle-color": "transparent", "circle-stroke-color": c.engaged, "circle-stroke-width": 3 },
    },
    {
      id: "interventions",
      type: "symbol",
      source: "interventions",
      layout: { "icon-image": ["get", "image"], "symbol-sort-key": ["get", "order"], ...onTop },
    },
    {
      id: "units",
      type: "symbol",
      source: "units",
      layout: {
        "icon-image": ["get", "image"],
        "icon-rotate": ["get", "turn"],
        "icon-rotation-alignment": "viewport",
        ...onTop,
        ...label(12),
        "icon-offset": ["case", ["get", "beside"], ["literal", [29, 0]], ["literal", [0, 0]]],
        "text-offset": ["case", ["get", "beside"], ["literal", [2.4, 1.1]], ["literal", [0, 1.1]]],
        "text-anchor": "top",
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": ["case", ["get", "stale"], c.attention, c.text], "text-halo-color": c.surface, "text-halo-width": 2 },
    },
  ];
}
