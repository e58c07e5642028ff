import { spawn } from "node:child_process";
import { once } from "node:events";
import { rename } from "node:fs/promises";
import { SCENE_CLIPS } from "../src/scenes.ts";

/** Constant quality of the two streams (x264 CRF): chosen so that the eight loops stay below 14 MB together. */
const QUALITY = { main: 28, sub: 29 } as const;

/** One encoder per file: main profile, no B-frames, a key frame every 2 s, parameter sets with each. */
const encoder = (quality: number): string[] =>
  [
    "-c:v libx264 -preset slow -profile:v main -bf 0 -g 50 -keyint_min 50 -sc_threshold 0",
    `-crf ${quality} -pix_fmt yuv420p -threads 1`,
    "-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv",
    "-x264-params repeat-headers=1:aud=1 -an -f h264",
  ].flatMap((part) => part.split(" "));

/** Runs ffmpeg with these pictures as its input. Throws if it fails. */
async function ffmpeg(args: readonly string[], frames: Iterable<Buffer> = []): Promise<void> {
  const child = spawn("ffmpeg", ["-v", "error", "-y", ...args], { stdio: ["pipe", "inherit", "inherit"] });
  const ended = once(child, "close");
  for (const frame of frames) if (!child.stdin.write(Buffer.from(frame))) await once(child.stdin, "drain");
  child.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with ${String(code)}`);
}

/** Encodes raw yuv420p frames into a raw H.264 file for each stream. */
export async function encodeLoop(
  frames: Iterable<Buffer>,
  [width, height, rate]: readonly [number, number, number],
  files: { readonly main: string; readonly sub: string },
): Promise<void> {
  const input = `-f rawvideo -pix_fmt yuv420p -s ${width}x${height} -r ${rate} -colorspace bt709 -color_range tv -i -`.split(" ");
  const sub = ["-vf", "scale=640:360:flags=area", ...encoder(QUALITY.sub), files.sub];
  await ffmpeg([...input, ...encoder(QUALITY.main), files.main, ...sub], frames);
}

/** Writes the file of clips with these tracks: those of `drawn` from their raw files, the others from the present file of clips. */
export async function packTracks(tracks: readonly string[], drawn: ReadonlyMap<string, string>, rate: number): Promise<void> {
  const inputs = [...drawn.values()].flatMap((file) => ["-framerate", String(rate), "-i", file]);
  const order = [...drawn.keys()];
  const maps = tracks.flatMap((track, i) => {
    const from = drawn.has(track) ? `${order.indexOf(track) + 1}:v` : `0:m:handler_name:${track}`;
    return ["-map", from, `-metadata:s:v:${i}`, `handler_name=${track}`];
  });
  const output = "-c copy -map_metadata -1 -fflags +bitexact -video_track_timescale 90000 -movflags +faststart -f mp4".split(" ");
  const part = `${SCENE_CLIPS}.part`;
  await ffmpeg(["-i", SCENE_CLIPS, ...inputs, ...maps, ...output, part]);
  await rename(part, SCENE_CLIPS);
}
