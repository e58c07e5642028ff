import type { photos } from "@amaliyat/contract/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { asRoom, SYSTEM, transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import type { Photos } from "./photo-files.ts";
import { keepErased, keepHold, lockDue, photoById, photosToErase } from "./photo-store.ts";
import { tellingsOf } from "./tell-intervention.ts";

const BATCH = 200;

type Hold = typeof photos.hold;

/** Keeps a picture past its retention, or lets it go. */
export const holdPhoto = ({ db, retentionMs }: Photos, { who, at, params, body }: Call<Hold>): Promise<Reply<Hold>> =>
  transaction(db, scopeOf(who), async (tx) => {
    const { photoId } = params;
    const found = await photoById(tx, photoId, retentionMs);
    if (found === null) return refuse({ code: "object.not_found" });
    const until = body.until === null ? null : new Date(body.until);
    if (until !== null && until.getTime() <= at) return refuse({ code: "photo.hold_in_the_past" });
    const isHeld = await asRoom(tx, () => keepHold(tx, photoId, { until, reason: body.reason, by: who.userId }));
    if (!isHeld) return refuse({ code: "photo.gone" });
    const { interventionId } = found.photo;
    const tellings = await tellingsOf(tx, [interventionId]);
    const subject = { kind: "intervention", id: interventionId };
    await append(tx, { at, type: "intervention.photo_held", actor: actorOf(who), subject, detail: { photoId, ...body } });
    await tell(tx, at, tellings);
    const now = await photoById(tx, photoId, retentionMs);
    return now === null ? refuse({ code: "object.not_found" }) : ok(now.photo);
  });

/** Erases one picture: its bytes, then what is known of them, with an entry in the log. A crash between the two erases it again. */
const erase = ({ db, pictures, retentionMs }: Photos, photoId: string, at: number): Promise<boolean> =>
  transaction(db, SYSTEM, async (tx) => {
    const due = await lockDue(tx, photoId, new Date(at), retentionMs);
    if (due === null) return false;
    const { interventionId, sectorId, sha256 } = due;
    await pictures.drop(photoId);
    await keepErased(tx, photoId, new Date(at));
    const tellings = await tellingsOf(tx, [interventionId]);
    await append(tx, {
      at,
      type: "intervention.photo_erased",
      subject: { kind: "intervention", id: interventionId },
      sectorId,
      detail: { photoId, sha256: sha256.toString("hex") },
    });
    await tell(tx, at, tellings);
    return true;
  });

/** Erases what is past its time and held by nobody; a file that cannot be deleted stops no other. Returns how many. */
export async function erasePhotos(photos: Photos, at: number): Promise<number> {
  const due = await transaction(photos.db, SYSTEM, (tx) => photosToErase(tx, new Date(at), photos.retentionMs, BATCH), { readOnly: true });
  let erased = 0;
  const failures: unknown[] = [];
  for (const photoId of due)
    try {
      if (await erase(photos, photoId, at)) erased += 1;
    } catch (cause) {
      failures.push(cause);
    }
  if (failures.length > 0) throw failures[0];
  return erased;
}
