import type { photos } from "@amaliyat/contract/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { asRoom } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { erasePictures } from "../../platform/pictures/index.ts";
import type { Photos } from "./photo-files.ts";
import { markErased, updateHold, lockDue, photosToErase, photoSeen } from "./photo-store.ts";
import { tellingsOfPhoto } from "./tell-photo.ts";

const BATCH = 200;

type Hold = typeof photos.hold;

/** Keeps a picture past its retention, or lets it go. */
export const holdPhoto = ({ db, retentionMs }: Photos, { who, at, params, body }: Call<Hold>): Promise<Reply<Hold>> =>
  refusable(db, scopeOf(who), async (tx) => {
    const { photoId } = params;
    const found = await photoSeen(tx, photoId, retentionMs);
    if (found === null) return refuse({ code: "object.not_found" });
    const until = body.until === null ? null : new Date(body.until);
    if (until !== null && until.getTime() <= at) return refuse({ code: "photo.hold_in_the_past" });
    const isHeld = await asRoom(tx, () => updateHold(tx, photoId, { until, reason: body.reason, by: who.userId }));
    if (!isHeld) return refuse({ code: "photo.gone" });
    const { interventionId } = found.photo;
    const tellings = await tellingsOfPhoto(tx, photoId);
    await settle(
      tx,
      { who, at },
      { type: "intervention.photo_held", about: subjectById("intervention", interventionId), detail: { photoId, ...body } },
      tellings,
    );
    const now = await photoSeen(tx, photoId, retentionMs);
    return now === null ? refuse({ code: "object.not_found" }) : ok(now.photo);
  });

/** Erases what is past its time and held by nobody, with an entry in the log each. Returns how many. */
export const erasePhotos = ({ db, pictures, retentionMs }: Photos, at: number): Promise<number> =>
  erasePictures({
    db,
    pictures,
    due: (tx) => photosToErase(tx, new Date(at), retentionMs, BATCH),
    lock: (tx, photoId) => lockDue(tx, photoId, new Date(at), retentionMs),
    erased: async (tx, photoId, { interventionId, sha256 }) => {
      await markErased(tx, photoId, new Date(at));
      const tellings = await tellingsOfPhoto(tx, photoId);
      const detail = { photoId, sha256: sha256.toString("hex") };
      await settle(
        tx,
        { who: null, at },
        { type: "intervention.photo_erased", about: subjectById("intervention", interventionId), detail },
        tellings,
      );
    },
  });
