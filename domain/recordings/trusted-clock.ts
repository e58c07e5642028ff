/** Time that the room trusts, ms since epoch; `doubted` while its clock disagrees. */
export type TrustedTime = { readonly at: number; readonly doubted: boolean };

/** A clock that differs by more was set, or the room stood still: a person must confirm that it is right. */
export const CLOCK_STEP_MS = 86_400_000;

/**
 * Judges the clock against the time trusted `elapsedMs` ago, by a counter that nobody can set. Within a day the clock is trusted. Beyond
 * that, forward or back, the trusted time goes on without it, so that a corrected clock is believed again.
 */
export function judgeClock(before: TrustedTime | null, clock: number, elapsedMs: number): TrustedTime {
  if (before === null) return { at: clock, doubted: false };
  const expected = before.at + elapsedMs;
  return Math.abs(clock - expected) <= CLOCK_STEP_MS ? { at: clock, doubted: false } : { at: expected, doubted: true };
}
