import type { Subject } from "../audit/index.ts";

/** A call in the log, which adds its sector: that follows from the best of its places and may have changed. */
export const callSubject = ({ callId, reference }: { readonly callId: string; readonly reference: string | null }): Subject => ({
  kind: "call",
  id: callId,
  sectorId: null,
  workItem: reference,
});
