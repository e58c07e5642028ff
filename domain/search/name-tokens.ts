import { fold } from "./fold.ts";
import { FIRMS, hasVerbForm, isAdjective, isStateWord, LIKE_VERBS, NO_NAMES, PLACES, SHORT_NAMES } from "./no-names.ts";
import { isMake, isVehicle } from "./vehicle-words.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** A word or a sign of a text; `raw` as it was typed, `word` folded and empty for a sign. */
export type Token = { readonly raw: string; readonly word: string };

const TOKEN = /\p{L}[\p{L}\p{M}\p{N}'’ـ]*|\p{N}+|[^\s\p{L}\p{N}]|\n/gu;

/** The words and signs of a text; «l'homme», «c'est» and «kamel_bouzid» are two words. */
export const tokensOf = (text: string): Token[] =>
  Array.from(
    text
      .normalize("NFC")
      .replace(/\p{Cf}/gu, "")
      .replaceAll("_", " ")
      .matchAll(TOKEN),
  ).flatMap(([raw]) => raw.split(/(?<=^[lcdLCD])['’]/u).map((part) => ({ raw: part, word: fold(part).replaceAll(" ", "") })));

/** Words before a name, which is not one itself. */
const BETWEEN = listed(
  "est is was etait serait هو هي كان كانت المدعو يدعي المسمي السيد السيده الانسه m mr mme mlle mrs ms monsieur madame le sieur nomme dénommé",
);
/** Signs between a word and the name after it. */
const SIGNS = new Set([":", "：", "=", "-", "–", "—", ",", "،", "(", "«", '"', "“", ">", "/"]);
const COLONS = new Set([":", "：", "=", "-", "–", "—", "("]);
export const isLatin = (word: string): boolean => /^\p{Script=Latin}/u.test(word);
export const isArabic = (word: string): boolean => /^\p{Script=Arabic}/u.test(word);
/** All letters are capitals: then a capital is no sign of a name. */
export const isLoud = (raw: string): boolean => raw.length > 1 && raw === raw.toUpperCase() && raw !== raw.toLowerCase();

/** A word without the «و», «ف», «ل» or «ب» before it. */
const bare = (word: string): string => word.replace(/^[وفلب](?=\p{L}{4})/u, "");
export const isOf = (set: ReadonlySet<string>, word: string): boolean => set.has(word) || set.has(bare(word));

/**
 * True if an Arabic word may be a name: no verb, no word of speech, none with a preposition and the article. The accusative («هاربا») is a state and
 * no name. No list of names is kept, but of the few that look like verbs. «علي» is a name, and «على» a preposition.
 */
export function mayBeArabicName(token: Token | undefined, next?: Token): boolean {
  if (token === undefined || !isArabic(token.word)) return false;
  const { raw, word } = token;
  if (word === "علي") return raw.endsWith("ي") && next?.word.startsWith("ال") !== true;
  if (word === "طه") return true;
  if (word.length < 3 || isOf(NO_NAMES, word) || PLACES.has(word) || isMake(word)) return false;
  return LIKE_VERBS.has(word) || !(hasVerbForm(word) || isStateWord(word));
}

/** True if a Latin word is a name: it has a capital and is no word of speech. Beside words in capitals alone any other word is taken for one. */
export function isLatinName({ raw, word }: Token, isCapitalNeeded: boolean): boolean {
  if (word.length < 2 || NO_NAMES.has(word) || FIRMS.has(word) || PLACES.has(word) || isVehicle(word) || isAdjective(raw)) return false;
  return !isCapitalNeeded || /^\p{Lu}/u.test(raw);
}

/** True for a folded word that may be part of a name, whatever its capitals. */
export function mayBeName(word: string): boolean {
  const token = { raw: word, word };
  return isArabic(word) ? mayBeArabicName(token) : isLatin(word) && isLatinName(token, false);
}

export type How = { readonly isAfterSign: boolean; readonly isCapitalNeeded: boolean; readonly isMoreNeeded: boolean };

const isCapital = (raw: string): boolean => /^\p{Lu}\p{Ll}/u.test(raw);

const isWordOfName = ({ raw, word }: Token, next: Token | undefined): boolean =>
  isCapital(raw) && NO_NAMES.has(word) && !FIRMS.has(word) && next !== undefined && isCapital(next.raw) && isLatinName(next, true);

/** True for two words in small letters of which none is a word of speech. */
const isLowerPair = (token: Token, next: Token | undefined): boolean =>
  next !== undefined && isLatin(next.word) && [token, next].every((one) => one.word.length > 2 && isLatinName(one, false));

/** Endings and words that a sentence in small letters goes on with after «is», and that no name has. */
const ENDS_AS_SPEECH =
  /(?:ing|ly|ous|less|ful|(?<!w)ish|ive|ment|tion|sion|able|ible|ique|ance|ence|eux|euse|teur|trice|ent|ant|ards?|ier|ere|ial|ian|ien)$|(?<!ahm|ham|hamm|hal|maj|rach)ed$|(?<!er|at)if$/u;
const SPEECH = listed(
  `about almost already away back behind below beside both each even ever from here home inside just less like local more most much near nearby never nobody now off often once only our out outside over own quite rather sick since
  slim small still such than that then there too under until well when where which while whom why without your local abroad today tomorrow tonight asleep upset lame angry calm short ill
  sous chez vers entre hier demain encore deja toujours ici partout loin pres assez trop plus moins tout toute tous comme car mais donc bien mal assis debout connu connue sorti sortie venu venue descendu descendue devenu devenue tombe
  reste mis mise reparti revenu revenue parvenu soit aucun autre meme lieu place dehors dedans peut etre rue ville quartier malade enceinte depuis jusque jusqu bras nu nus nue nues pied pieds mains tete`,
);

/** True for a word of speech, which goes on with a sentence in small letters and is no name. */
export const isSpeech = (word: string): boolean => SPEECH.has(word) || ENDS_AS_SPEECH.test(word);

/** True if «is», and two words in small letters that are none of speech, stand at a token: «driver is kamel bouzid». */
export function isLowerName(tokens: readonly Token[], at: number): boolean {
  if (!["is", "est", "was", "etait"].includes(tokens[at]?.word ?? "")) return false;
  return isLowerNamePair(tokens, at + 1);
}

/** True if two words in small letters stand at a token that look like a name, and like no words of speech. */
export function isLowerNamePair(tokens: readonly Token[], at: number): boolean {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (first === undefined || !isLatin(first.word) || !isLowerPair(first, second)) return false;
  return [first, second].every((one) => one !== undefined && !isSpeech(one.word));
}

/** True if two words of a Latin name stand side by side, each with a capital. */
export function isLatinPair(tokens: readonly Token[], at: number): boolean {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (first === undefined || second === undefined || !isLatin(first.word) || !isLatin(second.word)) return false;
  return isLatinName(first, true) && isLatinName(second, true);
}

/** True if two words of an Arabic name stand side by side; the first has no article and no ending of a feminine adjective. */
export function isArabicPair(tokens: readonly Token[], at: number): boolean {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (first === undefined || second === undefined || first.word.startsWith("ال") || first.word.endsWith("ه")) return false;
  return mayBeArabicName(first, second) && (!second.word.endsWith("ه") || second.word.startsWith("بو")) && goesOn(tokens, at + 1);
}

/** True if a name begins at a token. In Arabic it needs more than one word after a vehicle («سائق شاحنة تبريد»), but after a colon. */
export function beginsName(tokens: readonly Token[], at: number, how: How): boolean {
  const { isAfterSign, isCapitalNeeded, isMoreNeeded } = how;
  const token = tokens[at];
  if (token === undefined) return false;
  if (isLatin(token.word)) {
    // «K. Bouzid»
    const isInitial = token.word.length === 1 && tokens[at + 1]?.raw === ".";
    if (isInitial) return beginsName(tokens, at + 2, { ...how, isCapitalNeeded: true });
    // «Driver: Will Smith»: a word of speech may be a first name, if a second one follows. «conducteur: karim bouzid» has two that no list knows.
    if (isWordOfName(token, tokens[at + 1])) return true;
    return isLatinName(token, isCapitalNeeded) || (isAfterSign && isLowerPair(token, tokens[at + 1]));
  }
  // «ك. بوزيد»
  if (isArabic(token.word) && token.word.length === 1 && tokens[at + 1]?.raw === ".")
    return mayBeArabicName(tokens[at + 2], tokens[at + 3]);
  if (!mayBeArabicName(token, tokens[at + 1])) return false;
  // «السائق سحب سكينا»: three letters are rather a verb, unless more of a name follows.
  if (!isAfterSign && token.word.length === 3 && !SHORT_NAMES.has(token.word)) return goesOn(tokens, at + 1);
  // With the article it is rather an adjective, «السائق الهارب», unless more of a name follows.
  return isAfterSign || !(isMoreNeeded || token.word.startsWith("ال")) || goesOn(tokens, at + 1);
}

/** True if another word of an Arabic name stands at a token; with the article only in «عبد القادر» and «نور الدين». */
export const goesOn = (tokens: readonly Token[], at: number): boolean => {
  const word = tokens[at]?.word ?? "";
  if (word.startsWith("ال") && tokens[at - 1]?.word !== "عبد" && word !== "الدين") return false;
  return mayBeArabicName(tokens[at], tokens[at + 1]);
};

/** True if a name stands behind a word, with a sign, «هو» or a title between at most. */
export function isFollowedByName(
  tokens: readonly Token[],
  from: number,
  isCapitalNeeded: boolean,
  { isColonNeeded = false, isMoreNeeded = false } = {},
): boolean {
  let [at, isAfterColon, isAfterWord] = [from, false, false];
  for (; at < from + 4; at++) {
    const { raw = "", word = "" } = tokens[at] ?? {};
    const isTitleDot = raw === "." && isAfterWord;
    if (COLONS.has(raw)) isAfterColon = true;
    isAfterWord ||= BETWEEN.has(word);
    if (!SIGNS.has(raw) && !BETWEEN.has(word) && !isTitleDot) break;
  }
  return (
    (!isColonNeeded || isAfterColon || isAfterWord) && beginsName(tokens, at, { isAfterSign: isAfterColon, isCapitalNeeded, isMoreNeeded })
  );
}
