import type { interventions } from "@amaliyat/contract/interventions";
import type { Intervention, InterventionCommand } from "@amaliyat/domain/interventions";
import { ok } from "@amaliyat/domain/kernel";
import { scopeOf } from "../../identity/index.ts";
import { transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { commandIntervention } from "./command-intervention.ts";
import type { InterventionsDeps } from "../ports.ts";

const whereIs = ({ place, sectorId }: Intervention) => ({ point: place?.point ?? null, text: place?.text ?? null, sectorId });

/** Corrects where an intervention is. Its sector follows from the point, perhaps out of the caller's sight; without a point it stays. */
export async function placeIntervention(
  deps: InterventionsDeps,
  call: Call<typeof interventions.place>,
): Promise<Reply<typeof interventions.place>> {
  const { who, at, params, body } = call;
  const { place: point } = body;
  const found = point && (await transaction(deps.db, scopeOf(who), (tx) => deps.sectorOf(tx, point), { readOnly: true }));
  return commandIntervention(deps, {
    who,
    at,
    interventionId: params.interventionId,
    seenVersion: body.version,
    goesTo: found,
    type: "intervention.changed",
    changed: (from, to) => ({ place: { from: whereIs(from), to: whereIs(to) } }),
    prepare: async (_tx, state) => {
      const sectorId = point === null ? state.sectorId : found;
      return ok<InterventionCommand>({ kind: "place", place: { point, text: body.placeText }, sectorId });
    },
  });
}
