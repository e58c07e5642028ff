import { fold } from "./fold.ts";
import {
  isArabic,
  isArabicPair,
  isLatin,
  isLatinName,
  isLatinPair,
  isLoud,
  isOf,
  isSpeech,
  mayBeArabicName,
  type Token,
} from "./name-tokens.ts";
import { isLoudWord, PLACES } from "./no-names.ts";
import { isFact, isPlainPair } from "./roles.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** Words that are looked through for the place that bears the name: «حي أولاد بوزيد». */
const MOST_OF_PLACE = 3;
const isOfPlace = (tokens: readonly Token[], at: number): boolean =>
  tokens.slice(Math.max(0, at - MOST_OF_PLACE), at).some(({ word }) => PLACES.has(word));

/** The beginnings of many names, by which one word alone is told as a name: «بوزيد», «bouzid», «benali». */
const NAME_BEGINS = /^(?:(?:بو|بن|بل)\p{L}{3}|(?:bou|ben|bel)[a-z]{3})/u;

/** True if one word is a name by itself: with a capital, or by its beginning. */
function isOneName(token: Token | undefined): boolean {
  if (token === undefined || isLoud(token.raw) || isFact(token.word) || isSpeech(token.word)) return false;
  if (isArabic(token.word)) return NAME_BEGINS.test(token.word) && mayBeArabicName(token);
  return isLatin(token.word) && isLatinName(token, !NAME_BEGINS.test(token.word));
}

/** True if two words of a name stand at a token, whatever their letters. */
const isPair = (tokens: readonly Token[], at: number): boolean =>
  isArabicPair(tokens, at) || isPlainPair(tokens, at) || (isLatinPair(tokens, at) && !isFact(tokens[at]?.word ?? ""));

/** Words for a family, before its name; «آل» folds to the article. The «3» of «3aylat» is a token of its own. */
const FAMILIES = listed("عائلة ورثة famille heritiers aylat ayla ailat famila");
const SIBLINGS = listed("ابناء اولاد اخوه الاخوه الاخوين الاخوان freres soeurs consorts enfants");
const OF_FAMILY = listed("family brothers sisters");
/** Last letters of French adjectives in small letters, «famille pauvre», which few names end with. */
const ENDS_AS_ADJECTIVE = /[es]$/u;

/** «عائلة مرابط», «famille merabet»: right behind a family any word may be its name that is none of speech. */
function isFamilyName(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (isArabic(token.word)) return token.word.length > 3 && !/^ال|ه$/u.test(token.word) && mayBeArabicName(token);
  if (isOneName(token)) return true;
  return isLatin(token.word) && token.word.length > 3 && isLatinName(token, false) && !isNoFamily(token.word);
}
const isNoFamily = (word: string): boolean => isFact(word) || isSpeech(word) || ENDS_AS_ADJECTIVE.test(word);

/** True if a family is named: «لعائلة بوزيد», «les frères Bouzid», «the Bouzid family». */
export function isNamedFamily(tokens: readonly Token[], at: number): boolean {
  const { raw = "", word = "" } = tokens[at] ?? {};
  const next = tokens[at + 1];
  if (next === undefined || isOfPlace(tokens, at)) return false;
  if (isOf(FAMILIES, word) || /^ل?آل$/u.test(raw.normalize("NFC"))) return isFamilyName(next);
  if (isOf(SIBLINGS, word)) return isOneName(next) || isPair(tokens, at + 1);
  // A capital at the beginning of a sentence is no sign of a name.
  const isBehindArticle = ["the", "of"].includes(tokens[at - 1]?.word ?? "");
  return OF_FAMILY.has(next.word) && isOneName(tokens[at]) && (isBehindArticle || NAME_BEGINS.test(word));
}

const COMMAS = new Set([",", "،", "(", "-", "–"]);
const BIRTHS = listed("مواليد مولود مولوده ولد ولدت born b ne nee mawalid mawaleed");
/** Words between a word of birth and the year. */
const MOST_BEFORE_YEAR = 3;
const YEAR = /^(?:19[3-9]\d|20[01]\d)$/u;

/** True if a name stands at a token with a year of birth behind it: «كمال بوزيد، مواليد 1985», «kamel bouzid, né 1985». */
export function isBornName(tokens: readonly Token[], at: number): boolean {
  if (!isPair(tokens, at) || isOfPlace(tokens, at)) return false;
  let from = COMMAS.has(tokens[at + 2]?.raw ?? "") ? at + 3 : at + 2;
  if (tokens[from]?.word === "من") from++;
  const birth = tokens[from]?.word ?? "";
  if (!BIRTHS.has(birth)) return false;
  const behind = tokens.slice(from + 1, from + 2 + MOST_BEFORE_YEAR);
  return behind.some(({ word }) => YEAR.test(word)) || (birth.startsWith("mawal") && /^\d{2}$/u.test(behind[0]?.word ?? ""));
}

/** Kin and friends, before the name or «of» and the name. */
const RELATIVES = listed(
  "ولد بنت خو صهر نسيب صديق خال weld wld wlid bent bnt khou kho khouh gendre ami amie voisin voisine beau belle friend neighbour neighbor nephew niece",
);
/** Kin that a name in small letters follows only behind «de». */
const KIN = listed(
  "pere mere frere soeur fils fille epoux epouse mari cousin cousine oncle neveu brother sister wife husband father mother son daughter",
);
const OF = listed("de of");
/** «ابن عم كمال بوزيد» */
const COUSINS = listed("ابن ابنه بنت ولد");
const OF_COUSINS = listed("عم عمه خال خاله عمته خالته");
const POSSESSIVE = /['’]s$/u;

/** «Kamel's», without its ending. */
const owner = ({ raw, word }: Token): Token => ({ raw: raw.replace(POSSESSIVE, ""), word: word.replace(/s$/u, "") });

/** True if somebody is named by a relation: «ولد بوزيد», «weld kamel bouzid», «ami de Kamel», «Kamel's brother». */
export function isNamedRelative(tokens: readonly Token[], at: number): boolean {
  const { raw = "", word = "" } = tokens[at] ?? {};
  const next = tokens[at + 1];
  if (next === undefined || isOfPlace(tokens, at)) return false;
  const isOfOther = OF.has(next.word);
  const from = isOfOther ? at + 2 : at + 1;
  if (RELATIVES.has(word) && !isLoud(raw) && !isLoudWord(next.word) && (isOneName(tokens[from]) || isPair(tokens, from))) return true;
  if (KIN.has(word) && isOfOther) return isPlainPair(tokens, from);
  if (COUSINS.has(word) && OF_COUSINS.has(next.word)) return isArabicPair(tokens, at + 2);
  const ownedBy = tokens[at];
  return ownedBy !== undefined && POSSESSIVE.test(raw) && KIN.has(next.word) && !isLoud(raw) && isOneName(owner(ownedBy));
}
