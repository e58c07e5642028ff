import { localStore } from "@amaliyat/ui/i18n";
import { createPersonStore, useStore } from "../store/index.ts";

/** Layers that a person may show and hide, with their style layers. */
export const MAP_LAYERS = {
  interventions: ["interventions", "interventions-many"],
  units: ["units", "units-alone", "units-many", "bonds"],
  cameras: ["cameras", "cameras-many", "cones"],
  sites: ["sites"],
  sectors: ["sector-lines", "sector-names"],
  heat: ["heat"],
} as const satisfies Record<string, readonly string[]>;
export type MapLayer = keyof typeof MAP_LAYERS;
export const LAYER_NAMES = Object.keys(MAP_LAYERS) as MapLayer[];

export type Shown = Readonly<Record<MapLayer, boolean>>;
const USUAL: Shown = { interventions: true, units: true, cameras: true, sites: true, sectors: true, heat: false };
const keyOf = (userId: string): string => `amaliyat.map.layers.${userId}`;

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

/** Waits in this browser for its person: a layer that one person hid hides nothing from the next. */
const store = createPersonStore<Shown>(USUAL, {
  read: (userId) => readShown(localStore.read(keyOf(userId))),
  write: (userId, shown) => void localStore.write(keyOf(userId), JSON.stringify(shown)),
});

export const useShown = (): Shown => useStore(store);

export function show(layer: MapLayer, shown: boolean): void {
  store.set({ ...store.get(), [layer]: shown });
}
