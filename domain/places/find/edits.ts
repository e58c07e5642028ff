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

/** Letters that may be wanting at the end of a word of so many: those of a plural or a feminine. */
const mostWanting = (letters: number): number => Math.max(1, Math.floor(letters / 3));

/**
 * True if two words are the same, the typed one lacks letters at its end, or they differ by one letter. In short words no letter may differ,
 * and a number is that number alone.
 */
export function isSpeltLike(typed: string, word: string): boolean {
  if (typed === word) return true;
  if (/\d/u.test(typed)) return false;
  if (typed.length >= 3 && word.startsWith(typed) && word.length - typed.length <= mostWanting(typed.length)) return true;
  if (Math.min(typed.length, word.length) < LEAST_LETTERS) return false;
  if (typed.length === word.length) return isOneLetterOff(typed, word);
  return withoutOne(typed).includes(word) || withoutOne(word).includes(typed);
}

/** True for two words of one length with one other letter, or with two neighbours that changed places. */
function isOneLetterOff(typed: string, word: string): boolean {
  const letters = Array.from({ length: typed.length }, (_, at) => at);
  const others = letters.filter((at) => typed[at] !== word[at]);
  const [first = 0, second = 0] = others;
  const isSwap = others.length === 2 && second === first + 1 && typed[first] === word[second] && typed[second] === word[first];
  return others.length < 2 || isSwap;
}
