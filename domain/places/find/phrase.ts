import { codeKey, fold } from "../../search/index.ts";
import { MOST_LETTERS } from "./edits.ts";
import { partsOfWord } from "./name-parts.ts";
import { hundredsOf, numberOf } from "./numbers.ts";
import { CONCEPT_WORDS, isEmpty, isRelation } from "./town-words.ts";

/** Letters of Algerian names that Arabic keyboards write in several ways. */
const SAME_LETTER: Readonly<Record<string, string>> = { ڨ: "ق", گ: "ق", ڤ: "ف", پ: "ب", چ: "ج" };

const ARTICLE = /^(?:[وفبك]?ال(?=\p{L}{2})|لل(?=\p{L}{3}))/u;
const CODE = /^([a-z\u0621-\u064a]{1,4})(\d{1,5})$/u;
const LATIN_ARTICLE = /^(?:el|al|er|en|es|ed|et|ez|la|l)(?=[a-z0-9]{4})/u;
const ARABIC_PARTICLE = /^[وفبل](?=\p{L}{3})/u;
/** «M'hamed», «T'har»: one word; «l'hôpital» and «d'Aïn» are two. */
const APOSTROPHE_INSIDE = /(?<!\p{L})([mntkMNTK])['’](?=\p{L})/gu;
const NUMBER = /^\d+$/u;
/** «n°», «رقم»: they stand between a letter and its number, and say nothing else. */
const MARKS: ReadonlySet<string> = new Set(["رقم", "n", "no", "num", "numero", "nr", "nº"]);

/** A word without its article: «للمطار», «بالمطار» and «المطار» are «مطار». */
const bare = (word: string): string => word.replace(ARTICLE, "");

/** «Bou Saada» is «بوسعادة»: some write it as two words, so here it is always one. */
const joinBou = (words: readonly string[]): string[] =>
  words.flatMap((word, at) => {
    const before = words[at - 1];
    const isFirst = (word === "bou" || word === "بو") && at + 1 < words.length;
    return isFirst ? [] : [before === "bou" || before === "بو" ? before + word : word];
  });

/**
 * Words of a phrase that are read, at most. Routes take 200 signs, of which one may fold to four words («ﷺ»). The work grows with the words and
 * the names that they touch: 30,000 numbers took 24 s.
 */
export const MOST_WORDS = 1_000;

/** The folded words of a text, as they were typed. */
function typedWords(text: string, most = Number.POSITIVE_INFINITY): string[] {
  const folded = fold(text.replace(/[ڨگڤپچ]/gu, (letter) => SAME_LETTER[letter] ?? letter).replace(APOSTROPHE_INSIDE, "$1"));
  return joinBou(folded === "" ? [] : folded.split(" ").slice(0, most));
}

/** A typed word without its article, in its parts. A word of a name that only begins like one («باليبا») is left whole. */
const partsOfTyped = (word: string, isWord: (text: string) => boolean): readonly string[] =>
  CONCEPT_WORDS.has(word) ? [word] : partsOfWord(isWord(word) ? word : bare(word));

/** The folded words of a text, without articles. */
export const splitWords = (text: string): string[] => typedWords(text).flatMap((word) => partsOfTyped(word, () => false));

/** Other readings of a word: without a particle or an article that is written together with it. */
export function otherForms(word: string): string[] {
  const others = [word.replace(LATIN_ARTICLE, ""), word.replace(ARABIC_PARTICLE, "")];
  return others.filter((other) => other !== word);
}

/** The key of a code, as the words of a place hold it: «ك-٠٣١», «K-031» and «k31» are #k31. */
const keyOf = (letters: string, digits: string): string => `#${codeKey(letters + digits)}`;

/** The code that begins at a word, if one does, and how many words it takes: «b12», «b 12», «su 1». */
function codeAt(words: readonly string[], at: number, mostLetters: number): readonly [key: string, taken: number] | null {
  const [word = "", next = ""] = [words[at], words[at + 1]];
  const [, letters, digits] = CODE.exec(word) ?? [];
  if (letters !== undefined && digits !== undefined) return [keyOf(letters, digits), 1];
  const isShort = word.length <= mostLetters && !NUMBER.test(word);
  return isShort && NUMBER.test(next) && next.length < 6 ? [keyOf(word, next), 2] : null;
}

/** The longest run of words from here that is one word of the town («rond point»), and how many words it takes. */
function runAt(words: readonly string[], at: number): readonly [run: string, taken: number] | null {
  for (let taken = 4; taken > 1; taken--) {
    if (at + taken > words.length) continue;
    const run = words.slice(at, at + taken).join("_");
    if (CONCEPT_WORDS.has(run)) return [run, taken];
  }
  return null;
}

/** A code, as the words of a place hold it. */
export const codeOfText = (code: string): string | null => {
  const words = splitWords(code).filter((word) => !MARKS.has(word));
  const found = codeAt(words, 0, 4);
  return found !== null && found[1] === words.length ? found[0] : null;
};

/** The words of a name: runs that are one word of the town, codes of blocks as one, numbers as figures. */
export function wordsOfName(name: string): string[] {
  const all = splitWords(name);
  const words = all.filter((word) => !MARKS.has(word));
  const read: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const run = runAt(words, at);
    const code = run === null ? codeAt(words, at, 1) : null;
    const [word, taken] = run ?? code ?? [words[at] ?? "", 1];
    read.push(numberOf(word) ?? word);
    at += taken - 1;
  }
  return read.length === 0 ? all : read;
}

/** Words of one part of a phrase, each with how else it may be meant. */
export type Said = {
  readonly word: string;
  readonly others: readonly string[];
  /** The word as it was typed, if it looks like one with an article. It may be a name, but no word of the town. */
  readonly whole?: string;
  readonly isEmpty: boolean;
  /** Number that was typed in figures alone. */
  readonly isFigures?: true;
  /** Number behind «رقم», «n°». */
  readonly isMarked?: true;
};

/** Words shorter than this are not parted: anything is two words of two letters. */
const LEAST_PARTED = 6;
const LEAST_PART = 2;

/** Splits two words that were typed as one, «Placechira», «راديبن». Both parts are words; null for any other text. */
function partedAt(word: string, isWord: (text: string) => boolean): readonly [string, string] | null {
  if (word.length < LEAST_PARTED || word.length > 2 * MOST_LETTERS || isWord(word)) return null;
  for (let at = word.length - LEAST_PART; at >= LEAST_PART; at--) {
    const [first, second] = [word.slice(0, at), bare(word.slice(at))];
    if (first.length + second.length >= LEAST_PARTED && isWord(first) && isWord(second)) return [first, second];
  }
  return null;
}

/** Splits a kind and its number that were typed as one, «نهج12»; null for a code of the town and for any other word. */
function kindAndNumber(word: string, isWord: (text: string) => boolean): readonly [string, string] | null {
  const [, letters = "", digits = ""] = CODE.exec(word) ?? [];
  return CONCEPT_WORDS.has(letters) && !isWord(keyOf(letters, digits)) && !isWord(word) ? [letters, digits] : null;
}

/** A phrase in its parts: before «قدام», «devant», «near», and after it; none of them is empty. */
export function partsOfPhrase(phrase: string, isWord: (text: string) => boolean): Said[][] {
  const words: string[] = [];
  const marked = new Set<number>();
  // A misspelt name may only look like one with an article: «بالرا» is «باليرا» with a letter lost.
  const wholes = new Map<number, string>();
  for (const typed of typedWords(phrase, MOST_WORDS))
    for (const word of partsOfTyped(typed, isWord)) {
      if (MARKS.has(word)) marked.add(words.length);
      else {
        const parts = kindAndNumber(word, isWord) ?? partedAt(word, isWord) ?? [word];
        if (parts.length === 1 && word !== typed && word === bare(typed)) wholes.set(words.length, typed);
        words.push(...parts);
      }
    }
  const parts: Said[][] = [[]];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const code = codeAt(words, at, 2);
    const run = runAt(words, at);
    if (code !== null && isWord(code[0])) {
      parts.at(-1)?.push({ word: code[0], others: [], isEmpty: false });
      at += code[1] - 1;
    } else if (run !== null) {
      parts.at(-1)?.push({ word: run[0], others: [], isEmpty: false });
      at += run[1] - 1;
    } else if (isRelation(word)) parts.push([]);
    else {
      const whole = wholes.get(at);
      const said = saidOf(word, parts.at(-1));
      parts.at(-1)?.push({ ...said, ...(whole !== undefined && { whole }), ...(marked.has(at) && { isMarked: true }) });
    }
  }
  const spoken = parts.filter((part) => part.some((said) => !said.isEmpty));
  if (spoken.length > 0) return spoken;
  // Nothing but particles: then they are the name.
  return words.length === 0 ? [] : [words.map((word) => ({ word, others: [], isEmpty: false }))];
}

function saidOf(word: string, part: Said[] | undefined): Said {
  const hundreds = hundredsOf(part?.at(-1)?.word ?? null, word);
  if (hundreds !== null) {
    part?.pop();
    return { word: hundreds, others: [], isEmpty: false };
  }
  const number = numberOf(word);
  if (number !== null) {
    const others = number === word ? [] : [word];
    return { word: number, others, isEmpty: false, ...(NUMBER.test(word) && { isFigures: true }) };
  }
  return { word, others: otherForms(word), isEmpty: isEmpty(word) };
}
