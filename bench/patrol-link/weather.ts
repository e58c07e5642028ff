/**
 * Outcome of one request on a bad link. `lost` and `swallowed` never reach the room; `unanswered` is carried out and its answer is lost.
 */
export type Fate = "passes" | "lost" | "swallowed" | "unanswered" | "answer_swallowed" | "cut_short";

/**
 * Shares of lost requests, 0.30 together. Connections break before the room has the request or after it answered, or an answer breaks in
 * its middle. A small share of each breaks silently, and the phone runs into its time limit.
 */
const LOST: readonly (readonly [fate: Fate, share: number])[] = [
  ["lost", 0.08],
  ["swallowed", 0.02],
  ["unanswered", 0.1],
  ["answer_swallowed", 0.02],
  ["cut_short", 0.08],
];
export const LOSS = LOST.reduce((sum, [, share]) => sum + share, 0);
/** There and back. A request takes one half to the room and its answer the other. */
export const DELAY_MS = 2_000;
/** First resend delay of a held connection's lost packet, ms. TCP sends again, then after twice the time. */
const AGAIN_MS = 1_000;

export const fateOf = (chance: number): Fate => {
  let below = 0;
  for (const [fate, share] of LOST) {
    below += share;
    if (chance < below) return fate;
  }
  return "passes";
};

/** Extra delay of a held connection's packets caused by loss, ms. */
export function resendMs(random: () => number): number {
  let late = 0;
  for (let wait = AGAIN_MS; random() < LOSS && wait <= 8 * AGAIN_MS; wait *= 2) late += wait;
  return late;
}

/**
 * A time without any link. A `silent` one signals nothing, and packets under way may still arrive; a `broken` one ends every connection.
 */
export type Cut = { readonly kind: "silent" | "broken"; readonly ms: number };
