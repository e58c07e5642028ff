import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { CACHE } from "../harness/folders.ts";
import { say } from "../harness/say.ts";

/** Seconds of a loop. A recorder cannot tell how long it is; 20 s are encoded in a few seconds. */
const LOOP_S = 20;
/** Frames a second, and frames from one key frame to the next, for all cases of this folder. */
export const RATE = 25;
export const GROUP = 50;

const run = promisify(execFile);

export const hasFfmpeg = (): Promise<boolean> =>
  run("ffmpeg", ["-version"]).then(
    () => true,
    () => false,
  );

/** testsrc2 under noise: 1080p25 of 4 Mbit/s as a street camera has it, a key frame every 2 s, no B-frames. Made once. */
async function encodeClip(file: string): Promise<void> {
  say(`encoding ${LOOP_S} s of material, once`);
  await mkdir(CACHE, { recursive: true });
  const picture = `testsrc2=s=1920x1080:r=${RATE}:d=${LOOP_S},noise=alls=12:allf=t`;
  const input = ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", picture];
  const rate = ["-b:v", "4M", "-maxrate", "4M", "-bufsize", "4M"];
  const groups = ["-bf", "0", "-g", String(GROUP), "-keyint_min", String(GROUP), "-sc_threshold", "0"];
  const coder = ["-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "main", "-pix_fmt", "yuv420p"];
  const output = ["-x264-params", "repeat-headers=1:aud=1", "-f", "h264", `${file}.part`];
  await run("ffmpeg", [...input, ...coder, ...rate, ...groups, ...output]);
  await rename(`${file}.part`, file);
}

/** A file of H.264 for the main streams, encoded here; null if there is no ffmpeg. */
export async function mainClip(): Promise<string | null> {
  const file = join(CACHE, `street-1080p25-4M-${LOOP_S}s.h264`);
  if (existsSync(file)) return file;
  if (!(await hasFfmpeg())) return null;
  await encodeClip(file);
  return file;
}
