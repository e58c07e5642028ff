import type { Camera, Site } from "@amaliyat/contract/cameras";
import type { Unit } from "@amaliyat/contract/dispatch";
import type { Sector } from "@amaliyat/contract/identity";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { useMemo } from "react";
import { useCameras, useInterventions, useSectors, useSites, useUnits } from "../facts/index.ts";

/** Data of the map, still and moving. */
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
  const sectors = useSectors().data ?? none;
  const sites = useSites().data ?? none;
  const cameras = useCameras().data ?? none;
  const units = useUnits().data ?? none;
  const rows = useInterventions().data ?? none;
  return useMemo(() => ({ sectors, sites, cameras, units, rows }), [sectors, sites, cameras, units, rows]);
}
