import type { Subject } from "../audit/index.ts";

/** A place of the search in the log. */
export const placeSubject = ({ placeId, sectorId }: { readonly placeId: string; readonly sectorId: string | null }): Subject => ({
  kind: "place",
  id: placeId,
  sectorId,
  workItem: null,
});

/** A hazard in the log. */
export const hazardSubject = ({ hazardId, sectorId }: { readonly hazardId: string; readonly sectorId: string | null }): Subject => ({
  kind: "hazard",
  id: hazardId,
  sectorId,
  workItem: null,
});
