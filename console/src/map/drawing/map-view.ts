import { Map as MapLibre, setWorkerUrl, type GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Language, Point } from "@amaliyat/domain/kernel";
import type { Theme } from "@amaliyat/ui/i18n";
import { cameraStates, cameraSvg, glyphColours, priorities, prioritySvg, svgUrl, unitStates, unitSvg } from "@amaliyat/ui/glyphs";
import { readColours } from "./colours.ts";
import type { MapFeatures } from "./features.ts";
import { fontsReady } from "./font.ts";
import { PICKED, thingsIn, type Here } from "../controls/here.ts";
import { LAYER_NAMES, MAP_LAYERS, type Shown } from "../map-layers.ts";
import { buildStyle, type GroundSource, type LiveSource } from "./style.ts";
import { offerTiles } from "../tiles/protocol.ts";
import type { TownTiles } from "../tiles/town-tiles.ts";
import { WhileOpen } from "./while-open.ts";

setWorkerUrl(workerUrl);

export type MapStart = {
  readonly container: HTMLElement;
  readonly theme: Theme;
  readonly language: Language;
  readonly ground: TownTiles | null;
  /** The accessible name of the map. */
  readonly title: string;
  readonly center: Point;
  readonly zoom: number;
  /** Called with the things under a click, the topmost first. */
  readonly onPick: (here: Here) => void;
  readonly onPlace: (point: Point) => void;
  /** The map of the room was replaced while it was drawn. */
  readonly onGone: () => void;
};

/** Distance from a glyph within which a click selects it, px. */
const REACH = 8;

type MapImage = { readonly id: string; readonly image: HTMLImageElement };

/** Images are drawn at twice their size, for screens with fine pixels. */
const IMAGE_RATIO = 2;

async function load(id: string, svg: string): Promise<MapImage> {
  const image = new Image();
  image.src = svgUrl(svg);
  await image.decode();
  return { id, image };
}

/** The glyphs of the lists as pictures for the map, in the colours of the theme. */
function loadImages(theme: Theme): Promise<readonly MapImage[]> {
  const colours = glyphColours[theme];
  const of = (size: number) => ({ size: size * IMAGE_RATIO, colours, halo: true });
  return Promise.all([
    ...priorities.map((level) => load(`priority-${level}`, prioritySvg(level, of(32)))),
    ...unitStates.map((state) => load(`unit-${state}`, unitSvg(state, of(24)))),
    ...cameraStates.map((state) => load(`camera-${state}`, cameraSvg(state, of(18)))),
  ]);
}

/** The drawn map for as long as it is on the screen: takes features by source, reports clicks. */
export class MapView implements Disposable {
  /** Everything goes through it once the map is on the screen: effects may still hold a map that is closed. */
  readonly #open: WhileOpen<MapLibre>;
  readonly #start: MapStart;
  readonly #shown = new Map<LiveSource, string>();
  /** A box of its own: two maps may meet in the container for a moment while one replaces the other. */
  readonly #box: HTMLElement;

  private constructor(start: MapStart) {
    this.#start = start;
    this.#box = document.createElement("div");
    this.#box.className = "map-box";
    start.container.append(this.#box);
    const map = new MapLibre({
      container: this.#box,
      style: buildStyle(readColours(), start.language, sourceOf(start)),
      center: [start.center.lon, start.center.lat],
      zoom: start.zoom,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      minZoom: 7,
      maxZoom: 19,
      locale: { "Map.Title": start.title },
    });
    this.#open = new WhileOpen(map);
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.on("click", ({ point }) => start.onPick(around(map, point)));
    map.on("contextmenu", (event) => start.onPlace({ lat: event.lngLat.lat, lon: event.lngLat.lng }));
    for (const [layer] of PICKED) {
      map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
      map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
    }
  }

  /** Draws the map; resolves when its style and glyphs are in. Rejects where the browser cannot draw it (no WebGL). */
  static async open(start: MapStart): Promise<MapView> {
    const [images] = await Promise.all([loadImages(start.theme), fontsReady()]);
    const view = new MapView(start);
    await view.#open.use((map) => map.once("load"));
    view.#open.use((map) => {
      for (const { id, image } of images) map.addImage(id, image, { pixelRatio: IMAGE_RATIO });
    });
    return view;
  }

  show(source: LiveSource, features: MapFeatures): void {
    // Most steps move one unit or none: unchanged features are not sent to the worker and drawn again.
    const text = JSON.stringify(features);
    if (this.#shown.get(source) === text) return;
    this.#shown.set(source, text);
    this.#open.use((map) => {
      void map.getSource<GeoJSONSource>(source)?.setData(features as Parameters<GeoJSONSource["setData"]>[0]);
    });
  }

  /** Shows and hides layers as a person chose. */
  showLayers(shown: Shown): void {
    this.#open.use((map) => {
      for (const name of LAYER_NAMES)
        for (const id of MAP_LAYERS[name]) map.setLayoutProperty(id, "visibility", shown[name] ? "visible" : "none");
    });
  }

  zoom(by: 1 | -1): void {
    this.#open.use((map) => map.easeTo({ zoom: map.getZoom() + by, duration: 150 }));
  }

  /** Back to where the room opens. */
  home(): void {
    const { center, zoom } = this.#start;
    this.#open.use((map) => map.easeTo({ center: [center.lon, center.lat], zoom, duration: 150 }));
  }

  /** Brings a point into sight; one that is well inside already stays where it is. */
  reveal(point: Point, zoom?: number): void {
    const { clientWidth: width, clientHeight: height } = this.#start.container;
    this.#open.use((map) => {
      const { x, y } = map.project([point.lon, point.lat]);
      const inside = x > width * 0.15 && x < width * 0.85 && y > height * 0.15 && y < height * 0.85;
      if (inside && zoom === undefined) return;
      map.easeTo({ center: [point.lon, point.lat], zoom: zoom ?? Math.max(map.getZoom(), 14), duration: 150 });
    });
  }

  [Symbol.dispose](): void {
    this.#open.close((map) => map.remove());
    this.#box.remove();
  }

  /** Finds the things that are drawn at a place now; null once the map is closed. */
  at(place: Point): Here | null {
    return this.#open.use((map) => around(map, map.project([place.lon, place.lat]))) ?? null;
  }
}

function around(map: MapLibre, { x, y }: Here["at"]): Here {
  const box: [[number, number], [number, number]] = [
    [x - REACH, y - REACH],
    [x + REACH, y + REACH],
  ];
  return { things: thingsIn(map.queryRenderedFeatures(box, { layers: PICKED.map(([layer]) => layer) })), at: { x, y } };
}

function sourceOf({ ground, onGone }: MapStart): GroundSource | null {
  if (!ground) return null;
  const { bounds, minZoom, maxZoom } = ground.archive.header;
  return { address: offerTiles(ground, onGone), bounds, minZoom, maxZoom };
}

/** True if this browser can draw the map at all. */
export function hasWebGl(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}
