/** Endings of a call. Each ended call has one. */
export const CALL_ENDINGS = [
  "answered",
  "abandoned",
  "zero_second",
  "silent",
  "overflowed",
  "closed",
  "unreached",
  "lost",
  "call_back",
] as const;
export type CallEnding = (typeof CALL_ENDINGS)[number];

/** Facts of a call at its end; times in epoch milliseconds. */
export type CallSoFar = {
  readonly direction: "in" | "out";
  readonly arrivedAt: number;
  readonly answeredAt: number | null;
  /** Time at which another room took it. */
  readonly overflowedAt: number | null;
  /** A call-taker said that nobody spoke. */
  readonly silent: boolean;
  /** It came while the line was closed. */
  readonly closed: boolean;
  /** The caller has asked to be called back and keeps the place in the queue. */
  readonly callBack: boolean;
};

/** Limit for a call dialled by mistake or in a pocket: its caller is gone within this time. */
export const ZERO_SECOND_MS = 1_000;

/** Ending of a call that ends now; `by` as the telephones report it. */
export function endingOf(call: CallSoFar, by: "caller" | "room" | "lost", at: number): CallEnding {
  if (call.answeredAt !== null) return call.silent ? "silent" : "answered";
  if (call.overflowedAt !== null) return "overflowed";
  if (call.direction === "out") return "unreached";
  if (call.callBack) return "call_back";
  if (call.closed) return "closed";
  if (by !== "caller") return "lost";
  return at - call.arrivedAt < ZERO_SECOND_MS ? "zero_second" : "abandoned";
}

/** Endings after which somebody of the room calls back. */
export const LEFT_WITHOUT_ANSWER = ["abandoned", "zero_second", "lost", "call_back"] as const satisfies readonly CallEnding[];
