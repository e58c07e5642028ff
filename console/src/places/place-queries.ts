import { places, type Hazard, type Place, type Warning } from "@amaliyat/contract/places";
import type { Point } from "@amaliyat/domain/kernel";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { PLACES } from "./live.ts";

export const placeList = queryOptions({
  queryKey: [...PLACES, "list"],
  queryFn: ({ signal }): Promise<readonly Place[]> => read(places.list, { signal }),
});

export const hazardList = queryOptions({
  queryKey: [...PLACES, "hazards"],
  queryFn: ({ signal }): Promise<readonly Hazard[]> => read(places.hazards, { signal }),
  // Each reading stands in the log: it is read again when something happened, not when a window is looked at.
  staleTime: 5 * 60_000,
});

/** Hazards at the place of an intervention; read again when it moves, and each minute, since they end by themselves. */
export const warningsOf = (interventionId: string, place: Point | null) =>
  queryOptions({
    queryKey: [...PLACES, "warnings", interventionId, place],
    queryFn: ({ signal }): Promise<readonly Warning[]> => read(places.warnings, { params: { interventionId }, signal }),
    enabled: place !== null,
    refetchInterval: 60_000,
  });
