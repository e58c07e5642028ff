import type { Unit } from "@amaliyat/contract/dispatch";
import type { Happening } from "@amaliyat/contract/live";
import type { QueryClient } from "@tanstack/react-query";
import { liveFeature, put } from "../../live/index.ts";
import { positions } from "./positions.ts";

export const UNITS = ["units"] as const;

/** Units as they are now; one that was retired leaves. */
export function applyToUnits(units: readonly Unit[], happened: readonly Happening[]): readonly Unit[] {
  const changed = new Map<string, Unit>();
  for (const one of happened) if (one.topic === "unit") changed.set(one.row.unitId, one.row);
  if (changed.size === 0) return units;
  return put(units, changed, (unit) => unit.unitId).filter(({ retiredAt }) => retiredAt === null);
}

/** True if a unit was moved, lent or taken back: the room says whether it is still seen here. */
const isMoved = (held: readonly Unit[], rows: readonly Unit[]): boolean =>
  rows.some((row) => {
    const before = held.find(({ unitId }) => unitId === row.unitId);
    return before !== undefined && (before.sectorId !== row.sectorId || before.lent?.sectorId !== row.lent?.sectorId);
  });

export const unitsLive = liveFeature({
  name: "units",
  lists: [UNITS],
  topics: ["unit"],
  write(client, happened) {
    const held = client.getQueryData<readonly Unit[]>(UNITS);
    if (held === undefined) return;
    client.setQueryData<readonly Unit[]>(UNITS, applyToUnits(held, happened));
    if (
      isMoved(
        held,
        happened.map(({ row }) => row),
      )
    )
      void client.invalidateQueries({ queryKey: UNITS });
  },
  move: ({ unitId, position }, heardAt) => positions.receive(unitId, position, heardAt),
});

/** Writes a unit that a command returned, by the rule of a unit that the room tells of. */
export const writeUnit = (client: QueryClient, unit: Unit): void => unitsLive.write(client, [{ topic: "unit", row: unit }]);
