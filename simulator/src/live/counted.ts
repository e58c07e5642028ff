import { once } from "node:events";
import { readAnnexB } from "../h264/file.ts";
import type { Loop } from "../h264/media.ts";
import { writeCode } from "./code-bar.ts";
import { startEncoder } from "./ffmpeg.ts";
import type { EncoderOptions } from "./ffmpeg.ts";
import { newPattern } from "./pattern.ts";

/** Default 640 × 360, 25 frames/s, 500 kbit/s, a key frame every 50. */
export type CountedOptions = Partial<EncoderOptions> & { readonly frames: number };

/**
 * Encodes a test picture as fast as it goes. Every frame carries its own number (0 to `frames` − 1) as a 40-bit bar (`readCode`). It is
 * material for seek tests and, at 1080p and 4000 kbit/s, for recording benchmarks. Gives Annex-B bytes, which can be written to a .h264
 * file.
 */
export async function encodeCounted(options: CountedOptions): Promise<Buffer> {
  const { frames, width = 640, height = 360, framesPerSecond = 25, kbitPerSecond = 500, keyEvery = 50 } = options;
  const encoder = await startEncoder({ width, height, framesPerSecond, kbitPerSecond, keyEvery }, "h264");
  const chunks: Buffer[] = [];
  encoder.output.on("data", (bytes: Buffer) => chunks.push(bytes));
  const pattern = newPattern(width, height);
  const closed = once(encoder.process, "close");
  for (let frame = 0; frame < frames; frame++) {
    const picture = pattern.next(frame);
    writeCode(picture, width, height, frame);
    if (!encoder.input.write(picture)) await Promise.race([once(encoder.input, "drain"), closed]);
  }
  encoder.input.end();
  await closed;
  if (encoder.process.exitCode !== 0) throw new Error(`ffmpeg ended with ${String(encoder.process.exitCode)}`);
  return Buffer.concat(chunks);
}

/** The same as a loop for a camera. */
export async function encodeCountedLoop(options: CountedOptions): Promise<Loop> {
  const read = readAnnexB(await encodeCounted(options));
  if (!read.ok) throw new Error(read.error);
  return read.value;
}
