import { localStore } from "@amaliyat/ui/i18n";
import { createStore, useStore } from "../store/index.ts";

/** Layers that a person may show and hide, with their style layers. */
export const MAP_LAYERS = {
  interventions: ["interventions"],
  units: ["units", "bonds"],
  cameras: ["cameras", "cones"],
  sites: ["sites"],
  sectors: ["sector-lines", "sector-names"],
  heat: ["heat"],
} as const satisfies Record<string, readonly string[]>;
export type MapLayer = keyof typeof MAP_LAYERS;
export const LAYER_NAMES = Object.keys(MAP_LAYERS) as MapLayer[];

export type Shown = Readonly<Record<MapLayer, boolean>>;
const USUAL: Shown = { interventions: true, units: true, cameras: true, sites: true, sectors: true, heat: false };
const KEY = "amaliyat.map.layers";

/** Stored choice of layers, as far as it is readable; the default otherwise. */
export function readShown(text: string | null): Shown {
  try {
    const kept: unknown = JSON.parse(text ?? "{}");
    const of = (name: MapLayer): boolean => {
      const value = typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>)[name] : undefined;
      return typeof value === "boolean" ? value : USUAL[name];
    };
    return {
      interventions: of("interventions"),
      units: of("units"),
      cameras: of("cameras"),
      sites: of("sites"),
      sectors: of("sectors"),
      heat: of("heat"),
    };
  } catch {
    return USUAL;
  }
}

const store = createStore<Shown>(readShown(localStore.read(KEY)));

export const useShown = (): Shown => useStore(store);

export function show(layer: MapLayer, shown: boolean): void {
  const next = { ...store.get(), [layer]: shown };
  store.set(next);
  localStore.write(KEY, JSON.stringify(next));
}
