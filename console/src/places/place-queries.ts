import { places, type FoundPlace, type Hazard, type Place, type Warning } from "@amaliyat/contract/places";
import type { Point } from "@amaliyat/domain/kernel";
import { queryOptions } from "@tanstack/react-query";
import { KEYS, read } from "../api/index.ts";

export const placeList = queryOptions({
  queryKey: [...KEYS.places, "list"],
  queryFn: ({ signal }): Promise<readonly Place[]> => read(places.list, { signal }),
});

export const hazardList = queryOptions({
  queryKey: [...KEYS.places, "hazards"],
  queryFn: ({ signal }): Promise<readonly Hazard[]> => read(places.hazards, { signal }),
  // Each reading stands in the log: it is read again when something happened, not when a window is looked at.
  staleTime: 5 * 60_000,
});

/** Hazards at the place of an intervention; read again when it moves, and each minute, since they end by themselves. */
export const warningsOf = (interventionId: string, place: Point | null) =>
  queryOptions({
    queryKey: [...KEYS.places, "warnings", interventionId, place],
    queryFn: ({ signal }): Promise<readonly Warning[]> => read(places.warnings, { params: { interventionId }, signal }),
    enabled: place !== null,
    refetchInterval: 60_000,
  });

/** Matches of a search by name. Nothing is fetched for fewer than two letters. */
export const foundPlaces = (text: string, near: Point | null) =>
  queryOptions({
    queryKey: [...KEYS.places, "search", text, near],
    queryFn: ({ signal }): Promise<readonly FoundPlace[]> => read(places.search, { query: { text, ...near, most: 10 }, signal }),
    enabled: text.length > 1,
    staleTime: 60_000,
  });
