import type { Photo, photos } from "@amaliyat/contract/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { BytesReply, Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { lookAtIntervention } from "./interventions-store.ts";
import { isOfUsableSize, photoFormat } from "./photo-format.ts";
import { insertPhoto, photoById, photosOf, workOfCrew } from "./photo-store.ts";
import { tellingsOf } from "./tell-intervention.ts";

/** `folder` is where the bytes lie, one file a picture, named by its id. */
export type PhotosDeps = { readonly db: Db; readonly folder: string };

/** As much as a phone sends after it made the picture smaller, several times over. */
const LIMIT = 2 * 1024 * 1024;

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Writes a picture so that it is whole or not there. */
async function keepBytes(folder: string, photoId: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, photoId);
  await writeFile(`${file}.part`, bytes, { mode: 0o600, flush: true });
  await rename(`${file}.part`, file);
}

/** Takes a picture of a crew on what it is, or was, sent to. What it is, is judged by its bytes. */
export async function attachPhoto({ db, folder }: PhotosDeps, call: Call<typeof photos.attach>): Promise<Reply<typeof photos.attach>> {
  const { who, at, params, query } = call;
  const work = await transaction(db, SYSTEM, (tx) => workOfCrew(tx, params.assignmentId, who.userId), { readOnly: true });
  if (work === null) return refuse({ code: "object.not_found" });
  const bytes = Buffer.from(call.body.buffer, call.body.byteOffset, call.body.byteLength);
  if (bytes.length > LIMIT) return refuse({ code: "request.too_large", params: { limit: "2 MiB" } });
  const format = photoFormat(bytes);
  if (format === null) return refuse({ code: "photo.not_a_picture" });
  if (!isOfUsableSize(format)) return refuse({ code: "photo.dimensions", params: { width: format.width, height: format.height } });
  const photo = {
    photoId: randomUUID(),
    interventionId: work.intervention_id,
    unitCode: work.code,
    takenAt: new Date(Math.min(at, query.takenAt === undefined ? at : Date.parse(query.takenAt))).toISOString(),
    arrivedAt: new Date(at).toISOString(),
    ...format,
    bytes: bytes.length,
    sha256: hashOf(bytes),
  };
  await keepBytes(folder, photo.photoId, bytes);
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
    await rm(join(folder, photo.photoId), { force: true });
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
  const bytes = await readFile(join(folder, photo.photoId)).catch(() => null);
  if (bytes === null || hashOf(bytes) !== photo.sha256) return refuse({ code: "photo.damaged" });
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
