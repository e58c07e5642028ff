import type { Refusal } from "../kernel/index.ts";

/** Wrong passwords in a row at one known device, or of a signed-in person, and the end of the lock there. */
export type Lockout = { readonly wrong: number; readonly lockedUntil: number | null };

/** Nothing wrong since the last right password. */
export const UNLOCKED: Lockout = { wrong: 0, lockedUntil: null };

export const WRONG_ALLOWED = 5;
export const FIRST_LOCK_MS = 60_000;
export const LONGEST_LOCK_MS = 3_600_000;

export type SignInRefusal = Refusal<"session.locked_out" | "session.wrong_credentials">;
export type SignInDecision = { readonly next: Lockout; readonly refusal: SignInRefusal | null };

/** Lock of the account after so many wrong passwords in a row: none before the fifth, then 1 min doubling to 1 h. */
export function lockMs(wrong: number): number {
  if (wrong < WRONG_ALLOWED) return 0;
  return Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** Math.min(wrong - WRONG_ALLOWED, 16));
}

/**
 * Milliseconds that the account stays locked; 0 when it is open. Ask before the password is checked: checking costs a hash. A lock that would
 * last longer than the longest was begun by a clock that was ahead and was put right since: it is over.
 */
export function lockedForMs(state: Lockout, at: number): number {
  const left = (state.lockedUntil ?? at) - at;
  return left > LONGEST_LOCK_MS ? 0 : Math.max(0, left);
}

/**
 * Judges one attempt. While locked, an attempt is refused with any password and does not lengthen the lock. So a stranger cannot keep an
 * account locked by hammering it.
 */
export function decideSignIn(state: Lockout, password: "right" | "wrong", at: number): SignInDecision {
  const left = lockedForMs(state, at);
  if (left > 0) return { next: state, refusal: { code: "session.locked_out", params: { seconds: Math.ceil(left / 1000) } } };
  if (password === "right") return { next: UNLOCKED, refusal: null };
  const wrong = state.wrong + 1;
  const lock = lockMs(wrong);
  return { next: { wrong, lockedUntil: lock === 0 ? null : at + lock }, refusal: { code: "session.wrong_credentials" } };
}
