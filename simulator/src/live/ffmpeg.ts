import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";

/** An ffmpeg that takes raw yuv420p frames and gives H.264. */
export type Encoder = { readonly process: ChildProcess; readonly input: Writable; readonly output: Readable };

export type EncoderOptions = {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** Target and limit, kbit/s. */
  readonly kbitPerSecond: number;
  /** Frames from key frame to key frame. */
  readonly keyEvery: number;
};

/** Starts ffmpeg with x264 ultrafast without look-ahead; `container` is its output. Rejects if there is no ffmpeg. */
export async function startEncoder(options: EncoderOptions, container: "flv" | "h264"): Promise<Encoder> {
  const { width, height, framesPerSecond, kbitPerSecond, keyEvery } = options;
  const rate = `${kbitPerSecond}k`;
  const input = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", `${width}x${height}`, "-r", String(framesPerSecond), "-i", "-"];
  const codec = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "main", "-bf", "0", "-threads", "1"];
  const limits = [
    "-b:v",
    rate,
    "-maxrate",
    rate,
    "-bufsize",
    `${Math.round(kbitPerSecond / 4)}k`,
    "-g",
    String(keyEvery),
    "-keyint_min",
    String(keyEvery),
  ];
  const rest = ["-sc_threshold", "0", "-x264-params", "repeat-headers=1:aud=1", "-an", "-flush_packets", "1", "-f", container, "-"];
  const child = spawn("ffmpeg", ["-v", "error", ...input, ...codec, ...limits, ...rest], { stdio: ["pipe", "pipe", "inherit"] });
  await Promise.race([
    once(child, "spawn"),
    once(child, "error").then(([error]) => {
      throw new Error(`ffmpeg cannot be started (${String(error)}); live sources need it`);
    }),
  ]);
  child.stdin.on("error", () => {}); // ffmpeg ended; its output ends too
  return { process: child, input: child.stdin, output: child.stdout };
}

/** Ends an encoder: lets it finish for a second, then kills it. */
export async function endEncoder(encoder: Encoder): Promise<void> {
  if (encoder.process.exitCode !== null || encoder.process.signalCode !== null) return;
  const closed = once(encoder.process, "close");
  encoder.input.end();
  const late = setTimeout(() => encoder.process.kill("SIGKILL"), 1000);
  await closed;
  clearTimeout(late);
}
