// Crockford's base 32 leaves out I, L, O and U: a code is read aloud on the telephone and copied by hand from a screen.
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Characters of a code: eleven random ones and one that checks them. They hold 55 bits: at a million reports and a million guesses a day,
 * one hit in a century.
 */
const CHANCE = 11;
/** Bytes of chance that `codeFrom` needs. */
export const CODE_BYTES = CHANCE;

/** Weights are odd, so that each single wrong character shows, and unequal, so that most swaps do. */
const checkOf = (digits: readonly number[]): number => digits.reduce((sum, digit, at) => (sum + digit * (2 * at + 3)) % 32, 7);

/** A follow-up code out of random bytes, in groups of four. Made on the phone, so that it is known before anything was sent. */
export function codeFrom(random: Uint8Array): string {
  if (random.length !== CODE_BYTES) throw new TypeError(`a code is made of ${CODE_BYTES} bytes`);
  const digits = Array.from(random, (byte) => byte & 31);
  const text = [...digits, checkOf(digits)].map((digit) => DIGITS[digit]).join("");
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}

/** Reads a code as people write it: small letters, other dashes or none, O for 0, I and L for 1. Null for what can be none. */
export function readCode(text: string): string | null {
  const plain = text
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}._]/gu, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  if (plain.length !== CHANCE + 1) return null;
  const digits = Array.from(plain, (letter) => DIGITS.indexOf(letter));
  if (digits.includes(-1) || checkOf(digits.slice(0, CHANCE)) !== digits[CHANCE]) return null;
  return `${plain.slice(0, 4)}-${plain.slice(4, 8)}-${plain.slice(8)}`;
}
