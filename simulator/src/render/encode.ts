import { spawn } from "node:child_process";
import { once } from "node:events";

/** Files of one loop. */
export type Outputs = { readonly main: string; readonly sub: string };

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

/** Encodes raw yuv420p frames into both files. Resolves when ffmpeg has ended well. */
export async function encodeLoop(frames: Iterable<Buffer>, width: number, height: number, rate: number, outputs: Outputs): Promise<void> {
  const input = [
    "-f",
    "rawvideo",
    "-pix_fmt",
    "yuv420p",
    "-s",
    `${width}x${height}`,
    "-r",
    String(rate),
    "-colorspace",
    "bt709",
    "-color_range",
    "tv",
    "-i",
    "-",
  ];
  const sub = ["-vf", "scale=640:360:flags=area", ...encoder(QUALITY.sub), outputs.sub];
  const ffmpeg = spawn("ffmpeg", ["-v", "error", "-y", ...input, ...encoder(QUALITY.main), outputs.main, ...sub], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  const ended = once(ffmpeg, "close");
  for (const frame of frames) if (!ffmpeg.stdin.write(Buffer.from(frame))) await once(ffmpeg.stdin, "drain");
  ffmpeg.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with ${String(code)}`);
}
