/** Words longer than this are compared by their beginning alone: a search of names needs no more. */
export const MOST_LETTERS = 24;

/** The word with one letter less, each way: two words that share one of these differ by one letter, or by two that changed places. */
export function withoutOne(word: string): string[] {
  const short = word.slice(0, MOST_LETTERS);
  const less: string[] = [];
  for (let at = 0; at < short.length; at++) if (short[at] !== short[at - 1]) less.push(short.slice(0, at) + short.slice(at + 1));
  return less;
}

/** Words of fewer letters have too many neighbours for a letter to be wrong. */
const LEAST_LETTERS = 5;

/** True if two words are the same, one begins the other, or they differ by one letter; in short words no letter may differ. */
export function isSpeltLike(typed: string, word: string): boolean {
  if (typed === word || (typed.length >= 3 && word.startsWith(typed))) return true;
  if (Math.min(typed.length, word.length) < LEAST_LETTERS) return false;
  const [less, lessOfWord] = [new Set(withoutOne(typed)), withoutOne(word)];
  return less.has(word) || lessOfWord.includes(typed) || lessOfWord.some((one) => less.has(one));
}
