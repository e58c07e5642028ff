import type { interventions } from "@amaliyat/contract/interventions";
import { checkMerge, type Intervention, type InterventionRefusal } from "@amaliyat/domain/interventions";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Tx } from "../../platform/database/index.ts";
import type { Call, Caller } from "../../platform/http/index.ts";
import { lockIntervention } from "../rows/interventions-store.ts";
import { lockRelations } from "../rows/relations-store.ts";
import { isWithin } from "../scope-for.ts";

/** Open interventions that were proposed while a new one was written: the one that is the same event, and those that are not. */
export type NamedAtOpening = { readonly joins: Intervention | null; readonly apart: readonly Intervention[] };

/**
 * Locks the interventions that the author of a new one named. Those beyond the author's sectors count as unknown, also when the new one is
 * opened in the room's own scope. Refused before anything is written: a number that was reserved is not given back.
 */
export async function lockNamed(
  tx: Tx,
  who: Caller,
  { joins: joinsId, apartFrom = [] }: Call<typeof interventions.open>["body"],
): Promise<Result<NamedAtOpening, InterventionRefusal | Refusal<"object.not_found">>> {
  const ids = [...new Set(apartFrom)].filter((id) => id !== joinsId);
  if (ids.length > 0) await lockRelations(tx);
  const found = new Map<string, Intervention>();
  for (const id of [...ids, ...(joinsId === undefined ? [] : [joinsId])]) {
    const state = await lockIntervention(tx, id);
    if (state === null || !isWithin(who, state.sectorId)) return refuse({ code: "object.not_found" });
    found.set(id, state);
  }
  const joins = joinsId === undefined ? null : (found.get(joinsId) ?? null);
  if (joins !== null) {
    const { interventionId, reference, kind } = joins;
    const checked = checkMerge("", { interventionId, reference, kind, leadsTo: [] });
    if (!checked.ok) return checked;
  }
  return ok({ joins, apart: ids.flatMap((id) => found.get(id) ?? []) });
}
