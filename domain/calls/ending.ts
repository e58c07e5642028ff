/** How a call ended. Each has one once it is over. */
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

/** What was known of a call when it ended; moments in epoch milliseconds. */
export type CallSoFar = {
  readonly direction: "in" | "out";
  readonly arrivedAt: number;
  readonly answeredAt: number | null;
  /** When another room took it. */
  readonly overflowedAt: number | null;
  /** A call-taker said that nobody spoke. */
  readonly silent: boolean;
  /** It came while the line was closed. */
  readonly closed: boolean;
  /** The caller has asked to be called back and keeps the place in the queue. */
  readonly callBack: boolean;
};

/** Whoever is gone within this time has dialled by mistake, or had the number dialled by a pocket. */
export const ZERO_SECOND_MS = 1_000;

/** How a call ended that ends now; `by` as the telephones say it. */
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
