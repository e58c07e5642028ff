import type { Photo, photos } from "@amaliyat/contract/interventions";
import { helpMoment } from "@amaliyat/domain/dispatch";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle, subjectById } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { writeTwofold, twofold } from "../../platform/pictures/index.ts";
import { lookAtIntervention } from "../rows/interventions-store.ts";
import type { InterventionsDeps } from "../ports.ts";
import type { Photos } from "./photo-files.ts";
import { insertPhoto, photoById, photosOf } from "./photo-store.ts";
import { tellingsOfPhoto } from "./tell-photo.ts";

/** As much as a phone sends after it made the picture smaller, several times over. */
const LIMIT = 2 * 1024 * 1024;

/**
 * Takes a picture of a crew on a present or former assignment. Its bytes alone decide its format. The original is sealed as it arrived,
 * with its hash, and shown to nobody. The shown copy has lost the metadata of the camera. It is an act of those who sit there, as a note is.
 */
export async function attachPhoto(
  { db, pictures, retentionMs, units }: Photos & Pick<InterventionsDeps, "units">,
  call: Call<typeof photos.attach>,
): Promise<Reply<typeof photos.attach>> {
  const { who, at, params, query } = call;
  const { takenAt, sentAt } = query;
  const said = takenAt === undefined ? at : Date.parse(takenAt);
  const taken = new Date(sentAt === undefined ? Math.min(at, said) : helpMoment(said, Date.parse(sentAt), at));
  const told = { acted: taken.getTime(), heard: at };
  const work = await transaction(db, SYSTEM, (tx) => units.workOf(tx, params.assignmentId, who.userId, told), { readOnly: true });
  if (work === null) return refuse({ code: "object.not_found" });
  const picture = twofold(call.body, LIMIT);
  if (!picture.ok) return picture;
  const { format, original, sha256, shownSha256 } = picture.value;
  if (!(await pictures.hasRoom(2 * original.length))) return refuse({ code: "photo.no_room" });
  const photo = {
    photoId: randomUUID(),
    interventionId: work.interventionId,
    unitCode: work.unitCode,
    takenAt: taken.toISOString(),
    arrivedAt: new Date(at).toISOString(),
    ...format,
    bytes: original.length,
    sha256,
  };
  await writeTwofold(pictures, photo.photoId, picture.value);
  try {
    return await transaction(db, SYSTEM, async (tx) => {
      await insertPhoto(tx, { ...photo, userId: who.userId, shownSha256 });
      await units.markActed(tx, { assignmentId: params.assignmentId, unitId: work.unitId }, { userId: who.userId, ...told });
      await settle(
        tx,
        { who, at },
        {
          type: "intervention.photo_attached",
          about: subjectById("intervention", work.interventionId),
          detail: { photoId: photo.photoId, unit: work.unitCode, takenAt: photo.takenAt, bytes: photo.bytes, sha256: photo.sha256 },
        },
        await tellingsOfPhoto(tx, photo.photoId),
      );
      const kept = await photoById(tx, photo.photoId, retentionMs);
      if (kept === null) throw new Error("a picture left its own author's sight");
      return ok(kept.photo);
    });
  } catch (cause) {
    await pictures.drop(photo.photoId);
    throw cause;
  }
}

/** Lists the pictures of an intervention of the caller's sectors. */
export async function listPhotos(
  { db, retentionMs }: Photos,
  { who, params }: Call<typeof photos.list>,
): Promise<Reply<typeof photos.list>> {
  const found = await transaction(
    db,
    scopeOf(who),
    async (tx): Promise<Photo[] | null> =>
      (await lookAtIntervention(tx, params.interventionId)) === null ? null : photosOf(tx, params.interventionId, retentionMs),
    { readOnly: true },
  );
  return found === null ? refuse({ code: "object.not_found" }) : ok(found);
}
