import { fold } from "./fold.ts";
import { afterVehicle, isHolder, isHolderOf } from "./holders.ts";
import { isArabic, isArabicPair, isLatin, isLatinName, isLatinPair, isLoud, isLowerNamePair, tokensOf, type Token } from "./name-tokens.ts";
import { isLoudWord, PLACES } from "./no-names.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

const COMMAS = new Set([",", "،"]);
const ENDS = new Set([".", ",", "،", ":", ";", "؛", "!", "\n", ")"]);
/** Words that say of a name what its bearer is: «هو السائق», «est le conducteur». */
const IS = listed("هو هي est is was etait");
const ARTICLES = listed("le la l the son sa its his her");
/** Events and parts of a vehicle, which begin a sentence and go before its driver: «حادث مرور، سائق السيارة مصاب». */
const EVENTS = listed("حادث شجار سطو اعتداء تصادم اصطدام دهس انقلاب انحراف بلاغ نداء خبر زجاج دفع ضوء مصباح باب محرك غطاء هيكل صدام اطار");
/** Words of a place that are looked for before the name it bears. */
const MOST_OF_PLACE = 3;

const isOfPlace = (tokens: readonly Token[], at: number): boolean =>
  tokens.slice(Math.max(0, at - MOST_OF_PLACE), at).some((before) => PLACES.has(before.word));

/** The first token behind a driver or owner with their vehicle: «سائق السيارة البيضاء», «conducteur»; null where none stands. */
function afterHolder(tokens: readonly Token[], at: number): number | null {
  const { word = "" } = tokens[at] ?? {};
  if (!isHolder(word) && !isHolderOf(word)) return null;
  const behind = afterVehicle(tokens, at + 1);
  return behind > at + 1 || isHolder(word) ? behind : null;
}

/**
 * True if a name stands before the word for a driver or owner: «كمال بوزيد، سائق السيارة», «Kamel Bouzid est le conducteur». Behind a comma that
 * word has to end its clause, since «دفع رباعي، صاحبها أبلغ عنها» begins another one.
 */
export function isSaidToHold(tokens: readonly Token[], at: number): boolean {
  const { word = "" } = tokens[at] ?? {};
  const isArabicOne = isArabic(word);
  if (!(isArabicOne ? isArabicPair(tokens, at) && !EVENTS.has(word) : isLatinPair(tokens, at)) || isOfPlace(tokens, at)) return false;
  const isBegun = at === 0 || ENDS.has(tokens[at - 1]?.raw ?? "") || tokens[at - 1]?.word === "انه";
  if (isArabicOne && !isBegun) return false;
  let from = at + 2;
  const isSplit = COMMAS.has(tokens[from]?.raw ?? "");
  if (isSplit) from++;
  const isJoined = IS.has(tokens[from]?.word ?? "");
  if (isJoined) from++;
  while (ARTICLES.has(tokens[from]?.word ?? "")) from++;
  const end = afterHolder(tokens, from);
  if (end === null || !(isArabicOne || isSplit || isJoined)) return false;
  const sign = tokens[end]?.raw;
  return !isSplit || isJoined || sign === undefined || ENDS.has(sign);
}

const isName = (one: Token | undefined): boolean =>
  one !== undefined && isLatin(one.word) && isLatinName(one, true) && !(isLoud(one.raw) && isLoudWord(one.word));

/** True if a person is presented: «C'est Kamel Bouzid», «it's Kamel Bouzid», «M Bouzid Kamel», «de M Bouzid». */
export function isPresented(tokens: readonly Token[], at: number): boolean {
  const [{ raw = "", word = "" } = {}, next, before] = [tokens[at], tokens[at + 1], tokens[at - 1]];
  if (next === undefined || !isLatin(next.word)) return false;
  if (word === "est" && before?.word === "c") return isName(next);
  if (/^it['’]s$/iu.test(raw)) return isName(next) && isName(tokens[at + 2]);
  if (raw !== "M" || isOfPlace(tokens, at)) return false;
  const isBegun = before === undefined || ENDS.has(before.raw) || ["de", "a", "chez", "par", "pour"].includes(before.word);
  return isBegun && isName(next) && (!isLoud(next.raw) || isName(tokens[at + 2]));
}

/** Two words that «_» joins. */
const JOINED = /(?<![\p{L}\p{N}_])\p{L}{2,20}(?:_\p{L}{2,20}){1,3}(?![\p{L}\p{N}_])/gu;

/** True if the words of a name are joined by «_»: «kamel_bouzid». */
export const hasJoinedName = (text: string): boolean =>
  Array.from(text.replace(/\p{Cf}/gu, "").matchAll(JOINED)).some(([joined]) => {
    const tokens = tokensOf(joined);
    const [first, second] = tokens;
    if (first === undefined || second === undefined || tokens.some(({ word }) => PLACES.has(word))) return false;
    if (isArabic(first.word)) return isArabicPair(tokens, 0);
    const isPair = isLoud(first.raw) ? isLatinPair(tokens, 0) && !tokens.some(({ word }) => isLoudWord(word)) : isLatinPair(tokens, 0);
    return isPair || isLowerNamePair(tokens, 0);
  });
