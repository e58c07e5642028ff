/**
 * The audible consonants of a word of either script, so that «الواحة», «el waha» and «wa7a» meet. No vowels, no doubled letters, and one
 * letter for sounds that the other script cannot tell apart. S is «ش» and «ch», x «خ» and «kh», G «غ» and «gh».
 */
const ARABIC: Readonly<Record<string, string>> = {
  ب: "b",
  پ: "b",
  ت: "t",
  ط: "t",
  ث: "t",
  ج: "j",
  چ: "j",
  ح: "h",
  ه: "h",
  خ: "x",
  د: "d",
  ض: "d",
  ذ: "d",
  ظ: "d",
  ر: "r",
  ز: "z",
  س: "s",
  ص: "s",
  ش: "S",
  غ: "G",
  ف: "f",
  ڤ: "f",
  ق: "k",
  ڨ: "k",
  گ: "k",
  ك: "k",
  ل: "l",
  م: "m",
  ن: "n",
};

/** Two letters of Latin script that are one sound. */
const PAIRS: Readonly<Record<string, string>> = {
  ch: "S",
  sh: "S",
  kh: "x",
  gh: "G",
  dh: "d",
  th: "t",
  dj: "j",
  ph: "f",
  qu: "k",
  ts: "s",
};

const LATIN: Readonly<Record<string, string>> = {
  b: "b",
  p: "b",
  t: "t",
  j: "j",
  h: "h",
  d: "d",
  r: "r",
  z: "z",
  s: "s",
  f: "f",
  v: "f",
  k: "k",
  q: "k",
  l: "l",
  m: "m",
  n: "n",
  x: "ks",
  // Digits that stand for Arabic letters where people type Arabic in Latin letters.
  "5": "x",
  "6": "t",
  "7": "h",
  "8": "G",
  "9": "k",
};

const isSoftened = (next: string | undefined): boolean => next === "e" || next === "i" || next === "y";

function latin(word: string): string {
  let heard = "";
  for (let at = 0; at < word.length; at++) {
    const [letter, next] = [word[at] ?? "", word[at + 1]];
    if (letter === word[at - 1]) continue;
    const pair = PAIRS[letter + (next ?? "")];
    if (pair !== undefined) {
      heard += pair;
      at += 1;
    } else if (letter === "c") heard += isSoftened(next) ? "s" : "k";
    else if (letter === "g") heard += isSoftened(next) ? "j" : "k";
    // «oued», «wad»: a consonant at the beginning; within a word it is a vowel, as it is in Arabic.
    else if (at === 0 && (letter === "w" || word.startsWith("ou"))) {
      heard += "w";
      if (letter === "o") at += 1;
    } else if (!(letter === "h" && at === word.length - 1)) heard += LATIN[letter] ?? "";
  }
  return heard;
}

function arabic(word: string): string {
  let heard = "";
  for (let at = 0; at < word.length; at++) {
    const letter = word[at] ?? "";
    if (letter === "و" && at === 0) heard += "w";
    // At the end it is the mark of the feminine, which Latin letters leave out.
    else if (!(letter === "ه" && at === word.length - 1)) heard += ARABIC[letter] ?? "";
  }
  return heard;
}

const LATIN_LETTER = /[a-z]/u;
const ARABIC_LETTER = /\p{Script=Arabic}/u;

const OPEN_END = /[aeiou]h$/u;

/** The sounds that a folded word may have: an «h» at the end of Latin letters is «ح» or nothing. */
export const soundsOf = (word: string): string[] => (OPEN_END.test(word) ? [soundOf(word), `${soundOf(word)}h`] : [soundOf(word)]);

/** The sound of one folded word; empty for numbers and for words of vowels alone. */
export function soundOf(word: string): string {
  if (ARABIC_LETTER.test(word)) return arabic(word);
  return LATIN_LETTER.test(word) ? latin(word) : "";
}

/** Vowels of a word as a, i and u, and «'» for «ع»; in Arabic the written ones alone. Consonants stay. */
const vowelsOf = (word: string): string =>
  word
    .replace(/^ou(?=[aei])/u, "w")
    .replace(/[23عء]/gu, "'")
    .replace(/(?:[iy]|(?<=.)ي)+/gu, "i")
    .replace(/(?:[ou]|(?<=.)[wو])+/gu, "u")
    .replace(/[aeا]+/gu, "a");
/** The vowels between and after the two consonants of a word; null for a word of more. */
function gapsOf(word: string): readonly [between: string, after: string] | null {
  const [, ...gaps] = vowelsOf(word).split(/[^aiu']+/u);
  const [first = "", second] = gaps;
  return gaps.length > 2 ? null : second === undefined ? ["", first] : [first, second];
}

/**
 * True if the vowels of a Latin word of two consonants fit those that its Arabic has: «nour» is «نور», and «emir» is neither «عمر» nor «عمارة». A
 * short vowel is not written in Arabic, so «a» and «e» fit none.
 */
export function fitsByVowels(latinWord: string, arabicWord: string): boolean {
  const [typed, written] = [gapsOf(latinWord), gapsOf(arabicWord.replace(/ه$/u, ""))];
  if (typed === null || written === null) return false;
  const gaps = [0, 1].map((at) => [typed[at] ?? "", written[at] ?? ""] as const);
  return gaps.every(([said, is]) => {
    const vowels = is.replaceAll("'", "");
    if (vowels !== "") return Array.from(vowels).some((vowel) => said.includes(vowel));
    return is !== "" || !/[iu]/u.test(said);
  });
}
