/** Tries of one forward before it fails; with the waits below about 25 minutes. A person may send it again after that. */
export const MOST_ATTEMPTS = 8;

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 600_000;

/** How long to wait after the given number of failed tries, in milliseconds: 5 s, 15 s, 45 s … at most 10 minutes. Null: give up. */
export const waitAfter = (attempts: number): number | null =>
  attempts >= MOST_ATTEMPTS ? null : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 3 ** Math.max(0, attempts - 1));

/** Whether it makes sense to try again after an answer: the partner is away or busy, and did not say that it will not take it. */
export const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 425 || status === 429;
