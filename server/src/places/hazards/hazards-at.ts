import type { places, Warning } from "@amaliyat/contract/places";
import { isShown } from "@amaliyat/domain/places";
import { distanceM, ok, refuse, type Point } from "@amaliyat/domain/kernel";
import { settle } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { interventionSubject, lookAtIntervention, placesOfEvent } from "../../interventions/index.ts";
import { asRoom, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import { hazardsReaching, stateOf } from "./hazards-queries.ts";
import { noteShown } from "./hazards-store.ts";
import type { PlacesDeps } from "../places-deps.ts";

type Shown = {
  readonly who: Caller;
  readonly at: number;
  readonly interventionId: string;
  /** Of the intervention: for which work it is shown stands in the log. */
  readonly reference: string;
  readonly sectorId: string | null;
};

/** Hazards that reach any of some places and are shown now, each once. */
async function reachingAny(room: Tx, places: readonly Point[], at: number): Promise<Awaited<ReturnType<typeof hazardsReaching>>> {
  const found = new Map<string, Awaited<ReturnType<typeof hazardsReaching>>[number]>();
  for (const place of places)
    for (const one of await hazardsReaching(room, place, at)) if (isShown(stateOf(one), at)) found.set(one.hazardId, one);
  return [...found.values()];
}

/**
 * Lists the warnings for a person who works on an intervention. They are the hazards at its place and at the places of all that was merged
 * into it. The caller has made sure that the person works on it. The query runs in the room's own scope, because a dog does not stop at the
 * edge of a sector. The log has an entry, in this transaction, when a person is first shown a version of a hazard for an intervention.
 * Without that entry there is no answer.
 */
export async function warningsAt(tx: Tx, { who, at, interventionId, reference, sectorId }: Shown): Promise<Warning[]> {
  const places = await placesOfEvent(tx, interventionId);
  if (places.length === 0) return [];
  const { found, fresh } = await asRoom(tx, async (room) => {
    const reaching = await reachingAny(room, places, at);
    const first = [];
    for (const one of reaching) if (await noteShown(room, one, interventionId, who.userId, at)) first.push(one);
    return { found: reaching, fresh: first };
  });
  if (fresh.length > 0)
    await settle(
      tx,
      { who, at },
      {
        type: "hazard.shown",
        about: interventionSubject({ interventionId, sectorId, reference }),
        detail: { hazards: fresh.map(({ hazardId, version, kind }) => ({ hazardId, version, kind })) },
      },
    );
  return found.map(({ hazardId, kind, words, certainty, source, sourceWords, area, state, firstAt, until, point }) => ({
    hazardId,
    kind,
    words,
    certainty,
    source,
    sourceWords,
    area,
    isConfirmed: state === "confirmed",
    firstAt,
    until,
    metres: Math.round(Math.min(...places.map((place) => distanceM(point, place)))),
  }));
}

/** The warnings for the card of an intervention of the caller's sectors. */
export const warnings = ({ db }: PlacesDeps, { who, at, params }: Call<typeof places.warnings>): Promise<Reply<typeof places.warnings>> =>
  transaction(db, scopeOf(who), async (tx) => {
    const seen = await lookAtIntervention(tx, params.interventionId);
    if (seen === null) return refuse({ code: "object.not_found" });
    const { reference, sectorId } = seen;
    return ok(await warningsAt(tx, { who, at, ...params, reference, sectorId }));
  });
