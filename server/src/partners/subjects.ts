import type { Subject } from "../audit/index.ts";

/** Forward to a partner, with sector and reference of its intervention. */
export const forwardSubject = (
  { forwardId }: { readonly forwardId: string },
  { sectorId, reference }: { readonly sectorId: string | null; readonly reference: string },
): Subject => ({
  kind: "forward",
  id: forwardId,
  sectorId,
  workItem: reference,
});

/** A partner's request; once it is taken, the log adds the reference of its intervention. */
export const requestSubject = ({ requestId, sectorId }: { readonly requestId: string; readonly sectorId: string | null }): Subject => ({
  kind: "partner_request",
  id: requestId,
  sectorId,
  workItem: null,
});
