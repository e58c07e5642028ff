import type { places } from "@amaliyat/contract/places";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { checkHistory, historyFrom } from "@amaliyat/domain/places";
import { settle } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { interventionSubject, lockIntervention } from "../interventions/index.ts";
import { transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { earlierAround } from "./history-queries.ts";
import type { PlacesDeps } from "./places-deps.ts";

/**
 * The history of the place of an intervention. The entry in the log, with place, radius and purpose, is written before the first row is
 * read and committed before the first is given.
 */
export async function readHistory(
  { db, historyMonths }: PlacesDeps,
  { who, at, params, body }: Call<typeof places.history>,
): Promise<Reply<typeof places.history>> {
  const { purpose, radiusM, sensitive, words } = body;
  const checked = checkHistory({ sensitive, words });
  return transaction(db, scopeOf(who), async (tx) => {
    const of = await lockIntervention(tx, params.interventionId);
    if (of === null) return refuse({ code: "object.not_found" });
    if (!checked.ok) return checked;
    const point = of.place?.point ?? null;
    if (point === null) return refuse({ code: "history.no_place" });
    const [from, to] = [new Date(historyFrom(at, historyMonths)), new Date(at)];
    const span = { from: from.toISOString(), to: to.toISOString() };
    await settle(
      tx,
      { who, at },
      {
        type: "place.history_read",
        about: interventionSubject(of),
        purpose,
        detail: { reference: of.reference, point, radiusM, sensitive, words, ...span },
      },
    );
    const found = await earlierAround(tx, { interventionId: params.interventionId, point, radiusM, from, to, sensitive });
    return ok({ point, radiusM, sensitive, ...span, ...found });
  });
}
