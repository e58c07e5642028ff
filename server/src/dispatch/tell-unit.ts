import type { Unit } from "@amaliyat/contract/dispatch";
import type { Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { unitById } from "./dispatch-queries.ts";

/** What the screens are told of a unit. */
export const tellingOfUnit = (unit: Unit): Telling => ({
  happening: { topic: "unit", row: unit },
  sectorId: unit.sectorId,
  userIds: unit.userId === null ? [] : [unit.userId],
});

/** The same for units by id, as they stand in this transaction; those outside its scope are told by whoever may see them. */
export async function tellingsOfUnits(tx: Tx, unitIds: readonly string[]): Promise<Telling[]> {
  const units = await Promise.all(unitIds.map((unitId) => unitById(tx, unitId)));
  return units.flatMap((unit) => (unit === null ? [] : [tellingOfUnit(unit)]));
}
