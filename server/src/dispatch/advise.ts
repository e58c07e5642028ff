import type { dispatch, Unit } from "@amaliyat/contract/dispatch";
import { rankUnits, shortfall, type Rankable } from "@amaliyat/domain/dispatch";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { lookAtIntervention } from "../interventions/index.ts";
import { transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { DispatchDeps } from "./deps.ts";
import { listUnits, loads } from "./units-queries.ts";

type Advise = typeof dispatch.advise;

/** Units beyond this many are weighed and only counted: nobody reads farther. */
const LISTED = 60;

function rankable(unit: Unit, interventionId: string, load: number): Rankable {
  const isBound = unit.status === "assigned" || unit.status === "en_route" || unit.status === "on_scene";
  return {
    unitId: unit.unitId,
    unitKind: unit.kind,
    skills: unit.skills,
    sectorId: unit.sectorId,
    load,
    isHere: unit.interventionId === interventionId || unit.alsoAt.includes(interventionId),
    inService: unit.status !== "unavailable",
    reservedUntil: unit.reservedUntil === null ? null : Date.parse(unit.reservedUntil),
    distress: unit.distress !== null,
    assignments: isBound ? [unit.status as "assigned" | "en_route" | "on_scene"] : [],
    position: unit.position === null ? null : { point: unit.position.place, at: Date.parse(unit.position.at) },
  };
}

/**
 * Ranks every unit of the caller's sectors for an intervention: by road, or by straight line where the town's roads are not known, which
 * is said. Without a place there is nothing to rank by: the list is empty.
 */
export async function advise({ db, roads, needsOf }: DispatchDeps, { who, at, params }: Call<Advise>): Promise<Reply<Advise>> {
  const { interventionId } = params;
  return transaction(
    db,
    scopeOf(who),
    async (tx) => {
      const intervention = await lookAtIntervention(tx, interventionId);
      if (intervention === null) return refuse({ code: "object.not_found" });
      const sent = await loads(tx, at);
      const units = new Map((await listUnits(tx, at)).map((unit) => [unit.unitId, unit]));
      const rankables = [...units.values()].map((unit) => rankable(unit, interventionId, sent.get(unit.unitId) ?? 0));
      const needs = await needsOf(tx, interventionId);
      const missing = shortfall(
        needs,
        rankables.filter(({ isHere }) => isHere),
      );
      const point = intervention.place;
      const roadSeconds = point === null ? null : (roads?.to(point) ?? null);
      const basis = roadSeconds === null ? ("straight_line" as const) : ("road" as const);
      const asked = { sectorId: intervention.sectorId, needs: missing, roadSeconds };
      const ranked = point === null ? [] : rankUnits(rankables, { ...asked, place: point }, at);
      const listed = ranked.slice(0, LISTED).flatMap(({ unitId, distanceM, seconds, positionAgeMs, advised, reasons }) => {
        const unit = units.get(unitId);
        return unit === undefined ? [] : [{ unit, distanceM, seconds, positionAgeMs, advised, reasons: [...reasons] }];
      });
      const shown = missing.map((need) => ({ ...need, kinds: [...need.kinds] }));
      return ok({ basis, shortfall: shown, units: listed, more: ranked.length - listed.length });
    },
    { readOnly: true },
  );
}
