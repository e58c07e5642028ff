import type { Subject } from "../audit/index.ts";

/** A unit in the log. */
export const unitSubject = ({ unitId, sectorId }: { readonly unitId: string; readonly sectorId: string | null }): Subject => ({
  kind: "unit",
  id: unitId,
  sectorId,
  workItem: null,
});
