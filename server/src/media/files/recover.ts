import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { open } from "node:fs/promises";
import { parseSps } from "../h264/sps.ts";
import { findBox } from "../fmp4/read-boxes.ts";
import type { SegmentClosed } from "../model.ts";
import { codeOf } from "./disk.ts";
import { endOf } from "./fragment-index.ts";
import { startOfPath } from "./layout.ts";
import { rebuildIndex } from "./read-index.ts";

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

async function newestFiles(root: string, cameraId: string): Promise<string[]> {
  const paths: string[] = [];
  for (const day of (await list(join(root, cameraId))).toReversed()) {
    for (const hour of (await list(join(root, cameraId, day))).toReversed()) {
      const names = await list(join(root, cameraId, day, hour));
      const files = names.filter((name) => startOfPath(name) !== null);
      paths.push(...files.toReversed().map((name) => `${cameraId}/${day}/${hour}/${name}`));
      if (paths.length >= NEWEST) return paths.slice(0, NEWEST).toReversed();
    }
  }
  return paths.toReversed();
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

/** Size and codec from the `avcC` record in the init segment. */
async function readPicture(path: string, initBytes: number): Promise<{ width: number; height: number; codec: string }> {
  await using file = await open(path, "r");
  const init = Buffer.alloc(initBytes);
  await file.read(init, 0, initBytes, 0);
  const table = findBox(init, ["moov", "trak", "mdia", "minf", "stbl", "stsd"]);
  // The sample entry begins behind version, flags and count; `avcC` lies behind its 78 fixed bytes.
  const entry = table ? findBox(init, ["avc1"], table.from + 8, table.to) : null;
  const record = entry ? findBox(init, ["avcC"], entry.from + 78, entry.to) : null;
  if (!record) return { width: 0, height: 0, codec: "" };
  const sps = init.subarray(record.from + 8, record.from + 8 + init.readUInt16BE(record.from + 6));
  const parsed = parseSps(sps);
  return { width: parsed?.width ?? 0, height: parsed?.height ?? 0, codec: `avc1.${sps.toString("hex", 1, 4)}` };
}
