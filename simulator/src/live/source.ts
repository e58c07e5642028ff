import { CLOCK_RATE } from "../h264/media.ts";
import type { AccessUnit, LiveSource, ParameterSets } from "../h264/media.ts";
import { writeCode } from "./code-bar.ts";
import { endEncoder, startEncoder } from "./ffmpeg.ts";
import { FlvInbox } from "./flv.ts";
import { newPattern } from "./pattern.ts";

export type LiveOptions = {
  /** Default 1920 × 1080, 25 frames/s, 4000 kbit/s, a key frame every 50. */
  readonly width?: number;
  readonly height?: number;
  readonly framesPerSecond?: number;
  readonly kbitPerSecond?: number;
  readonly keyEvery?: number;
  /** Wall clock that is burned in, ms since the Unix epoch. Default the machine's. */
  readonly clock?: () => number;
};

/** A live source and how many frames it left out because the encoder was behind. */
export type RunningLiveSource = LiveSource & { readonly missed: () => number };

/**
 * Encodes a moving test picture in real time. Each frame carries the wall clock in ms, burned in as a 40-bit bar (`readCode`) just before
 * it goes to the encoder. So the shown time minus the screen's clock is the whole delay, encoding included. Resolves with the first
 * picture.
 */
export async function startLiveSource(options: LiveOptions = {}): Promise<RunningLiveSource> {
  const { width = 1920, height = 1080, framesPerSecond = 25, kbitPerSecond = 4000, keyEvery = 50, clock = Date.now } = options;
  const encoder = await startEncoder({ width, height, framesPerSecond, kbitPerSecond, keyEvery }, "flv");
  const pattern = newPattern(width, height);
  const takers = new Set<(unit: AccessUnit) => void>();
  const captured: number[] = [];
  const inbox = new FlvInbox();
  const frameBytes = (width * height * 3) / 2;
  const begun = performance.now();
  let [frame, missed, stopped] = [0, 0, false];
  let timer: NodeJS.Timeout | null = null;

  const tick = (): void => {
    if (stopped) return;
    if (encoder.input.writableLength > 2 * frameBytes) missed++;
    else {
      const picture = pattern.next(frame);
      captured.push(performance.now());
      writeCode(picture, width, height, Math.round(clock()));
      encoder.input.write(picture);
    }
    frame++;
    timer = setTimeout(tick, Math.max(0, begun + (frame * 1000) / framesPerSecond - performance.now()));
  };

  const first = new Promise<void>((resolve, reject) => {
    encoder.process.once("close", () => reject(new Error("ffmpeg ended before its first picture")));
    encoder.output.on("data", (bytes: Buffer) => {
      for (const { nals, key } of inbox.parse(bytes)) {
        const time = Math.round(((captured.shift() ?? performance.now()) * CLOCK_RATE) / 1000);
        for (const taker of takers) taker({ nals, key, dts: time, pts: time });
        resolve();
      }
    });
  });
  tick();
  const stop = async (): Promise<void> => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    await endEncoder(encoder);
  };
  try {
    await first;
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    kind: "live",
    framesPerSecond,
    sets: (): ParameterSets | null => inbox.config,
    subscribe: (take) => {
      takers.add(take);
      return () => void takers.delete(take);
    },
    stop,
    missed: () => missed,
  };
}
