import { settle } from "../../audit/index.ts";
import { erasePictures } from "../../platform/pictures/index.ts";
import type { BolosDeps } from "../bolos-deps.ts";
import { lockBolo } from "../rows/bolos-store.ts";
import { isDue, markErased, picturesToErase } from "../rows/erasure-store.ts";
import { pictureById } from "../rows/pictures-store.ts";
import { boloSubject } from "../subjects.ts";
import { tellingsOfBolo } from "../tell-bolo.ts";

const BATCH = 200;

/** Erases pictures whose BOLO has been over for their time, with an entry in the log each. Returns how many. */
export const eraseBoloPictures = ({ db, pictures, retentionMs }: BolosDeps, at: number): Promise<number> =>
  erasePictures({
    db,
    pictures,
    due: (tx) => picturesToErase(tx, new Date(at), retentionMs, BATCH),
    lock: async (tx, pictureId) => {
      const picture = await pictureById(tx, pictureId);
      // A renewal or publication would keep the picture; both take the lock of its BOLO.
      const kept = picture === null ? null : await lockBolo(tx, picture.boloId);
      return picture !== null && kept !== null && (await isDue(tx, pictureId, new Date(at), retentionMs)) ? { picture, kept } : null;
    },
    erased: async (tx, pictureId, { picture: { sha256 }, kept }) => {
      await markErased(tx, pictureId, new Date(at));
      const tellings = await tellingsOfBolo(tx, at, kept, "changed");
      await settle(
        tx,
        { who: null, at },
        {
          type: "bolo.picture_erased",
          about: boloSubject({ ...kept.bolo, reference: kept.reference }),
          detail: { reference: kept.reference, pictureId, sha256 },
        },
        tellings,
      );
    },
  });
