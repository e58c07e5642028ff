const LETTERS: Readonly<Record<string, string>> = {
  ة: "ه",
  ى: "ي",
  ٱ: "ا",
  ی: "ي",
  ک: "ك",
  œ: "oe",
  æ: "ae",
  ß: "ss",
};

const ARABIC_ZERO = 0x0660;
const PERSIAN_ZERO = 0x06f0;

function western(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  return String(point - (point >= PERSIAN_ZERO ? PERSIAN_ZERO : ARABIC_ZERO));
}

/**
 * One spelling for text that people type in many. It has lower case; no accents, vowel marks, tatweel or direction marks.
 * أ إ آ ٱ → ا, ؤ → و, ئ → ي, ة → ه, ى → ي; Western digits; anything but letters and digits becomes one space.
 * NFKD already parts the hamza and the madda from their letter, so they leave with the marks.
 */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\u0640]/gu, "")
    .toLowerCase()
    .replace(/[ةىٱیکœæß]/gu, (letter) => LETTERS[letter] ?? letter)
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, western)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The words of a text, folded; the Arabic article is dropped from words that stay words without it. */
export function foldedWords(text: string): string[] {
  const words = fold(text).split(" ");
  return words.filter((word) => word !== "").map((word) => (word.startsWith("ال") && word.length > 4 ? word.slice(2) : word));
}
