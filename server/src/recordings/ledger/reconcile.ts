import { cameraFolders, dayFolders, describeFile, filesOfDay, segmentPath, startOfPath, type FoundFile } from "../../media/index.ts";
import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import type { Log } from "../../platform/log.ts";
import { openStarts, startsWithin } from "../segments/segments-queries.ts";
import { endSegment, upsertSegments, type ToldSegment } from "../segments/segments-store.ts";

/** No file is longer, ms. So one that began longer before a moment was closed then. */
const LONGEST_FILE_MS = 3_600_000;
const DAY_MS = 86_400_000;
const BATCH = 100;
const CAMERA_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Reconciling = {
  readonly db: Db;
  readonly log: Log;
  /** Folder of the recordings. */
  readonly root: string;
  /** Stops between two days of a camera. */
  readonly signal: AbortSignal;
};

/** Files with pictures, and files without any, that got a row or an end. */
type Counts = { stored: number; empty: number };

/**
 * Compares the files of all cameras that began since a moment (ms since epoch) with their rows. A file without a row gets one, and a row
 * without an end gets that of its file. A file that holds no picture gets a row of no length, so that it is deleted in time; so does the row
 * of a file that is gone. Files of a camera that the disk does not let be read are logged, and cost no other camera.
 * Throws if the database does not answer: what was stored until then stays.
 */
export async function reconcileFiles(given: Reconciling, since: number): Promise<Readonly<Counts>> {
  const { root, signal } = given;
  const found = { stored: 0, empty: 0 };
  const first = new Date(Math.max(0, since - LONGEST_FILE_MS)).toISOString().slice(0, 10);
  for (const cameraId of (await cameraFolders(root)).filter((name) => CAMERA_ID.test(name))) {
    await store(given, cameraId, await openStartsOf(given, cameraId), found);
    for (const day of await readable(given, cameraId, [], () => dayFolders(root, cameraId))) {
      if (signal.aborted) return found;
      if (day >= first) await store(given, cameraId, await missingStarts(given, cameraId, day), found);
    }
  }
  return found;
}

/** Result of a reading of the disk; `otherwise`, with a line in the log, if the disk refuses it. */
async function readable<T>({ log }: Reconciling, cameraId: string, otherwise: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    log.error({ err: cause, cameraId }, "recordings: files of a camera not read");
    return otherwise;
  }
}

/** Begins of rows without an end, ms since epoch. */
const openStartsOf = async ({ db }: Reconciling, cameraId: string): Promise<number[]> =>
  transaction(db, SYSTEM, (tx) => openStarts(tx, cameraId), { readOnly: true });

/** Begins of one day's files that have no row, ms since epoch. */
async function missingStarts(given: Reconciling, cameraId: string, day: string): Promise<number[]> {
  const files = await readable(given, cameraId, [], () => filesOfDay(given.root, cameraId, day));
  const begin = Date.parse(`${day}T00:00:00Z`);
  if (files.length === 0 || Number.isNaN(begin)) return [];
  const known = new Set(
    await transaction(given.db, SYSTEM, (tx) => startsWithin(tx, cameraId, new Date(begin), new Date(begin + DAY_MS)), { readOnly: true }),
  );
  return files.map(startOfPath).filter((startedAt): startedAt is number => startedAt !== null && !known.has(startedAt));
}

async function store(given: Reconciling, cameraId: string, starts: readonly number[], found: Counts): Promise<void> {
  for (let n = 0; n < starts.length; n += BATCH) {
    const files: { readonly startedAt: number; readonly file: FoundFile }[] = [];
    for (const startedAt of starts.slice(n, n + BATCH)) files.push({ startedAt, file: await fileAt(given, cameraId, startedAt) });
    await transaction(given.db, SYSTEM, async (tx) => {
      for (const { startedAt, file } of files) if (file.kind === "gone") await endSegment(tx, cameraId, startedAt);
      await upsertSegments(
        tx,
        files.flatMap(({ file }) => toldFile(cameraId, file)),
      );
    });
    found.stored += files.filter(({ file }) => file.kind === "segment-closed").length;
    found.empty += files.filter(({ file }) => file.kind === "empty").length;
  }
}

/** A file that the disk does not let be read is left as it is, as one that is still written. */
const fileAt = (given: Reconciling, cameraId: string, startedAt: number): Promise<FoundFile> =>
  readable<FoundFile>(given, cameraId, { kind: "busy" }, () => describeFile(given.root, cameraId, segmentPath(cameraId, startedAt)));

function toldFile(cameraId: string, file: FoundFile): ToldSegment[] {
  if (file.kind === "busy" || file.kind === "gone") return [];
  if (file.kind === "empty") return [{ cameraId, startedAt: file.startedAt, endedAt: file.startedAt, bytes: file.bytes, codec: "unknown" }];
  return [{ cameraId, startedAt: file.startedAt, endedAt: file.endedAt, bytes: file.bytes, codec: file.codec }];
}
