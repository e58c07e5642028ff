import type { bolos } from "@amaliyat/contract/bolos";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle } from "../audit/index.ts";
import { lookAtIntervention } from "../interventions/index.ts";
import type { Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { actInTime, momentOf } from "./act-in-time.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import type { KeptBolo } from "./rows/bolo-record.ts";
import { withBolo } from "./command-bolo.ts";
import { insertSighting, linkSighting as link, seesCamera } from "./rows/sightings-store.ts";
import { boloSubject } from "./subjects.ts";
import { tellingsOfBolo } from "./tell-bolo.ts";

type Sight = typeof bolos.sight;

/**
 * Notes that what is looked for was seen. A crew's note comes when its phone has a link again: it keeps the moment of the eye. A sighting made
 * in time counts, however late the note arrives.
 */
export async function sight({ db }: BolosDeps, call: Call<Sight>): Promise<Reply<Sight>> {
  const { who, at, params, body } = call;
  const { cameraId, place, placeText, text, interventionId } = body;
  if (cameraId === null && place === null && placeText === null) return refuse({ code: "bolo.place_missing" });
  const seenAt = momentOf(body.seenAt, call);
  const isBare = cameraId === null && interventionId === null;
  const { boloId } = params;
  const work = async (tx: Tx, kept: KeptBolo): Promise<Reply<Sight>> => {
    if (cameraId !== null && !(await seesCamera(tx, cameraId))) return refuse({ code: "object.not_found" });
    if (interventionId !== null && (await lookAtIntervention(tx, interventionId)) === null) return refuse({ code: "object.not_found" });
    const sightingId = randomUUID();
    const said = { cameraId, place, placeText, text, interventionId };
    const dates = { seenAt: new Date(seenAt), notedAt: new Date(at) };
    await insertSighting(tx, { ...said, ...dates, sightingId, boloId, userId: who.userId });
    const tellings = await tellingsOfBolo(tx, at, kept, "told");
    await settle(
      tx,
      { who, at },
      {
        type: "bolo.sighted",
        about: boloSubject({ ...kept.bolo, reference: kept.reference }),
        detail: { reference: kept.reference, sightingId, seenAt: dates.seenAt.toISOString(), ...said },
      },
      tellings,
    );
    return ok({ sightingId });
  };
  return actInTime(db, { who, boloId, actedAt: seenAt, isBare, work });
}

type Link = typeof bolos.linkSighting;

export const linkSighting = (deps: BolosDeps, { who, at, params, body }: Call<Link>): Promise<Reply<Link>> => {
  const { boloId, sightingId } = params;
  return withBolo(deps, {
    who,
    at,
    boloId,
    type: "bolo.sighting_linked",
    detail: { sightingId, ...body },
    part: "told",
    work: async (tx, kept) => {
      const isKnown =
        (await lookAtIntervention(tx, body.interventionId)) !== null && (await link(tx, boloId, sightingId, body.interventionId));
      return isKnown ? ok(kept) : refuse({ code: "object.not_found" });
    },
  });
};
