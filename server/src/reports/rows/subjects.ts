import type { Subject } from "../../audit/index.ts";

/** A report in the log, which adds its sector: an act may have moved it. */
export const reportSubject = ({ reportId, reference }: { readonly reportId: string; readonly reference: string | null }): Subject => ({
  kind: "report",
  id: reportId,
  sectorId: null,
  workItem: reference,
});
