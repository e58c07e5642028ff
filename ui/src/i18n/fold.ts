const letters: Readonly<Record<string, string>> = {
  ٱ: "ا",
  ة: "ه",
  ى: "ي",
  ی: "ي",
  ک: "ك",
  œ: "oe",
  æ: "ae",
  ß: "ss",
  "’": "'",
  "‘": "'",
};

/**
 * The form of a text used for searching. Accents, Arabic vowels and tatweel are dropped; أإآٱ→ا, ة→ه, ى→ي, ؤ→و, ئ→ي; Arabic-Indic digits
 * become 0–9; lower case, single spaces. Invisible direction marks are dropped. `fold(fold(x)) === fold(x)`.
 */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}ـ]/gu, "")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[ٱةىیکœæß’‘]/gu, (letter) => letters[letter] ?? letter)
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\s+/gu, " ")
    .trim();
}

/**
 * Score of `text` for `query`, both in any spelling. An empty query scores 1 for everything.
 * - 0: no match.
 * - 1: every word is somewhere inside.
 * - 2: every word begins a word.
 * - 3: the text begins with the query.
 * - 4: equal.
 */
export function searchRank(query: string, text: string): 0 | 1 | 2 | 3 | 4 {
  const wanted = fold(query);
  const found = fold(text);
  if (wanted === "") return 1;
  if (found === wanted) return 4;
  if (found.startsWith(wanted)) return 3;
  const words = wanted.split(" ");
  if (!words.every((word) => found.includes(word))) return 0;
  return words.every((word) => beginsWord(found, word)) ? 2 : 1;
}

/** A word begins after a space or sign, or after the Arabic article «ال». */
function beginsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text.slice(0, at);
    if (/(^|[^\p{L}\p{N}])(ال)?$/u.test(before)) return true;
  }
  return false;
}

/** Items that answer the query, best first, in their own order among equals. */
export function searchItems<T>(items: readonly T[], query: string, textOf: (item: T) => string): readonly T[] {
  if (fold(query) === "") return items;
  return items
    .map((item, index) => ({ item, index, rank: searchRank(query, textOf(item)) }))
    .filter((entry) => entry.rank > 0)
    .toSorted((a, b) => b.rank - a.rank || a.index - b.index)
    .map((entry) => entry.item);
}
