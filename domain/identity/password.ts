import type { Refusal } from "../kernel/index.ts";

export const PASSWORD_MIN_LENGTH = 12;

/** Characters beside known words that a password needs: fewer are a suffix that a guesser tries by itself. */
const OWN_LETTERS = 4;

const LETTERS: Readonly<Record<string, string>> = { ة: "ه", ى: "ي", ٱ: "ا", œ: "oe", æ: "ae", ß: "ss" };

/** One spelling of letters; other than that of searches it keeps signs and emoji, which a password may be made of. */
const folded = (text: string): string =>
  Array.from(
    text
      .normalize("NFKD")
      .replace(/[\p{M}\p{Cf}\u0640]/gu, "")
      .toLowerCase(),
    (letter) => LETTERS[letter] ?? letter,
  ).join("");

/**
 * Words from which guessers of this town build: the trade, places, first words of a password, keyboard rows. Folded, without spaces.
 * The server's estimator knows the common words of English and French besides.
 */
const WORDS: readonly string[] = `
  amaliyat operations operation salle room chorta chourta police policier dgsn surete wilaya daira commissariat
  patrouille patrol allo camera dispatch superviseur supervisor operateur operator auditor algerie algeria djazair dzair
  ouargla wargla alger algiers oran wahran constantine annaba setif batna hassi messaoud touggourt ghardaia sahara
  bechar tamanrasset bejaia tizi ouzou blida mouloudia mca usma jsk crb mahrez bouteflika viva onetwothree bismillah
  allah akbar hamdoulilah mohamed mohammed muhammad ahmed abdelkader fatima yasmine islam ramadan inchallah password
  passwort passe motdepasse motdepass mdp pass passphrase secret admin administrator administrateur root user login
  welcome bienvenue bonjour hello salam changeme change letmein iloveyou jetaime love default test temp system server
  master access computer internet azerty azertyuiop qwerty qwertyuiop qsdfghjklm asdfghjkl asdfgh qsdfgh zxcvbnm wxcvbn
  azer qwer qazwsxedc qazwsx aqwzsx abcdefghijklmnopqrstuvwxyz abcdef abcd abc azertyui poiuytreza ytreza ytrewq january
  february march april june july august september october november december janvier fevrier mars avril juin juillet aout
  septembre octobre novembre decembre summer winter spring autumn hiver printemps automne monday sunday lundi vendredi
  dimanche كلمةالسر كلمةالمرور كلمة السر المرور عمليات قاعة العمليات الشرطة شرطة الشرطي الامن الجزائر جزائري ورقلة وهران
  قسنطينة تقرت الله بسم الرحمن الرحيم محمد احمد اكبر مدير النظام مرحبا السلام عليكم احبك ضصثقفغعهخحجد ضصثقف شسيبلاتنمكط
  شسيب`
  .trim()
  .split(/\s+/u)
  .map((word) => folded(word));

/** Signs that stand for letters. Read after the digits at both ends were stripped. */
const SIGNS: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "8": "b",
  "(": "c",
  "3": "e",
  "€": "e",
  "6": "g",
  "9": "g",
  "1": "i",
  "!": "i",
  "|": "l",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
  "+": "t",
  "2": "z",
};

/** Latin letters at the keys of an Arabic keyboard (102 keys): a Latin word typed while the keyboard was in Arabic. */
const KEYS = "ضqصwثeقrفtغyعuهiخoحpشaسsيdبfلgاhتjنkمlئzءxؤcرvىnةm";
const AT_KEY: ReadonlyMap<string, string> = new Map(
  Array.from(KEYS.matchAll(/(.)(.)/gu), ([, arabic = "", latin = ""]) => [arabic, latin]),
);
/** The same keys of a French keyboard. */
const FRENCH: Readonly<Record<string, string>> = { q: "a", w: "z", a: "q", z: "w" };

const mapped = (text: string, by: (letter: string) => string | undefined): string =>
  Array.from(text, (letter) => by(letter) ?? letter).join("");

/** Digits, spaces, ASCII and common signs, which a guesser adds to a word. */
const ADDED = /[\p{Nd}\p{Z}\p{P}\p{Sc}\p{Sm}\p{Sk}]/u;

export type PasswordRefusal = Refusal<"password.too_short" | "password.too_obvious" | "password.contains_username">;

const plain = (text: string): string => text.normalize("NFKC").toLowerCase();

/** The text without digits and signs at its ends. */
function withoutEnds(text: string): string {
  const letters = Array.from(text);
  const isLetter = (letter: string): boolean => !ADDED.test(letter);
  return letters.slice(Math.max(0, letters.findIndex(isLetter)), letters.findLastIndex(isLetter) + 1).join("");
}

/** The readings of a password under which a known word may stand in it. */
function readings(password: string): string[] {
  const given = folded(password);
  const ends = withoutEnds(given);
  const asL = mapped(ends, (letter) => (letter === "1" || letter === "!" ? "l" : undefined));
  const typed = mapped(plain(password), (letter) => AT_KEY.get(letter));
  return [
    given,
    ...[given, ends, asL].map((text) => mapped(text, (letter) => SIGNS[letter])),
    typed,
    mapped(typed, (letter) => FRENCH[letter]),
  ].map((reading) =>
    Array.from(reading)
      .filter((letter) => !ADDED.test(letter))
      .join(""),
  );
}

/** Number of characters of a reading that belong to no known word. Long words are matched first. */
function ownLetters(reading: string, words: readonly string[]): number {
  let left = reading;
  for (const word of words) left = left.replaceAll(word, "\u0000");
  return new Set(left.replaceAll("\u0000", "")).size;
}

/** A person's own names and numbers as words; pieces under three characters say nothing. */
const piecesOf = (about: readonly string[]): string[] =>
  about.flatMap((text) => folded(text).split(/[\p{Z}\p{P}]+/u)).filter((piece) => Array.from(piece).length >= 3);

/**
 * All faults of a new password; empty if it is good. `about` holds words that others know of the person: name, badge, the room's names.
 * Length counts code points, so that an Arabic letter or an emoji counts one (NIST SP 800-63B, 3.1.1.2: length before composition).
 */
export function checkPassword(password: string, username: string, about: readonly string[] = []): PasswordRefusal[] {
  const refusals: PasswordRefusal[] = [];
  if (Array.from(password.normalize("NFC")).length < PASSWORD_MIN_LENGTH)
    refusals.push({ code: "password.too_short", params: { min: PASSWORD_MIN_LENGTH } });
  const name = plain(username).trim();
  if (name !== "" && plain(password).includes(name)) refusals.push({ code: "password.contains_username" });
  const words = [...WORDS, ...piecesOf(about)].toSorted((a, b) => b.length - a.length);
  if (readings(password).some((reading) => ownLetters(reading, words) < OWN_LETTERS)) refusals.push({ code: "password.too_obvious" });
  return refusals;
}
