/** Delay of a stream's pictures at the socket, relative to the smallest delay seen of it. */
export type Lateness = {
  /** `lateMs` of this picture; `lasting` once pictures have been late for a second on end. Times in ms since epoch. */
  readonly see: (now: number, captureMs: number) => { readonly lateMs: number; readonly lasting: boolean };
  /** Accepts the present lateness as the normal one: the camera's clock was set, or the way has become longer. */
  readonly accept: () => void;
};

/** A viewer that is later than this sees another scene than the street. */
export const LATE_MS = 400;
const LASTING_MS = 1000;
/** The best may grow by this per second, so that a clock that drifts is followed. */
const FORGET_PER_S = 2;

/**
 * Lateness is relative, because the clocks of camera, room and screen need not agree. It shows data waiting in the browser's own socket
 * buffer, where nothing else looks.
 */
export function createLateness(): Lateness {
  let best: { readonly ms: number; readonly at: number } | null = null;
  let last = { ms: 0, at: 0 };
  let lateSince: number | null = null;
  return {
    see(now, captureMs) {
      last = { ms: now - captureMs, at: now };
      const normal = best === null ? Number.POSITIVE_INFINITY : best.ms + ((now - best.at) / 1000) * FORGET_PER_S;
      if (last.ms <= normal) best = last;
      const lateMs = Math.max(0, last.ms - normal);
      if (!(lateMs > LATE_MS)) lateSince = null;
      else lateSince ??= now;
      return { lateMs, lasting: lateSince !== null && now - lateSince >= LASTING_MS };
    },
    accept() {
      best = last;
      lateSince = null;
    },
  };
}
