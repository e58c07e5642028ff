import { ok, refuse, type Refusal, type Result } from "../kernel/index.ts";

/** A one-time code works for a day: long enough to be handed over within a shift, too short to lie about. */
export const CODE_VALID_MS = 24 * 3_600_000;

/**
 * Tries with one right half that one code takes, from everywhere together: they come from somebody who holds that half. Of 49 unknown bits, so
 * many guesses find one in 10^12 cases. A try with no right half is a stranger's and costs nobody the code.
 */
export const CODE_WRONG_ALLOWED = 100;

/** Letters and digits that nobody takes for another one: no I, L, O, U, 0 and 1. */
export const CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Ten of thirty letters are 49 bits: each half alone is beyond guessing while the other is known. */
export const CODE_HALF_LENGTH = 10;

/** Half a code as it is shown: two groups of five. */
export const spellHalf = (half: string): string => `${half.slice(0, CODE_HALF_LENGTH / 2)}-${half.slice(CODE_HALF_LENGTH / 2)}`;

/** Typed half of a code, in the one spelling that is compared. */
export const plainHalf = (typed: string): string =>
  typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "");

export type CodeState = { readonly expiresAt: number; readonly wrong: number };
export type CodeRefusal = Refusal<"code.wrong" | "code.expired">;

/** Judges one try of a code. A code of which one half was guessed at too often, or whose day is over, opens nothing any more. */
export function decideCode({ expiresAt, wrong }: CodeState, isRight: boolean, at: number): Result<null, CodeRefusal> {
  if (wrong >= CODE_WRONG_ALLOWED || !isRight) return refuse({ code: "code.wrong" });
  return at < expiresAt ? ok(null) : refuse({ code: "code.expired" });
}
