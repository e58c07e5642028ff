import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { readAnnexB } from "../h264/file.ts";
import { readMp4 } from "../mp4/demux.ts";
import type { Loop } from "../h264/media.ts";

/** Reads a .h264 or .mp4 file as a loop. Throws an Error whose message names the file and says why it cannot be served. */
export async function readMedia(file: string): Promise<Loop> {
  const bytes = await readFile(file);
  const read = bytes.toString("latin1", 4, 8) === "ftyp" ? readMp4(bytes) : readAnnexB(bytes);
  if (!read.ok) throw new Error(`${basename(file)}: ${read.error}`);
  return read.value;
}

/** A folder's clips as camera paths with their loops, and one line for each file that cannot be served. */
export type Clips = { readonly loops: ReadonlyMap<string, Loop>; readonly refused: readonly string[] };

/** Reads every .mp4 and .h264 file of a folder, by name; the path of a clip is its name without the ending. */
export async function readClips(folder: string): Promise<Clips> {
  const loops = new Map<string, Loop>();
  const refused: string[] = [];
  const names = (await readdir(folder)).filter((name) => /\.(mp4|m4v|mov|h264|264)$/i.test(name)).toSorted();
  for (const name of names) {
    const path = name.replace(/\.[^.]+$/, "");
    try {
      if (loops.has(path)) throw new Error(`${name}: another clip is already served by that name`);
      loops.set(path, await readMedia(join(folder, name)));
    } catch (error) {
      refused.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { loops, refused };
}
