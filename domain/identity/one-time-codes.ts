import type { Lockout } from "./lockout.ts";

/** Length of one time step (RFC 6238, 5.2). */
export const STEP_MS = 30_000;

/** Steps by which the clock of an authenticator may differ from the room's: five minutes. */
const MOST_DRIFT = 10;

/** Wrong codes in a row that are free. They come from somebody who knows the password. */
const WRONG_CODES_ALLOWED = 5;
const FIRST_CODE_LOCK_MS = 60_000;
const LONGEST_CODE_LOCK_MS = 3_600_000;

/** Codes of a person: the last step that was used, and by how many steps the authenticator runs ahead of the room (RFC 6238, 6). */
export type CodesKnown = { readonly lastStep: number; readonly drift: number };

/** A step whose code may be given; `isTaken` is false where the right code only tells how far the authenticator has drifted. */
export type StepOfCode = { readonly step: number; readonly isTaken: boolean; readonly drift: number };

/**
 * The drift that one code shows, by its steps ahead. A code of the step before was typed slowly: it is no sign that the authenticator is
 * late.
 */
const driftOf = (ahead: number): number => (ahead >= 0 ? ahead : ahead + 1);

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

/**
 * The steps of which a code may be given at `at`, each later than the last that was used. A code is taken in its own step and the one
 * after, by the clock of its authenticator. That clock is learned when the codes are set up. Later a right code may come a step ahead, or
 * show that the clock is right again. It is refused and shifts the steps: the next code is taken.
 */
export function codeSteps(at: number, { lastStep, drift }: CodesKnown, of: "begun" | "confirmed"): StepOfCode[] {
  const now = Math.floor(at / STEP_MS);
  const learning = (isTaken: boolean) => (ahead: number) => ({ step: now + ahead, isTaken, drift: driftOf(ahead) });
  if (of === "begun") return range(-MOST_DRIFT, MOST_DRIFT).map(learning(true));
  const telling = drift < 0 ? range(drift + 1, 0) : [...range(0, drift - 2), ...range(drift + 1, Math.min(drift + 1, MOST_DRIFT))];
  const taken = [drift - 1, drift].map((ahead) => ({ step: now + ahead, isTaken: true, drift }));
  return [...telling.map(learning(false)), ...taken].filter(({ step }) => step > lastStep);
}

/** Count after a wrong code: after five in a row no code is taken for a minute, doubling to an hour. */
export function afterWrongCode({ wrong: before }: Lockout, at: number): Lockout {
  const wrong = before + 1;
  if (wrong < WRONG_CODES_ALLOWED) return { wrong, lockedUntil: null };
  const ms = Math.min(LONGEST_CODE_LOCK_MS, FIRST_CODE_LOCK_MS * 2 ** Math.min(wrong - WRONG_CODES_ALLOWED, 16));
  return { wrong, lockedUntil: at + ms };
}

/** False where the counter of an authenticator did not rise: two that hold the same key (WebAuthn, 6.1.1). One that never counts shows 0. */
export const isCounterFresh = (before: number, given: number): boolean => (before === 0 && given === 0) || given > before;
