import type { photos } from "@amaliyat/contract/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { transaction } from "../../platform/database/index.ts";
import { ALONE, type BytesReply, type Call, type Caller } from "../../platform/http/index.ts";
import type { Photos } from "./photo-files.ts";
import { photoSeen } from "./photo-store.ts";

const found = ({ db, retentionMs }: Photos, who: Caller, photoId: string) =>
  transaction(db, scopeOf(who), (tx) => photoSeen(tx, photoId, retentionMs), { readOnly: true });

/** One picture, for a person who sees an intervention that shows it; the look is logged before the first byte. */
export async function viewPhoto(all: Photos, { who, at, params }: Call<typeof photos.view>): Promise<BytesReply> {
  const kept = await found(all, who, params.photoId);
  if (kept === null) return refuse({ code: "object.not_found" });
  const { photo, shownSha256 } = kept;
  if (photo.erasedAt !== null) return refuse({ code: "photo.gone" });
  const { photoId, interventionId, sha256, type } = photo;
  const bytes = shownSha256 === null ? null : await all.pictures.read(photoId, "shown", shownSha256);
  if (bytes === null) return refuse({ code: "photo.damaged" });
  await transaction(all.db, scopeOf(who), (tx) =>
    settle(
      tx,
      { who, at },
      { type: "intervention.photo_viewed", about: subjectById("intervention", interventionId), detail: { photoId, sha256 } },
    ),
  );
  return ok({ type, body: bytes, headers: { "cache-control": "no-store", "content-length": String(bytes.length) } });
}

/** The bytes as they arrived, for evidence: held against their hash before the first of them is sent. */
export async function readOriginal(all: Photos, { who, at, params, body }: Call<typeof photos.original>): Promise<BytesReply> {
  const kept = await found(all, who, params.photoId);
  if (kept === null) return refuse({ code: "object.not_found" });
  if (kept.photo.erasedAt !== null) return refuse({ code: "photo.gone" });
  const { photoId, interventionId, sha256 } = kept.photo;
  const bytes = await all.pictures.read(photoId, "original", sha256);
  if (bytes === null) return refuse({ code: "photo.damaged" });
  await transaction(all.db, scopeOf(who), (tx) =>
    settle(
      tx,
      { who, at },
      {
        type: "intervention.photo_original_read",
        about: subjectById("intervention", interventionId),
        purpose: body.purpose,
        detail: { photoId, sha256, reason: body.reason },
      },
    ),
  );
  return ok({
    type: "application/octet-stream",
    body: bytes,
    headers: {
      ...ALONE,
      "cache-control": "no-store",
      "content-disposition": `attachment; filename="${photoId}.bin"`,
      "content-length": String(bytes.length),
      "repr-digest": `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`,
    },
  });
}
