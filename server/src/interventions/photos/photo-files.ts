import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import type { Log } from "../../platform/log.ts";
import { PictureFolder, type HasRoom, sealOldPictures, sweepPictures } from "../../platform/pictures/index.ts";
import type { Vault } from "../../platform/vault.ts";
import { setShown, knownPhotos, photoById } from "./photo-store.ts";

/** Folder of the crews' pictures, and their retention after the end of the intervention. */
export type Photos = { readonly db: Db; readonly pictures: PictureFolder; readonly retentionMs: number };

export type PhotosOptions = {
  readonly db: Db;
  readonly vault: Vault;
  readonly folder: string;
  readonly retentionMs: number;
  readonly hasRoom?: HasRoom;
};

export const openPhotos = ({ db, vault, folder, retentionMs, hasRoom }: PhotosOptions): Photos => ({
  db,
  pictures: new PictureFolder(folder, vault.key("pictures of crews"), hasRoom),
  retentionMs,
});

/** After a start: seals what lies there from before pictures were sealed. */
export const sealOldPhotos = ({ db, pictures, retentionMs }: Photos, log: Log): Promise<number> =>
  sealOldPictures({
    pictures,
    log,
    known: async (photoId) => {
      const found = await transaction(db, SYSTEM, (tx) => photoById(tx, photoId, retentionMs), { readOnly: true });
      return found === null ? null : { ...found.photo, shownSha256: found.shownSha256 };
    },
    setShown: (photoId, sha256) => transaction(db, SYSTEM, (tx) => setShown(tx, photoId, sha256)),
  });

/** After a start: deletes what was sealed and has no row. */
export const sweepPhotos = ({ db, pictures }: Photos, at: number, log: Log): Promise<number> =>
  sweepPictures({ db, pictures, log, known: knownPhotos }, at);
