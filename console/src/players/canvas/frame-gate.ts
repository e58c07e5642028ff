/** Where a decoder stands between two coded pictures. */
export type Gate = {
  /** Nothing can be decoded before the next key frame. */
  readonly needKey: boolean;
  /** The pictures since the last key frame that a viewer begins with are behind it. */
  readonly caughtUp: boolean;
};

export const CLOSED_GATE: Gate = { needKey: true, caughtUp: false };

/** Pictures waiting for the decoder with which it counts as up to date. */
const UP_TO_DATE = 2;
/** With this many waiting it will not catch up by itself: a second at 25 pictures/s. */
const BEHIND = 25;

/** Pictures that come closer together than this were waiting for the viewer; half a frame time at 30/s. */
const LIVE_PAUSE_MS = 15;

export type Admission = { readonly gate: Gate; readonly act: "decode" | "drop" | "restart" };

/** A coded picture at the gate: how many wait before it, and how long after the last one it came. */
export type Arrival = { readonly key: boolean; readonly waiting: number; readonly pauseMs: number };

/**
 * What to do with the next coded picture. The group that a viewer begins with comes at once and is decoded whole, however long,
 * because its end is the present. Later, what waits at a key frame is thrown away (`restart`), and a decoder a second behind takes
 * nothing until one comes: an old picture is worth less than a missing one.
 */
export function admit(gate: Gate, { key, waiting, pauseMs }: Arrival): Admission {
  if (gate.needKey && !key) return { gate, act: "drop" };
  if (gate.needKey) return { gate: { needKey: false, caughtUp: false }, act: waiting > UP_TO_DATE ? "restart" : "decode" };
  const caughtUp = gate.caughtUp || (waiting <= UP_TO_DATE && pauseMs >= LIVE_PAUSE_MS);
  if (caughtUp && key && waiting > UP_TO_DATE) return { gate: { needKey: false, caughtUp }, act: "restart" };
  if (caughtUp && waiting > BEHIND) return { gate: { needKey: true, caughtUp: false }, act: "drop" };
  return { gate: { needKey: false, caughtUp }, act: "decode" };
}
