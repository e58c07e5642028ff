import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Language } from "@amaliyat/domain/kernel";
import type { Header } from "@amaliyat/ui/tiles";
import type { MapColours } from "./colours.ts";
import { MAP_FONT } from "./font.ts";
import { GROUND, groundColour, groundLayers } from "./ground-layers.ts";

/** The sources that change while the room runs. */
export const LIVE_SOURCES = [
  "sectors",
  "cones",
  "cameras",
  "sites",
  "bonds",
  "heat",
  "marked",
  "interventions",
  "units",
  "units-alone",
  "chosen",
] as const;
export type LiveSource = (typeof LIVE_SOURCES)[number];

/**
 * Sources whose symbols are drawn as one, with their number, where many lie together. Each leaves four at most within 40 px, so that all
 * three leave twelve.
 */
export const CLUSTERED = ["cameras", "interventions", "units"] as const satisfies readonly LiveSource[];
/** The closest view. Symbols that lie together even there are listed by a press. */
export const CLOSEST = 19;
const CLUSTER = { cluster: true, clusterRadius: 40, clusterMinPoints: 5, clusterMaxZoom: CLOSEST, maxzoom: CLOSEST + 1 } as const;
type Summed = Readonly<Record<string, ExpressionSpecification>>;
const countOf = (image: string): ExpressionSpecification => ["+", ["case", ["==", ["get", "image"], image], 1, 0]];
/** Facts of a cluster beside its number: its most urgent intervention, lost cameras, free units. */
const SUMMED: Readonly<Record<(typeof CLUSTERED)[number], Summed>> = {
  cameras: { lost: countOf("camera-lost") },
  interventions: { order: ["max", ["get", "order"]] },
  units: { free: countOf("unit-available") },
};
const MANY: Readonly<Record<(typeof CLUSTERED)[number], ExpressionSpecification>> = {
  cameras: ["case", [">", ["get", "lost"], 0], "camera-lost", "camera-live"],
  interventions: ["concat", "priority-", ["to-string", ["-", 5, ["get", "order"]]]],
  units: ["case", [">", ["get", "free"], 0], "unit-available", "unit-assigned"],
};
const isMany: ExpressionSpecification = ["has", "point_count"];
const isOne: ExpressionSpecification = ["!", isMany];

const empty = { type: "FeatureCollection" as const, features: [] };

/** The tiles of the town under an address that the map's own reader answers. */
export type GroundSource = Pick<Header, "bounds" | "minZoom" | "maxZoom"> & { readonly address: string };

/** A whole style without any address outside: the ground, then the events on it. Without a town map the ground is a colour. */
export function buildStyle(colours: MapColours, language: Language, ground: GroundSource | null): StyleSpecification {
  const sources: StyleSpecification["sources"] = {};
  if (ground) {
    const [west, south, east, north] = ground.bounds;
    const { address, minZoom: minzoom, maxZoom: maxzoom } = ground;
    sources[GROUND] = { type: "vector", tiles: [address], bounds: [west, south, east, north], minzoom, maxzoom };
  }
  for (const name of LIVE_SOURCES) sources[name] = { type: "geojson", data: empty };
  for (const name of CLUSTERED) sources[name] = { type: "geojson", data: empty, ...CLUSTER, clusterProperties: SUMMED[name] };
  const drawn = ground ? groundLayers(colours, language) : [];
  return { version: 8, sources, layers: [groundColour(colours), ...drawn, heatLayer(colours), ...roomLayers(colours)] };
}

/** Density of events: one hue that grows denser, readable without telling colours apart. */
function heatLayer(c: MapColours): LayerSpecification {
  const density: ExpressionSpecification = ["heatmap-density"];
  return {
    id: "heat",
    type: "heatmap",
    source: "heat",
    layout: { visibility: "none" },
    paint: {
      "heatmap-weight": ["get", "weight"],
      "heatmap-radius": ["interpolate", ["exponential", 1.6], ["zoom"], 10, 18, 14, 56, 18, 220],
      "heatmap-intensity": ["interpolate", ["linear"], ["zoom"], 10, 0.8, 14, 2, 17, 2.6],
      "heatmap-opacity": 0.6,
      "heatmap-color": ["interpolate", ["linear"], density, 0, "rgba(0, 0, 0, 0)", 0.7, c.attention, 1, c.attention],
    },
  };
}

function roomLayers(c: MapColours): LayerSpecification[] {
  const name: ExpressionSpecification = ["get", "label"];
  const label = (size: number) => ({ "text-field": name, "text-font": MAP_FONT, "text-size": size });
  const halo = { "text-halo-color": c["map-ground"], "text-halo-width": 1.6 } as const;
  const onTop = { "icon-allow-overlap": true, "icon-ignore-placement": true } as const;
  /** Many symbols as one: the glyph of the gravest, and how many. */
  const many = (source: (typeof CLUSTERED)[number]): LayerSpecification => ({
    id: `${source}-many`,
    type: "symbol",
    source,
    filter: isMany,
    layout: {
      "icon-image": MANY[source],
      ...onTop,
      "text-field": ["concat", "×", ["to-string", ["get", "point_count"]]],
      "text-font": MAP_FONT,
      "text-size": 14,
      "text-offset": [0, 1.05],
      "text-anchor": "top",
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: { "text-color": c.text, "text-halo-color": c.surface, "text-halo-width": 2.5 },
  });
  const units = (id: "units" | "units-alone"): LayerSpecification => ({
    id,
    type: "symbol",
    source: id,
    filter: isOne,
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
  });
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
      filter: isOne,
      layout: { "icon-image": ["get", "image"], "icon-size": ["interpolate", ["linear"], ["zoom"], 11, 0.55, 14, 1], ...onTop },
    },
    many("cameras"),
    {
      id: "marked-reach",
      type: "fill",
      source: "marked",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": c.engaged, "fill-opacity": 0.16, "fill-outline-color": c.engaged },
    },
    {
      id: "marked",
      type: "circle",
      source: "marked",
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 8, "circle-color": c.engaged, "circle-stroke-color": c.surface, "circle-stroke-width": 3 },
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
      filter: isOne,
      layout: { "icon-image": ["get", "image"], "symbol-sort-key": ["get", "order"], ...onTop },
    },
    many("interventions"),
    many("units"),
    units("units"),
    units("units-alone"),
  ];
}
