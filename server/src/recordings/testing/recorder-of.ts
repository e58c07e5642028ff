import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Db } from "../../platform/database/index.ts";
import { openJournal } from "../../platform/journal/index.ts";
import { makeLog } from "../../platform/log.ts";
import { startRecorder } from "../ledger/recorder.ts";

type Given = {
  readonly db: Db;
  /** Folder of recordings and journal. */
  readonly folder: string;
  readonly maxWaiting?: number;
  /** False leaves what an earlier run left where it is. */
  readonly isBegun?: boolean;
};

/** A recorder with a journal and a folder of recordings. */
export async function recorderOf(stack: AsyncDisposableStack, { db, folder, maxWaiting, isBegun = true }: Given) {
  const root = join(folder, "recordings");
  await mkdir(root, { recursive: true });
  const journal = stack.use(await openJournal(join(folder, "journal")));
  const bound = maxWaiting === undefined ? {} : { maxWaiting };
  const recorder = stack.use(startRecorder({ log: makeLog("silent"), journal, root, clock: Date.now, ...bound }));
  if (isBegun) recorder.begin(db);
  return { ...recorder, root, journal };
}
