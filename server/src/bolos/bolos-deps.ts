import { withVault, type Db, type Tx } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";
import { PictureFolder, type HasRoom } from "../platform/pictures/index.ts";
import type { Vault } from "../platform/vault.ts";

/**
 * Runs when the public may no longer be told of a child: the BOLO was cancelled, or the alert on the child was withdrawn. It runs in the
 * transaction of that act.
 */
export type OnChildOver = (
  tx: Tx,
  act: { readonly who: Caller; readonly at: number; readonly childAlertIds: readonly string[]; readonly reason: string },
) => Promise<void>;

/** Runs when the leave to tell the public of a child ended or came back by the span of its BOLO: it expired, or was renewed. */
export type OnChildSpan = (tx: Tx, at: { readonly at: number; readonly childAlertIds: readonly string[] }) => Promise<void>;

/** `pictures` holds the original of each picture and the copy that is shown. `retentionMs` counts from the end of its BOLO, in ms. */
export type BolosDeps = {
  readonly db: Db;
  readonly pictures: PictureFolder;
  readonly retentionMs: number;
  readonly onChildOver?: OnChildOver;
  readonly onChildSpan?: OnChildSpan;
};

export type BolosOptions = {
  readonly db: Db;
  readonly vault: Vault;
  readonly folder: string;
  readonly retentionMs: number;
  readonly hasRoom?: HasRoom;
  readonly onChildOver?: OnChildOver;
  readonly onChildSpan?: OnChildSpan;
};

export const openBolos = ({ db, vault, folder, retentionMs, hasRoom, onChildOver, onChildSpan }: BolosOptions): BolosDeps => ({
  db: withVault(db, vault),
  pictures: new PictureFolder(folder, vault.key("pictures of BOLOs"), hasRoom),
  retentionMs,
  ...(onChildOver === undefined ? {} : { onChildOver }),
  ...(onChildSpan === undefined ? {} : { onChildSpan }),
});
