import type { dispatch, Unit } from "@amaliyat/contract/dispatch";
import { rankUnits, type Rankable } from "@amaliyat/domain/dispatch";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { lookAtIntervention } from "../interventions/index.ts";
import { transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { listUnits } from "./dispatch-queries.ts";

const rankable = (unit: Unit): Rankable => ({
  unitId: unit.unitId,
  unitKind: unit.kind,
  sectorId: unit.sectorId,
  inService: unit.status !== "unavailable",
  reserved: unit.status === "reserved",
  distress: false,
  assignments: unit.status === "assigned" || unit.status === "en_route" || unit.status === "on_scene" ? [unit.status] : [],
  position: unit.position === null ? null : { point: unit.position.place, at: Date.parse(unit.position.at) },
});

/** Ranks every unit of the caller's sectors for an intervention. Without a place there is nothing to rank by: the list is empty. */
export async function advise(db: Db, { who, at, params }: Call<typeof dispatch.advise>): Promise<Reply<typeof dispatch.advise>> {
  return transaction(
    db,
    scopeOf(who),
    async (tx) => {
      const intervention = await lookAtIntervention(tx, params.interventionId);
      if (intervention === null) return refuse({ code: "object.not_found" });
      if (intervention.place === null) return ok([]);
      const units = new Map((await listUnits(tx)).map((unit) => [unit.unitId, unit]));
      const ranked = rankUnits([...units.values()].map(rankable), intervention.place, intervention.sectorId, at);
      return ok(
        ranked.flatMap(({ unitId, basis, distanceM, timeS, positionAgeMs, reasons }) => {
          const unit = units.get(unitId);
          return unit === undefined ? [] : [{ unit, basis, distanceM, seconds: timeS, positionAgeMs, reasons: [...reasons] }];
        }),
      );
    },
    { readOnly: true },
  );
}
