import { SYSTEM, transaction, type Db, type Tx } from "../database/index.ts";
import type { Log } from "../log.ts";
import type { PictureFolder } from "./folder.ts";

export type Sweeping = {
  readonly db: Db;
  readonly pictures: PictureFolder;
  readonly log: Log;
  /** Those of the ids that have a row. */
  readonly known: (tx: Tx, ids: readonly string[]) => Promise<readonly string[]>;
};

/** A picture that is being taken has its files some moments before its row. */
const SPARED_MS = 3_600_000;

/** A kill leaves the few that were being taken. More are a database that is not of this folder, or an older one: nobody's to delete. */
const MOST = 20;

/**
 * After a start: deletes sealed files that have no row, since the program was killed between the two and nobody was told that the picture
 * was kept. Returns how many pictures that were.
 */
export async function sweepPictures({ db, pictures, log, known }: Sweeping, at: number): Promise<number> {
  const unknown: string[] = [];
  for await (const ids of pictures.lying()) {
    const rows = new Set(await transaction(db, SYSTEM, (tx) => known(tx, ids), { readOnly: true }));
    for (const id of ids) if (!rows.has(id) && (await pictures.touchedAt(id)) < at - SPARED_MS) unknown.push(id);
  }
  const { root } = pictures;
  if (unknown.length > MOST) {
    log.error({ root, pictures: unknown.length }, "pictures: too many without a row, none deleted");
    return 0;
  }
  for (const id of unknown) await pictures.drop(id);
  if (unknown.length > 0) log.warn({ root, pictures: unknown.length }, "pictures: those without a row deleted");
  return unknown.length;
}
