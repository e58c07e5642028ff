import { withVault, type Db } from "../platform/database/index.ts";
import { PictureFolder, type HasRoom } from "../platform/pictures/index.ts";
import type { Vault } from "../platform/vault.ts";

/** `pictures` is where the bytes lie: of each picture the original and the copy that is shown. How long, once its BOLO is over, in ms. */
export type BolosDeps = { readonly db: Db; readonly pictures: PictureFolder; readonly retentionMs: number };

export type BolosOptions = {
  readonly db: Db;
  readonly vault: Vault;
  readonly folder: string;
  readonly retentionMs: number;
  readonly hasRoom?: HasRoom;
};

export const openBolos = ({ db, vault, folder, retentionMs, hasRoom }: BolosOptions): BolosDeps => ({
  db: withVault(db, vault),
  pictures: new PictureFolder(folder, vault.key("pictures of BOLOs"), hasRoom),
  retentionMs,
});
