import type { InterventionRow } from "@amaliyat/contract/interventions";
import type { OpenWork } from "@amaliyat/domain/shifts";

/** A row of the queue as the board judges it. */
export const workOf = (row: InterventionRow): OpenWork => ({
  interventionId: row.interventionId,
  priority: row.priority,
  openedAt: Date.parse(row.openedAt),
  units: row.units.map((unit) => ({
    state: unit.state,
    assignedAt: Date.parse(unit.assignedAt),
    endedAt: unit.endedAt === null ? null : Date.parse(unit.endedAt),
  })),
});
