/** Words longer than this are compared by their beginning alone: a search of names needs no more. */
export const MOST_LETTERS = 24;

/** The word with one letter less, each way: two words that share one of these differ by one letter, or by two that changed places. */
export function withoutOne(word: string): string[] {
  const short = word.slice(0, MOST_LETTERS);
  const less: string[] = [];
  for (let at = 0; at < short.length; at++) if (short[at] !== short[at - 1]) less.push(short.slice(0, at) + short.slice(at + 1));
  return less;
}
