/** Waits before a caller who did not answer a call back is called again: short at first, then longer and longer. */
const AGAIN_AFTER_MS = [5, 15, 60].map((minutes) => minutes * 60_000);

/** Time of the next call back after so many tries without answer, the last one at a moment (ms since epoch). Null before the first try. */
export function callAgainAt(tries: number, lastAt: number): number | null {
  const after = AGAIN_AFTER_MS[Math.min(tries, AGAIN_AFTER_MS.length) - 1];
  return after === undefined ? null : lastAt + after;
}
