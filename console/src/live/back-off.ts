const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * How long to wait before the nth try (0 first), in ms: doubles to 10 s, and half of it is left to chance, so that a room of
 * screens does not come back in one instant. `chance` is in [0, 1).
 */
export function backOffMs(attempt: number, chance: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(whole * (0.5 + chance / 2));
}
