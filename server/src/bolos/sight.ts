import type { bolos } from "@amaliyat/contract/bolos";
import { standingAt } from "@amaliyat/domain/bolos";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { lookAtIntervention } from "../interventions/index.ts";
import { refusable } from "../platform/command/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import { lookAtBolo } from "./bolos-store.ts";
import { withBolo } from "./command-bolo.ts";
import { insertSighting, linkSighting as link, seesCamera } from "./sightings-store.ts";
import { boloSubject } from "./subjects.ts";
import { tellingsOfBolo } from "./tell-bolo.ts";

type Sight = typeof bolos.sight;

/** Notes that what is looked for was seen. A crew's note comes when its phone has a link again: it keeps the moment of the eye. */
export async function sight({ db }: BolosDeps, { who, at, params, body }: Call<Sight>): Promise<Reply<Sight>> {
  const { cameraId, place, placeText, text, interventionId } = body;
  if (cameraId === null && place === null && placeText === null) return refuse({ code: "bolo.place_missing" });
  return refusable(db, scopeOf(who), async (tx) => {
    const kept = await lookAtBolo(tx, params.boloId);
    if (kept === null) return refuse({ code: "object.not_found" });
    const seenAt = Math.min(at, Date.parse(body.seenAt));
    // A sighting made in time counts, however late the note arrives.
    const standing = standingAt(kept.bolo, seenAt);
    if (standing !== "in_force") return refuse({ code: "bolo.wrong_state", params: { state: standing } });
    if (cameraId !== null && !(await seesCamera(tx, cameraId))) return refuse({ code: "object.not_found" });
    if (interventionId !== null && (await lookAtIntervention(tx, interventionId)) === null) return refuse({ code: "object.not_found" });
    const sightingId = randomUUID();
    const said = { cameraId, place, placeText, text, interventionId };
    const dates = { seenAt: new Date(seenAt), notedAt: new Date(at) };
    await insertSighting(tx, { ...said, ...dates, sightingId, boloId: params.boloId, userId: who.userId });
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
  });
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
