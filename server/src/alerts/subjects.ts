import type { Subject } from "../audit/index.ts";

/** An alert in the log: it is for the whole town. */
export const alertSubject = ({ alertId, reference }: { readonly alertId: string; readonly reference: string }): Subject => ({
  kind: "public_alert",
  id: alertId,
  sectorId: null,
  workItem: reference,
});
