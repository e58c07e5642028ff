import type { Loop } from "../h264/media.ts";

/** Parameter sets of a 640×360 main profile stream as x264 writes them. */
const SPS = Buffer.from("674d401ed980a02ff966a04040280000030008000003019078b17340", "hex");
const PPS = Buffer.from("68e9714b20", "hex");

export type LoopShape = {
  readonly frames?: number;
  readonly framesPerSecond?: number;
  readonly bytes?: number;
  readonly keyEvery?: number;
};

/** A loop of made-up pictures for protocol tests: each carries its number in its second to fifth byte. */
export function testLoop({ frames = 10, framesPerSecond = 50, bytes = 3000, keyEvery = 5 }: LoopShape = {}): Loop {
  const step = 90_000 / framesPerSecond;
  return {
    kind: "loop",
    units: Array.from({ length: frames }, (_, i) => {
      const key = i % keyEvery === 0;
      const picture = Buffer.alloc(bytes, 0xab);
      picture[0] = key ? 0x65 : 0x41;
      picture.writeUInt32BE(0x80000000 + i, 1);
      return { nals: key ? [SPS, PPS, picture] : [picture], key, dts: i * step, pts: i * step };
    }),
    duration: frames * step,
    sets: { sps: SPS, pps: PPS },
    width: 640,
    height: 360,
    framesPerSecond,
  };
}

const START = Buffer.from([0, 0, 0, 1]);

/** NAL units as an Annex-B byte stream. */
export const annexB = (nals: readonly Buffer[]): Buffer => Buffer.concat(nals.flatMap((nal) => [START, nal]));
