import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { BolosDeps } from "../bolos-deps.ts";
import { pictureById } from "../rows/pictures-store.ts";

/** The copy of a picture that may be shown, for an alert whose authorisation was checked; null where it is not there as it was kept. */
export async function authorisedPicture({ db, pictures }: BolosDeps, pictureId: string): Promise<{ type: string; bytes: Buffer } | null> {
  const picture = await transaction(db, SYSTEM, (tx) => pictureById(tx, pictureId), { readOnly: true });
  const sha256 = picture?.shownSha256 ?? null;
  const bytes = sha256 === null ? null : await pictures.read(pictureId, "shown", sha256);
  return picture === null || bytes === null ? null : { type: picture.type, bytes };
}
