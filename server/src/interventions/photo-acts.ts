import type { Photo, photos } from "@amaliyat/contract/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { BytesReply, Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { dropPicture, hashOf, judgePicture, keepPicture, readPicture } from "../platform/pictures/index.ts";
import { lookAtIntervention } from "./interventions-store.ts";
import { insertPhoto, photoById, photosOf, workOfCrew } from "./photo-store.ts";
import { tellingsOf } from "./tell-intervention.ts";

/** `folder` is where the bytes lie, one file a picture, named by its id. */
export type PhotosDeps = { readonly db: Db; readonly folder: string };

/** As much as a phone sends after it made the picture smaller, several times over. */
const LIMIT = 2 * 1024 * 1024;

/** Takes a picture of a crew on what it is, or was, sent to. What it is, is judged by its bytes. */
export async function attachPhoto({ db, folder }: PhotosDeps, call: Call<typeof photos.attach>): Promise<Reply<typeof photos.attach>> {
  const { who, at, params, query } = call;
  const work = await transaction(db, SYSTEM, (tx) => workOfCrew(tx, params.assignmentId, who.userId), { readOnly: true });
  if (work === null) return refuse({ code: "object.not_found" });
  const bytes = Buffer.from(call.body.buffer, call.body.byteOffset, call.body.byteLength);
  const judged = judgePicture(bytes, LIMIT);
  if (!judged.ok) return judged;
  const photo = {
    photoId: randomUUID(),
    interventionId: work.intervention_id,
    unitCode: work.code,
    takenAt: new Date(Math.min(at, query.takenAt === undefined ? at : Date.parse(query.takenAt))).toISOString(),
    arrivedAt: new Date(at).toISOString(),
    ...judged.value,
    bytes: bytes.length,
    sha256: hashOf(bytes),
  };
  await keepPicture(folder, photo.photoId, bytes);
  try {
    return await transaction(db, SYSTEM, async (tx) => {
      await insertPhoto(tx, { ...photo, userId: who.userId });
      await append(tx, {
        at,
        type: "intervention.photo_attached",
        actor: actorOf(who),
        subject: { kind: "intervention", id: work.intervention_id },
        sectorId: work.sector_id,
        detail: { photoId: photo.photoId, unit: work.code, takenAt: photo.takenAt, bytes: photo.bytes, sha256: photo.sha256 },
      });
      await tell(tx, at, await tellingsOf(tx, [work.intervention_id]));
      const kept = await photoById(tx, photo.photoId);
      if (kept === null) throw new Error("a picture left its own author's sight");
      return ok(kept);
    });
  } catch (cause) {
    await dropPicture(folder, photo.photoId);
    throw cause;
  }
}

/** What pictures there are of an intervention of the caller's sectors. */
export async function listPhotos({ db }: PhotosDeps, { who, params }: Call<typeof photos.list>): Promise<Reply<typeof photos.list>> {
  const found = await transaction(
    db,
    scopeOf(who),
    async (tx): Promise<Photo[] | null> =>
      (await lookAtIntervention(tx, params.interventionId)) === null ? null : photosOf(tx, params.interventionId),
    { readOnly: true },
  );
  return found === null ? refuse({ code: "object.not_found" }) : ok(found);
}

/** One picture, for whoever may see its intervention; the look is logged before the first byte. */
export async function viewPhoto({ db, folder }: PhotosDeps, { who, at, params }: Call<typeof photos.view>): Promise<BytesReply> {
  const photo = await transaction(db, scopeOf(who), (tx) => photoById(tx, params.photoId), { readOnly: true });
  if (photo === null) return refuse({ code: "object.not_found" });
  const bytes = await readPicture(folder, photo.photoId, photo.sha256);
  if (bytes === null) return refuse({ code: "photo.damaged" });
  await transaction(db, scopeOf(who), (tx) =>
    append(tx, {
      at,
      type: "intervention.photo_viewed",
      actor: actorOf(who),
      subject: { kind: "intervention", id: photo.interventionId },
      detail: { photoId: photo.photoId, sha256: photo.sha256 },
    }),
  );
  return ok({ type: photo.type, body: bytes, headers: { "cache-control": "no-store", "content-length": String(bytes.length) } });
}
