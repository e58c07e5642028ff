import type { Unit } from "@amaliyat/contract/dispatch";
import { lookAtIntervention } from "../interventions/index.ts";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { unitById } from "./units-queries.ts";

/** What the screens are told of a unit. */
export const tellingOfUnit = (unit: Unit): Telling => ({
  happening: { topic: "unit", row: unit },
  sectorId: unit.sectorId,
  userIds: unit.userId === null ? [] : [unit.userId],
});

/** A unit told in its own sector, and wherever it is at work or was until now: there it is on the screens too. */
async function tellingsOfUnit(tx: Tx, unitId: string, interventionId: string, at: number): Promise<Telling[]> {
  const unit = await unitById(tx, unitId, at);
  if (unit === null) return [];
  const beyond = new Set<string | null>();
  for (const each of new Set([interventionId, unit.interventionId, ...unit.alsoAt])) {
    const work = each === null ? null : await lookAtIntervention(tx, each);
    if (work !== null && work.sectorId !== unit.sectorId) beyond.add(work.sectorId);
  }
  return [tellingOfUnit(unit), ...[...beyond].map((sectorId) => ({ ...tellingOfUnit(unit), sectorId }))];
}

/** The same for units by id, as they stand in this transaction, in the room's scope; `interventionId` is where they are at work or were. */
export const tellingsOfUnits = (tx: Tx, unitIds: readonly string[], interventionId: string, at: number): Promise<Telling[]> =>
  asRoom(tx, async () => {
    const told: Telling[] = [];
    for (const unitId of unitIds) told.push(...(await tellingsOfUnit(tx, unitId, interventionId, at)));
    return told;
  });
