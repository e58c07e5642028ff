const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * Delay before the nth try (0 first), in ms. It doubles up to 10 s; half of it is random, so that the screens of a room do not all return
 * at once. `chance` is in [0, 1).
 */
export function backOffMs(attempt: number, chance: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(whole * (0.5 + chance / 2));
}
