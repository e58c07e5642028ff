import type { Camera, Site } from "@amaliyat/contract/cameras";
import type { Unit } from "@amaliyat/contract/dispatch";
import type { Sector } from "@amaliyat/contract/identity";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { useCameras, useInterventions, useSectors, useSites, useUnits } from "../live/index.ts";

/** What stands and moves on the map. */
export type MapData = {
  readonly sectors: readonly Sector[];
  readonly sites: readonly Site[];
  readonly cameras: readonly Camera[];
  readonly units: readonly Unit[];
  readonly rows: readonly InterventionRow[];
};

const none: readonly never[] = [];

/** The lists behind the map; each keeps its identity while it does not change. */
export function useMapData(): MapData {
  return {
    sectors: useSectors().data ?? none,
    sites: useSites().data ?? none,
    cameras: useCameras().data ?? none,
    units: useUnits().data ?? none,
    rows: useInterventions().data ?? none,
  };
}
