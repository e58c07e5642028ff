/** Duration of one picture, s, learnt from the pictures seen. */
export type FrameTime = { readonly see: (mediaS: number) => void; readonly seconds: () => number };

const SEEN = 25;
/** Until two pictures were seen in a row: 25 a second, as most cameras send. */
const USUAL_S = 0.04;

/** The least of the last distances: a browser that is busy leaves pictures out, and none comes earlier than it is due. */
export function createFrameTime(): FrameTime {
  let last: number | null = null;
  let steps: number[] = [];
  return {
    see(mediaS) {
      const step = last === null ? 0 : mediaS - last;
      last = mediaS;
      if (step > 0.005 && step < 0.5) steps = [...steps, step].slice(-SEEN);
    },
    seconds: () => (steps.length === 0 ? USUAL_S : Math.min(...steps)),
  };
}
