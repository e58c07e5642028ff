import { SYSTEM, transaction, type Db, type Tx } from "../database/index.ts";
import type { PictureFolder } from "./folder.ts";

/** Erasure of pictures of one kind; `Due` is the stored data of a picture past its time. */
export type Erasing<Due> = {
  readonly db: Db;
  readonly pictures: PictureFolder;
  /** Ids of pictures whose time is over. */
  readonly due: (tx: Tx) => Promise<readonly string[]>;
  /** Locks one to be erased: whoever would keep it waits. Null where its time is not over any more. */
  readonly lock: (tx: Tx, id: string) => Promise<Due | null>;
  /** Writes down that nothing of it is on the disk, in the log too, and tells the screens. */
  readonly erased: (tx: Tx, id: string, due: Due) => Promise<void>;
};

/** Erases one picture: its bytes, then what is known of them. A crash between the two erases it again. */
const eraseOne = <Due>({ db, pictures, lock, erased }: Erasing<Due>, id: string): Promise<boolean> =>
  transaction(db, SYSTEM, async (tx) => {
    const due = await lock(tx, id);
    if (due === null) return false;
    await pictures.drop(id);
    await erased(tx, id, due);
    return true;
  });

/** Erases what is past its time; a file that cannot be deleted stops no other. Returns how many. */
export async function erasePictures<Due>(erasing: Erasing<Due>): Promise<number> {
  const ids = await transaction(erasing.db, SYSTEM, erasing.due, { readOnly: true });
  let count = 0;
  const failures: unknown[] = [];
  for (const id of ids)
    try {
      if (await eraseOne(erasing, id)) count += 1;
    } catch (cause) {
      failures.push(cause);
    }
  if (failures.length > 0) throw failures[0];
  return count;
}
