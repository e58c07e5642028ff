import type { interventions } from "@amaliyat/contract/interventions";
import { UNCLASSIFIED } from "@amaliyat/domain/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { likelyInterventions } from "./rows/likely-queries.ts";
import type { InterventionsDeps } from "./ports.ts";
import { interventionRow } from "./rows/row-queries.ts";

/** Possible duplicates of an open intervention; empty for one that is over. */
export const likely = (
  deps: InterventionsDeps,
  { who, params }: Call<typeof interventions.likely>,
): Promise<Reply<typeof interventions.likely>> =>
  transaction(
    deps.db,
    scopeOf(who),
    async (tx) => {
      const row = await interventionRow(tx, params.interventionId);
      if (row === null) return refuse({ code: "object.not_found" as const });
      const { place, subcategory, openedAt } = row;
      return ok(
        row.state === "open" ? await likelyInterventions(tx, { place, subcategory, at: Date.parse(openedAt) }, row.interventionId) : [],
      );
    },
    { readOnly: true },
  );

/** Possible duplicates of a signal for which nothing was opened yet. */
export const likelyNew = (
  deps: InterventionsDeps,
  { who, at, query }: Call<typeof interventions.likelyNew>,
): Promise<Reply<typeof interventions.likelyNew>> => {
  const { lat, lon, subcategory = UNCLASSIFIED } = query;
  const signal = { place: { lat, lon }, subcategory, at: query.at === undefined ? at : Date.parse(query.at) };
  return transaction(deps.db, scopeOf(who), async (tx) => ok(await likelyInterventions(tx, signal, null)), { readOnly: true });
};
