import { codeKey } from "./code-key.ts";
import { fold, foldedWords } from "./fold.ts";

/** Something that can be searched: a code and texts in any language. */
export type Searchable = { readonly code: string; readonly texts: readonly string[] };

const ARTICLE = "ال";

/** True if a word begins with the typed one, its article typed or not: «المد» is the beginning of «المدينة». */
const begins = (word: string, typed: string): boolean =>
  word.startsWith(typed) || (typed.length > ARTICLE.length && typed.startsWith(ARTICLE) && word.startsWith(typed.slice(ARTICLE.length)));

/**
 * Score of an entry for a query.
 * - 0: not at all.
 * - 1: every word lies somewhere in one text.
 * - 2: every word of the query begins a word of one text.
 * - 3: the beginning of the code.
 * - 4: the code itself.
 */
export function score(query: string, entry: Searchable): number {
  const wanted = fold(query);
  if (wanted === "") return 0;
  const code = fold(entry.code);
  if (code === wanted || codeKey(entry.code) === codeKey(query)) return 4;
  if (code.startsWith(wanted) || code.replaceAll(" ", "").startsWith(wanted.replaceAll(" ", ""))) return 3;
  const words = foldedWords(query);
  let best = code.split(" ").includes(wanted) ? 2 : 0;
  for (const text of entry.texts) {
    const own = foldedWords(text);
    if (words.every((word) => own.some((one) => begins(one, word)))) return 2;
    if (words.every((word) => own.some((one) => one.includes(word)))) best = Math.max(best, 1);
  }
  return best;
}

/** The entries that answer a query, best first, otherwise in the order given. */
export function search<T>(query: string, entries: readonly T[], of: (entry: T) => Searchable): T[] {
  return entries
    .map((entry) => ({ entry, score: score(query, of(entry)) }))
    .filter((one) => one.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map((one) => one.entry);
}
