import type { Lockout } from "./lockout.ts";

/** Length of one time step, and how many steps before and after now are taken (RFC 6238, 5.2). */
export const STEP_MS = 30_000;
const WINDOW = 1;

/** Wrong codes in a row that are free. They come from somebody who knows the password. */
const WRONG_CODES_ALLOWED = 5;
const FIRST_CODE_LOCK_MS = 60_000;
const LONGEST_CODE_LOCK_MS = 3_600_000;

/** The steps whose codes are good at `at`, but for those up to the last that was used. */
export function stepsAt(at: number, lastStep: number): number[] {
  const now = Math.floor(at / STEP_MS);
  return Array.from({ length: 2 * WINDOW + 1 }, (_, index) => now - WINDOW + index).filter((step) => step > lastStep);
}

/** What a wrong code makes of the count: after five in a row no code is taken for a minute, doubling to an hour. */
export function afterWrongCode({ wrong: before }: Lockout, at: number): Lockout {
  const wrong = before + 1;
  if (wrong < WRONG_CODES_ALLOWED) return { wrong, lockedUntil: null };
  const ms = Math.min(LONGEST_CODE_LOCK_MS, FIRST_CODE_LOCK_MS * 2 ** Math.min(wrong - WRONG_CODES_ALLOWED, 16));
  return { wrong, lockedUntil: at + ms };
}

/** False where the counter of an authenticator did not rise: two that hold the same key (WebAuthn, 6.1.1). One that never counts shows 0. */
export const isCounterFresh = (before: number, given: number): boolean => (before === 0 && given === 0) || given > before;
