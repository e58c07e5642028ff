import { fold } from "./fold.ts";

/** The letters by which units, blocks, poles and cameras are called, in one script. */
const CODE_LETTERS: Readonly<Record<string, string>> = {
  ا: "a",
  ب: "b",
  ت: "t",
  ج: "c",
  د: "d",
  ه: "h",
  و: "w",
  ز: "z",
  ح: "h",
  ط: "t",
  ي: "y",
  ك: "k",
  ل: "l",
  م: "m",
  ن: "n",
  ر: "r",
  س: "s",
  ف: "f",
  ق: "q",
};

/**
 * One key for every spelling of a code: one script, no leading zeros, a gap only between two numbers. «ك٠٣١», «K-031» and «k31» are `k31`;
 * «٣٠٤» is `304`, «12-2» stays `12 2`. `amaliyat_code_key` of the database is the same rule.
 */
export const codeKey = (code: string): string =>
  fold(code)
    .replace(/[\u0621-\u064a]/gu, (letter) => CODE_LETTERS[letter] ?? letter)
    .replace(/(?<![0-9]) | (?![0-9])/gu, "")
    .replace(/(?<![0-9])0+(?=[0-9])/gu, "");
