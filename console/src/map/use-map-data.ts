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
  /** Those of them that the map draws. */
  readonly drawn: readonly InterventionRow[];
};

const none: readonly never[] = [];

/**
 * The lists behind the map; each keeps its identity while it does not change. With `found`, past and present interventions that were searched
 * for stand in place of the open ones, and no unit is shown: they were elsewhere then.
 */
export function useMapData(found: readonly InterventionRow[] | null = null): MapData {
  const sectors = useSectors().data ?? none;
  const sites = useSites().data ?? none;
  const cameras = useCameras().data ?? none;
  const units = useUnits().data ?? none;
  const listed = useInterventions().data ?? none;
  const open = useMemo(() => listed.filter(({ state }) => state === "open"), [listed]);
  const rows = found ?? listed;
  const drawn = found ?? open;
  return useMemo(
    () => ({ sectors, sites, cameras, units: found === null ? units : none, rows, drawn }),
    [sectors, sites, cameras, units, rows, drawn, found],
  );
}
