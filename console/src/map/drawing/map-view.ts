import { Map as MapLibre, setWorkerUrl, type GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Language, Point } from "@amaliyat/domain/kernel";
import type { Theme } from "@amaliyat/ui/i18n";
import { cameraStates, cameraSvg, glyphColours, priorities, prioritySvg, svgUrl, unitStates, unitSvg } from "@amaliyat/ui/glyphs";
import { readColours } from "./colours.ts";
import type { MapFeatures } from "./features.ts";
import { fontsReady } from "./font.ts";
import { KIND_IN, PICKED, thingKey, thingsIn, type Here } from "../controls/here.ts";
import type { Thing } from "../controls/next-thing.ts";
import { LAYER_NAMES, MAP_LAYERS, type Shown } from "../map-layers.ts";
import { buildStyle, CLOSEST, CLUSTERED, type GroundSource, type LiveSource } from "./style.ts";
import { offerTiles } from "../tiles/protocol.ts";
import type { TownTiles } from "../tiles/town-tiles.ts";
import { WhileOpen } from "./while-open.ts";

setWorkerUrl(workerUrl);

type Size = { readonly width: number; readonly height: number };

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
  /** If given, a click means the point under it and not the things there: for a map on which something is placed. */
  readonly onPress?: ((point: Point) => void) | undefined;
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
      maxZoom: CLOSEST,
      locale: { "Map.Title": start.title },
    });
    this.#open = new WhileOpen(map);
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    const { onPress } = start;
    if (onPress !== undefined) {
      map.on("click", ({ lngLat: { lat, lng } }) => onPress({ lat, lon: lng }));
      map.doubleClickZoom.disable();
      return;
    }
    map.on("click", ({ point }) => void pick(map, point, start.onPick).catch(() => undefined));
    map.on("contextmenu", (event) => start.onPlace({ lat: event.lngLat.lat, lon: event.lngLat.lng }));
    for (const layer of [...PICKED.map(([name]) => name), ...MANY_LAYERS]) {
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

  /** Finds the things that are drawn at a place now, alone or as one of many; null once the map is closed. */
  async at(place: Point): Promise<Here | null> {
    return (await this.#open.use((map) => allAround(map, map.project([place.lon, place.lat])))) ?? null;
  }

  /** Point of the ground under a place of the box, px; null once the map is closed. */
  pointUnder({ x, y }: Here["at"]): Point | null {
    const under = this.#open.use((map) => map.unproject([x, y]));
    return under === undefined ? null : { lat: under.lat, lon: under.lng };
  }

  /** Tells at once, and each time that the view moves, where points lie in the box (px) and how large it is. Returns the end of it. */
  onMove(tell: (project: (point: Point) => { readonly x: number; readonly y: number }, size: Size) => void): () => void {
    const { container } = this.#start;
    let frame: number | undefined;
    const run = (): void => {
      frame = undefined;
      const size = { width: container.clientWidth, height: container.clientHeight };
      this.#open.use((map) => tell(({ lat, lon }) => map.project([lon, lat]), size));
    };
    const ask = (): void => {
      frame ??= requestAnimationFrame(run);
    };
    const heard = this.#open.use((map) => [map.on("move", ask), map.on("resize", ask)]) ?? [];
    ask();
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      for (const subscription of heard) subscription.unsubscribe();
    };
  }
}

const MANY_LAYERS = CLUSTERED.map((source) => `${source}-many`);

/** Symbols drawn as one at a point, the topmost first. */
const manyAt = (map: MapLibre, { x, y }: Here["at"]) =>
  map.queryRenderedFeatures(reachOf(x, y), { layers: MANY_LAYERS }).flatMap(({ source, properties, geometry }) => {
    const name = CLUSTERED.find((one) => one === source);
    const id: unknown = properties["cluster_id"];
    return name !== undefined && typeof id === "number" && geometry.type === "Point" ? [{ name, id, at: geometry.coordinates }] : [];
  });

/** A press on many draws near until they part; where they never do, it lists them. */
async function pick(map: MapLibre, at: Here["at"], onPick: MapStart["onPick"]): Promise<void> {
  const one = around(map, at);
  const [many] = manyAt(map, at);
  const [lon, lat] = many?.at ?? [];
  if (one.things.length > 0 || many === undefined || lon === undefined || lat === undefined) return onPick(one);
  const zoom = (await map.getSource<GeoJSONSource>(many.name)?.getClusterExpansionZoom(many.id)) ?? Infinity;
  if (zoom <= CLOSEST) map.easeTo({ center: [lon, lat], zoom, duration: 150 });
  else onPick(await allAround(map, at));
}

/** A list longer than this is not read. */
const LISTED = 60;

async function allAround(map: MapLibre, at: Here["at"]): Promise<Here> {
  const found = new Map<string, Thing>();
  for (const { name, id } of manyAt(map, at)) {
    const leaves = (await map.getSource<GeoJSONSource>(name)?.getClusterLeaves(id, LISTED, 0)) ?? [];
    for (const { properties } of leaves) {
      const thing = { kind: KIND_IN[name], id: String(properties?.["id"]) };
      found.set(thingKey(thing), thing);
    }
  }
  for (const thing of around(map, at).things) found.set(thingKey(thing), thing);
  return { things: [...found.values()], at: { x: at.x, y: at.y } };
}

const reachOf = (x: number, y: number): [[number, number], [number, number]] => [
  [x - REACH, y - REACH],
  [x + REACH, y + REACH],
];

function around(map: MapLibre, { x, y }: Here["at"]): Here {
  return { things: thingsIn(map.queryRenderedFeatures(reachOf(x, y), { layers: PICKED.map(([layer]) => layer) })), at: { x, y } };
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
