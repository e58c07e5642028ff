import type { Subject } from "../audit/index.ts";

/** A BOLO in the log: its first sector stands for all of them. */
export const boloSubject = ({
  boloId,
  sectors,
  reference,
}: {
  readonly boloId: string;
  readonly sectors: readonly string[];
  readonly reference: string;
}): Subject => ({
  kind: "bolo",
  id: boloId,
  sectorId: sectors[0] ?? null,
  workItem: reference,
});
