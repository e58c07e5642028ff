import type { InterventionRow } from "@amaliyat/contract/interventions";
import { boardOf, type BoardRow, type Limits, type OpenWork } from "@amaliyat/domain/shifts";

const workOf = (row: InterventionRow): OpenWork => ({
  interventionId: row.interventionId,
  priority: row.priority,
  openedAt: Date.parse(row.openedAt),
  units: row.units.map((unit) => ({
    state: unit.state,
    assignedAt: Date.parse(unit.assignedAt),
    endedAt: unit.endedAt === null ? null : Date.parse(unit.endedAt),
  })),
});

export type ShownRow = BoardRow & { readonly row: InterventionRow };

/** The open rows of the queue as the board orders and judges them. */
export function boardRows(rows: readonly InterventionRow[], limits: Limits, at: number): readonly ShownRow[] {
  const byId = new Map(rows.map((row) => [row.interventionId, row]));
  const open = rows.filter((row) => row.state === "open").map(workOf);
  return boardOf(open, limits, at).flatMap((judged) => {
    const row = byId.get(judged.work.interventionId);
    return row ? [{ ...judged, row }] : [];
  });
}
