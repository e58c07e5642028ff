import type { Unit } from "@amaliyat/contract/dispatch";
import { lookAtIntervention } from "../interventions/index.ts";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { unitById } from "./rows/units-queries.ts";

/** Tells the screens of a unit's own sector and the phones of its crew of the unit. */
export const tellingOfUnit = (unit: Unit): Telling => ({
  happening: { topic: "unit", row: unit },
  sectorId: unit.sectorId,
  userIds: unit.speakers.map(({ userId }) => userId),
});

/** The same in further sectors: where it is at work, lent to, or was until now. */
export const tellingsBeyond = (unit: Unit, sectors: Iterable<string | null>): Telling[] =>
  [...new Set(sectors)].filter((each) => each !== unit.sectorId).map((sectorId) => ({ ...tellingOfUnit(unit), sectorId }));

/** A unit told in its own sector, and wherever it is at work or was until now: there it is on the screens too. */
async function tellingsOfUnit(tx: Tx, unitId: string, interventionId: string | null, at: number): Promise<Telling[]> {
  const unit = await unitById(tx, unitId, at);
  if (unit === null) return [];
  const beyond = new Set<string | null>(unit.lent === null ? [] : [unit.lent.sectorId]);
  for (const each of new Set([interventionId, unit.interventionId, ...unit.alsoAt])) {
    const work = each === null ? null : await lookAtIntervention(tx, each);
    if (work !== null) beyond.add(work.sectorId);
  }
  return [tellingOfUnit(unit), ...tellingsBeyond(unit, beyond)];
}

/** The same for units by id, as they stand in this transaction, in the room's scope; `interventionId` is where they are at work or were. */
export const tellingsOfUnits = (tx: Tx, unitIds: readonly string[], interventionId: string, at: number): Promise<Telling[]> =>
  asRoom(tx, async () => {
    const told: Telling[] = [];
    for (const unitId of unitIds) told.push(...(await tellingsOfUnit(tx, unitId, interventionId, at)));
    return told;
  });

/** Tells screens and phones of units whose crews changed. */
export const tellingsOfCrews = (tx: Tx, unitIds: readonly string[], at: number): Promise<Telling[]> =>
  asRoom(tx, async () => {
    const told: Telling[] = [];
    for (const unitId of unitIds) told.push(...(await tellingsOfUnit(tx, unitId, null, at)));
    return told;
  });
