import type { dispatch } from "@amaliyat/contract/dispatch";
import { rankUnits, shortfall } from "@amaliyat/domain/dispatch";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { lookAtIntervention } from "../interventions/index.ts";
import { transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { DispatchDeps } from "./deps.ts";
import { unitsBoundHere } from "./force-queries.ts";
import { unitsByIds } from "./units-queries.ts";

type Advise = typeof dispatch.advise;

/** Units beyond this many are weighed and only counted: nobody reads farther. */
const LISTED = 60;
const NONE: ReadonlySet<string> = new Set();

/**
 * Ranks every unit of the caller's sectors for an intervention: by road, or by straight line where the town's roads are not known, which
 * is said. Without a place there is nothing to rank by: the list is empty.
 */
export async function advise(
  { db, force, roads, needsOf }: DispatchDeps,
  { who, at, params }: Pick<Call<Advise>, "who" | "at" | "params">,
): Promise<Reply<Advise>> {
  const { interventionId } = params;
  await force.catchUp(at);
  return transaction(
    db,
    scopeOf(who),
    async (tx) => {
      const intervention = await lookAtIntervention(tx, interventionId);
      if (intervention === null) return refuse({ code: "object.not_found" });
      const boundHere = force.reachesBeyond(who.covers) ? await unitsBoundHere(tx) : NONE;
      const rankables = force.rankables({ interventionId, covers: who.covers, boundHere, at });
      const needs = await needsOf(tx, interventionId);
      const missing = shortfall(needs, force.here(interventionId, rankables));
      const point = intervention.place;
      const roadSeconds = point === null ? null : (roads?.to(point) ?? null);
      const basis = roadSeconds === null ? ("straight_line" as const) : ("road" as const);
      const asked = { sectorId: intervention.sectorId, needs: missing, roadSeconds };
      const ranked = point === null ? [] : rankUnits(rankables, { ...asked, place: point }, at, LISTED);
      const ids = ranked.map(({ unitId }) => unitId);
      const units = new Map((await unitsByIds(tx, ids, at)).map((unit) => [unit.unitId, unit]));
      const listed = ranked.flatMap(({ unitId, distanceM, seconds, positionAgeMs, advised, reasons }) => {
        const unit = units.get(unitId);
        return unit === undefined ? [] : [{ unit, distanceM, seconds, positionAgeMs, advised, reasons: [...reasons] }];
      });
      const more = point === null ? 0 : rankables.length - ranked.length;
      const shown = missing.map((need) => ({ ...need, kinds: [...need.kinds] }));
      return ok({ basis, shortfall: shown, units: listed, more });
    },
    { readOnly: true },
  );
}
