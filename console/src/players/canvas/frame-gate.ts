import { LATE_MS } from "./lateness.ts";

/** Where a decoder stands between two coded pictures. */
export type Gate = {
  /** Nothing can be decoded before the next key frame. */
  readonly needKey: boolean;
  /** The pictures since the last key frame that a viewer begins with are behind it. */
  readonly caughtUp: boolean;
  /** Key frames let go because they were late themselves. */
  readonly keysPassed: number;
};

export const CLOSED_GATE: Gate = { needKey: true, caughtUp: false, keysPassed: 0 };

/** Pictures waiting for the decoder with which it counts as up to date. */
const UP_TO_DATE = 2;
/** With this many waiting it will not catch up by itself: a second at 25 pictures/s. */
const BEHIND = 25;
/** Pictures that come closer together than this were waiting for the viewer; half a frame time at 30/s. */
const LIVE_PAUSE_MS = 15;
/** A late key frame is taken after so many others: if all are late, that is how it is. */
const MOST_KEYS_PASSED = 2;

export type Admission = { readonly gate: Gate; readonly act: "decode" | "drop" | "restart" };

/** A coded picture at the gate: how many wait before it, how long after the last one it came, and how late it is. */
export type Arrival = {
  readonly key: boolean;
  readonly waiting: number;
  readonly pauseMs: number;
  readonly lateMs: number;
  /** Pictures have been late for a second on end. */
  readonly lasting: boolean;
};

/**
 * What to do with the next coded picture. The group that a viewer begins with comes at once and is decoded whole, however long,
 * because its end is the present. Later, what waits at a key frame is thrown away (`restart`), and who is a second behind takes
 * nothing until a key frame comes that is not late: an old picture is worth less than a missing one.
 */
export function admit(gate: Gate, { key, waiting, pauseMs, lateMs, lasting }: Arrival): Admission {
  if (gate.needKey) {
    if (!key) return { gate, act: "drop" };
    if (lateMs > LATE_MS && gate.keysPassed < MOST_KEYS_PASSED) return { gate: { ...gate, keysPassed: gate.keysPassed + 1 }, act: "drop" };
    return { gate: { needKey: false, caughtUp: false, keysPassed: 0 }, act: waiting > UP_TO_DATE ? "restart" : "decode" };
  }
  const caughtUp = gate.caughtUp || (waiting <= UP_TO_DATE && pauseMs >= LIVE_PAUSE_MS);
  const onwards: Gate = { needKey: false, caughtUp, keysPassed: 0 };
  if (caughtUp && (lasting || (!key && waiting > BEHIND))) return { gate: { ...CLOSED_GATE, keysPassed: key ? 1 : 0 }, act: "drop" };
  if (caughtUp && key && waiting > UP_TO_DATE) return { gate: onwards, act: "restart" };
  return { gate: onwards, act: "decode" };
}
