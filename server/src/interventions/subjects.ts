import type { Subject } from "../audit/index.ts";

/** An intervention in the log. */
export const interventionSubject = ({
  interventionId,
  sectorId,
  reference,
}: {
  readonly interventionId: string;
  readonly sectorId: string | null;
  readonly reference: string;
}): Subject => ({
  kind: "intervention",
  id: interventionId,
  sectorId,
  workItem: reference,
});
