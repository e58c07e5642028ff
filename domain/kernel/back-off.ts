export type BackOff = {
  /** Delay after the first failure, ms. */
  readonly firstMs: number;
  readonly longestMs: number;
};

/**
 * Delay before the next try, in ms: it doubles with each failure up to the longest. Half of it is random, so that those who failed together do
 * not all return at once.
 *
 * @param failures number of failures so far, from 1
 * @param chance in [0, 1)
 */
export function backOffMs({ firstMs, longestMs }: BackOff, failures: number, chance: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(0, failures - 1), 30));
  return Math.round(whole * (0.5 + chance / 2));
}
