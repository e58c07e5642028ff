import { sql } from "kysely";
import { SYSTEM, transaction, vaultOf, type Db, type SealedPlace, type Tx } from "../../platform/database/index.ts";
import type { Log } from "../../platform/log.ts";

const about = (pictureId: string): string => `bolo_picture/${pictureId}/thumbnail`;

export const THUMBNAILS_SEALED: SealedPlace = {
  table: "bolo_picture",
  column: "thumbnail_sealed",
  key: ["picture_id"],
  about: ({ picture_id = "" }) => about(picture_id),
};

/** The small copy of a picture as the database keeps it: at most 27 kB, sealed for this picture alone. */
export const sealThumbnail = (tx: Tx, pictureId: string, bytes: Buffer): Buffer =>
  vaultOf(tx).seal(bytes.toString("base64"), about(pictureId));

/** A small copy as a page shows it without asking again; null where there is none, or it is damaged: a list shows the others. */
export function thumbnailAddress(tx: Tx, pictureId: string | null, sealed: Buffer | null, type: string | null): string | null {
  if (pictureId === null || sealed === null || type === null) return null;
  const vault = vaultOf(tx);
  try {
    return `data:${type};base64,${vault.open(sealed, about(pictureId))}`;
  } catch {
    return null;
  }
}

/** Seals small copies of before, group by group; a start that is cut off goes on where it stopped. */
export async function sealOldThumbnails(db: Db, log: Log): Promise<number> {
  let sealed = 0;
  for (let done = -1; done !== 0; sealed += done)
    done = await transaction(db, SYSTEM, async (tx) => {
      const { rows } = await sql<{ id: string; thumbnail: Buffer }>`
        select picture_id as id, thumbnail from bolo_picture where thumbnail is not null limit 50 for update`.execute(tx);
      for (const { id, thumbnail } of rows)
        await sql`
          update bolo_picture set thumbnail = null, thumbnail_sealed = ${sealThumbnail(tx, id, thumbnail)} where picture_id = ${id}`.execute(
          tx,
        );
      return rows.length;
    });
  if (sealed === 0) return 0;
  await db.pool
    .query("vacuum (full) bolo_picture")
    .catch((cause: unknown) => log.warn({ err: cause }, "bolos: thumbnails sealed, freed space not overwritten"));
  log.info({ pictures: sealed }, "bolos: old thumbnails sealed");
  return sealed;
}
