import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { GROUP, RATE } from "../material/clip.ts";
import { framesInFile } from "./count-frames.ts";

const FILE_S = 10;
const WHOLE = FILE_S * RATE;

export type Loss = { readonly files: number; readonly lost: number };

/**
 * Holds every whole file of every camera against the 250 pictures of ten seconds. The first and last file of a camera are begun and
 * ended by the run and count for nothing. Names sort by time, and each camera has a folder of its own.
 */
export async function lossOf(root: string, cameras: readonly string[]): Promise<Loss> {
  let [files, lost] = [0, 0];
  for (const camera of cameras) {
    const names = await readdir(join(root, camera), { recursive: true }).catch(() => []);
    const all = names.filter((name) => name.endsWith(".mp4")).toSorted((a, b) => basename(a).localeCompare(basename(b)));
    for (const name of all.slice(1, -1)) {
      files++;
      lost += missingOf(await framesInFile(join(root, camera, name)));
    }
  }
  return { files, lost };
}

/** Frames missing from a whole file. A file cut one group of pictures later than its neighbour holds one group more, which is no loss. */
export const missingOf = (frames: number): number => (frames > WHOLE ? (GROUP - ((frames - WHOLE) % GROUP)) % GROUP : WHOLE - frames);
