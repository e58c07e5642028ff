/** Tries of one message that are recorded one by one. Later ones change nothing but the partner's last knowledge. */
export const MOST_WRITTEN = 8;

const FIRST_WAIT_MS = 5_000;
/**
 * A partner that returns hears of everything within a minute after any absence: the wait, one try and one probe that hang, and the rest in a
 * row. A longer wait was written by a clock that has been put back since.
 */
export const LONGEST_WAIT_MS = 30_000;

/** Wait after the given number of failed tries, in milliseconds: 5 s, 15 s, then 30 s without end. */
export const waitAfter = (attempts: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 3 ** Math.min(10, Math.max(0, attempts - 1)));

/** Time that a rejected item is retried automatically: by then a person has seen that it failed. */
export const REVIVED_FOR_MS = 72 * 3_600_000;

/** True if a new try after an answer makes sense: the partner is away or busy, and did not refuse for good. */
export const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 425 || status === 429;

/**
 * The stamp of a message that replaces one with an earlier stamp: later by a whole second at least. CAP counts no less (3.2.1), and so the
 * receiver keeps the right one of two.
 */
export const stampAfter = (before: number, at: number): number => Math.max(at, Math.floor(before / 1000) * 1000 + 1000);
