import { encodeCounted } from "@amaliyat/simulator";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CACHE } from "../harness/folders.ts";
import { say } from "../harness/say.ts";

export const COUNTED_SIZE = { width: 1920, height: 1080 } as const;
/** Pictures of the loop: 30 s, so that a file of ten seconds too many or too few is seen. */
export const COUNTED_FRAMES = 750;

/** 1080p25 of 4 Mbit/s in which every picture carries its own number. Made once. */
export async function countedClip(): Promise<string> {
  const file = join(CACHE, `counted-1080p25-4M-${COUNTED_FRAMES}.h264`);
  if (existsSync(file)) return file;
  say(`encoding ${COUNTED_FRAMES} numbered pictures, once`);
  await mkdir(CACHE, { recursive: true });
  await writeFile(`${file}.part`, await encodeCounted({ frames: COUNTED_FRAMES, ...COUNTED_SIZE, kbitPerSecond: 4000 }));
  await rename(`${file}.part`, file);
  return file;
}
