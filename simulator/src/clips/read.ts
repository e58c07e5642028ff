import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { readAnnexB } from "../h264/file.ts";
import { readMp4 } from "../mp4/demux.ts";
import type { Loop } from "../rtsp/media.ts";

/** Reads a .h264 or .mp4 file as a loop. Throws an Error whose message names the file and says why it cannot be served. */
export async function readMedia(file: string): Promise<Loop> {
  const bytes = await readFile(file);
  const read = bytes.toString("latin1", 4, 8) === "ftyp" ? readMp4(bytes) : readAnnexB(bytes);
  if (!read.ok) throw new Error(`${basename(file)}: ${read.error}`);
  return read.value;
}
