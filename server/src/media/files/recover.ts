import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { open } from "node:fs/promises";
import { readInit, type PictureShape } from "../fmp4/read-init.ts";
import type { SegmentClosed } from "../model.ts";
import { codeOf } from "./disk.ts";
import { endOf } from "./fragment-index.ts";
import { startOfPath } from "./layout.ts";
import { readIndex, rebuildIndex } from "./read-index.ts";

/** So many of a camera's newest files are looked at: the one a crash left open, and those whose event may not have been stored. */
const NEWEST = 3;

/**
 * Repairs the newest files of one camera and describes them, oldest first. Nothing for a camera without files. Unreadable files are left
 * out and left as they are.
 */
export async function recoverCamera(root: string, cameraId: string): Promise<SegmentClosed[]> {
  const paths = await newestFiles(root, cameraId);
  const found = await Promise.all(paths.map((path) => describe(root, cameraId, path).catch(() => null)));
  return found.filter((segment) => segment !== null);
}

/** The folders of cameras under the root. */
export async function cameraFolders(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** The days of which a camera has a folder, as in paths (`YYYY-MM-DD`, UTC), rising. */
export const dayFolders = (root: string, cameraId: string): Promise<string[]> => list(join(root, cameraId));

/** The paths of a camera's files that began on one day, rising. */
export async function filesOfDay(root: string, cameraId: string, day: string): Promise<string[]> {
  const paths: string[] = [];
  for (const hour of await list(join(root, cameraId, day))) paths.push(...(await filesOfHour(root, `${cameraId}/${day}/${hour}`)));
  return paths;
}

async function filesOfHour(root: string, folder: string): Promise<string[]> {
  const names = await list(join(root, folder));
  return names.filter((name) => startOfPath(name) !== null).map((name) => `${folder}/${name}`);
}

async function newestFiles(root: string, cameraId: string): Promise<string[]> {
  const paths: string[] = [];
  for (const day of (await dayFolders(root, cameraId)).toReversed()) {
    for (const hour of (await list(join(root, cameraId, day))).toReversed()) {
      paths.push(...(await filesOfHour(root, `${cameraId}/${day}/${hour}`)).toReversed());
      if (paths.length >= NEWEST) return paths.slice(0, NEWEST).toReversed();
    }
  }
  return paths.toReversed();
}

/** A file without an end whose last write is younger may still be written, ms. A file gets a fragment every 320 ms. */
const SETTLED_MS = 60_000;

/** Any file of a camera: closed, without a whole fragment and so without a picture, perhaps still being written, or not there. */
export type FoundFile =
  | SegmentClosed
  | { readonly kind: "empty"; readonly startedAt: number; readonly bytes: number }
  | { readonly kind: "busy" }
  | { readonly kind: "gone" };

/** Describes any file of a camera, repaired where a crash left it open. Errors of the file system are thrown. */
export async function describeFile(root: string, cameraId: string, path: string): Promise<FoundFile> {
  const startedAt = startOfPath(path);
  const found = await stat(join(root, path)).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  if (startedAt === null || found === null) return { kind: "gone" };
  // A negative age means that the clock was set back since.
  const age = Date.now() - found.mtimeMs;
  const isClosed = (await readIndex(join(root, path)))?.closed === true;
  if (!isClosed && age < SETTLED_MS) return { kind: "busy" };
  return (await describe(root, cameraId, path)) ?? { kind: "empty", startedAt, bytes: found.size };
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return [];
    throw error;
  }
}

async function describe(root: string, cameraId: string, path: string): Promise<SegmentClosed | null> {
  const index = await rebuildIndex(join(root, path));
  const startedAt = startOfPath(path);
  if (!index || startedAt === null) return null;
  const { size: bytes } = await stat(join(root, path));
  const frames = index.fragments.reduce((sum, fragment) => sum + fragment.frames, 0);
  const endedAt = Math.round(endOf(index.fragments, startedAt));
  const picture = await readPicture(join(root, path), index.initBytes);
  return { kind: "segment-closed", cameraId, path, startedAt, endedAt, bytes, frames, ...picture };
}

/** Size and codec from the init segment. */
async function readPicture(path: string, initBytes: number): Promise<PictureShape> {
  await using file = await open(path, "r");
  const init = Buffer.alloc(initBytes);
  await file.read(init, 0, initBytes, 0);
  return readInit(init);
}
