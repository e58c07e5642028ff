import { randomUUID } from "node:crypto";
import { cameraFolders, dayFolders, describeFile, filesOfDay, type FoundFile } from "../../media/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Log } from "../../platform/log.ts";
import { openSegments, segmentsOfDay } from "../recordings-queries.ts";
import { endSegment, upsertSegment } from "../recordings-store.ts";

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
    await store(given, cameraId, await openPaths(given, cameraId), found);
    for (const day of await readable(given, cameraId, [], () => dayFolders(root, cameraId))) {
      if (signal.aborted) return found;
      if (day >= first) await store(given, cameraId, await missingPaths(given, cameraId, day), found);
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

/** Paths of rows without an end. */
const openPaths = async ({ db }: Reconciling, cameraId: string): Promise<string[]> =>
  transaction(db, SYSTEM, (tx) => openSegments(tx, cameraId), { readOnly: true });

/** Paths of one day's files that have no row. */
async function missingPaths(given: Reconciling, cameraId: string, day: string): Promise<string[]> {
  const files = await readable(given, cameraId, [], () => filesOfDay(given.root, cameraId, day));
  const begin = Date.parse(`${day}T00:00:00Z`);
  if (files.length === 0 || Number.isNaN(begin)) return [];
  const known = new Set(
    await transaction(given.db, SYSTEM, (tx) => segmentsOfDay(tx, cameraId, new Date(begin), new Date(begin + DAY_MS)), { readOnly: true }),
  );
  return files.filter((path) => !known.has(path));
}

async function store(given: Reconciling, cameraId: string, paths: readonly string[], found: Counts): Promise<void> {
  for (let n = 0; n < paths.length; n += BATCH) {
    const batch = paths.slice(n, n + BATCH);
    const files: { readonly path: string; readonly file: FoundFile }[] = [];
    for (const path of batch) files.push({ path, file: await fileAt(given, cameraId, path) });
    await transaction(given.db, SYSTEM, async (tx) => {
      for (const { path, file } of files) await storeFile(tx, cameraId, path, file);
    });
    found.stored += files.filter(({ file }) => file.kind === "segment-closed").length;
    found.empty += files.filter(({ file }) => file.kind === "empty").length;
  }
}

/** A file that the disk does not let be read is left as it is, as one that is still written. */
const fileAt = (given: Reconciling, cameraId: string, path: string): Promise<FoundFile> =>
  readable<FoundFile>(given, cameraId, { kind: "busy" }, () => describeFile(given.root, cameraId, path));

async function storeFile(tx: Tx, cameraId: string, path: string, file: FoundFile): Promise<void> {
  if (file.kind === "busy") return;
  if (file.kind === "gone") return endSegment(tx, path);
  const started_at = new Date(file.startedAt);
  const ended_at = file.kind === "empty" ? started_at : new Date(file.endedAt);
  const frames = file.kind === "empty" ? 0 : file.frames;
  await upsertSegment(tx, { segment_id: randomUUID(), camera_id: cameraId, path, started_at, ended_at, bytes: file.bytes, frames });
}
