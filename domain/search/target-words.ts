import { fold } from "./fold.ts";
import { isArabicPair, isLatin, isLatinName, isLatinPair, isLoud, type Token } from "./name-tokens.ts";
import { PLACES } from "./no-names.ts";
import { isFact, isPlainPair } from "./roles.ts";
import { isVehicle } from "./vehicle-words.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** Words of a search, a suspicion or an arrest, after which the person stands. */
const ARABIC_ACTS = listed(
  "يشتبه نشتبه اشتبه يشك نشك الشبهه الشبهات ابحثوا نبحث يبحث تبحث البحث بحث القبض اقبضوا قبض اوقفوا اوقف توقيف ايقاف مطلوب المطلوب احذروا رفقه برفقه بصحبه صحبه",
);
const LATIN_ACTS = listed(
  `arretez arreter arretons interpellez interpeller recherchez recherchons recherche cherchez soupconne soupconnons soupconnez soupconnee mefiez avec
  arrest stop detain find suspect wanted for with`,
);
const LOOK = listed("look looking search searching wanted");
/** Words between an act and the person. */
const BETWEEN = listed("في عن على ان فورا حالا tout de suite immediatement vite a le la sieur urgent urgently now vous");
const SIGNS = new Set([":", "-", "–", "—", "«", '"']);
const MOST_BETWEEN = 4;

/** True if an order, a search or a suspicion has a name of two words behind it: «يشتبه في كمال بوزيد», «Arrêtez Kamel Bouzid». */
export function isNamedTarget(tokens: readonly Token[], at: number): boolean {
  const { raw = "", word = "" } = tokens[at] ?? {};
  const isLatinAct = LATIN_ACTS.has(word);
  // In capitals alone no name is told from another word.
  if (!(ARABIC_ACTS.has(word) || (isLatinAct && !isLoud(raw)))) return false;
  let from = at + 1;
  while (from <= at + MOST_BETWEEN && (BETWEEN.has(tokens[from]?.word ?? "") || SIGNS.has(tokens[from]?.raw ?? ""))) from++;
  if (word === "for" && !LOOK.has(tokens[at - 1]?.word ?? "")) return false;
  if (isLatinAct) return isLatinPair(tokens, from);
  return isArabicPair(tokens, from) && !isVehicle(tokens[from]?.word ?? "");
}

/** Words of one who drives, behind the name. */
const DRIVES = listed(
  "conduit conduisait conduisant driving drives drove يقودها يقوده يقود تقودها تقود يسوقها يسوقه يسوق تسوقها تسوق ysoug ysou9 ysouk ysougha ysou9ha ysogha",
);
const DRIVES_PHRASES = [
  ["au", "volant"],
  ["a", "bord"],
  ["at", "the"],
  ["علي", "متن"],
  ["علي", "متنها"],
  ["خلف", "المقود"],
  ["وراء", "المقود"],
  ["في", "سياره"],
  ["في", "شاحنه"],
  ["بسياره", ""],
] as const;
const CLAUSE = new Set([".", ",", "،", ":", ";", "؛", "!", "\n"]);
/** Words that are looked through for the place that bears the name. */
const MOST_OF_PLACE = 3;

/** Words between a name and what its bearer does: «هو الذي يقودها», «qui conduit». */
const RELATIVES = listed("هو هي الذي التي من اللي راه راهي qui who li rah");

const isDriving = (tokens: readonly Token[], at: number): boolean =>
  (RELATIVES.has(tokens[at]?.word ?? "") && isDriving(tokens, at + 1)) ||
  DRIVES.has(tokens[at]?.word ?? "") ||
  DRIVES_PHRASES.some(([first, second]) => tokens[at]?.word === first && (second === "" || tokens[at + 1]?.word === second));

/** True if a name stands before what says that its bearer drives: «Kamel Bouzid au volant», «كمال بوزيد يقودها». In Arabic it begins a clause. */
export function isNamedDriver(tokens: readonly Token[], at: number): boolean {
  const { raw = "", word = "" } = tokens[at] ?? {};
  if (tokens.slice(Math.max(0, at - MOST_OF_PLACE), at).some((before) => PLACES.has(before.word))) return false;
  const after = tokens[at + 2];
  // «K. BOUZID conduit»
  const isInitial =
    /^\p{Lu}$/u.test(raw) && tokens[at + 1]?.raw === "." && after !== undefined && isLatin(after.word) && isLatinName(after, true);
  if (isInitial) return isDriving(tokens, at + 3);
  if (isLatin(word)) {
    const from = CLAUSE.has(after?.raw ?? "") ? at + 3 : at + 2;
    const pair = [tokens[at], tokens[at + 1]];
    // «HOMME ARME au volant»: in capitals alone, or in none, a word for a thing looks like a name.
    if (pair.every((one) => isLoud(one?.raw ?? "")))
      return isLatinPair(tokens, at) && !pair.some((one) => isFact(one?.word ?? "")) && isDriving(tokens, from);
    // «silver sedan at the market»
    const isAtWheel = tokens[from]?.word !== "at" || tokens[from + 2]?.word === "wheel";
    return (isLatinPair(tokens, at) || (isPlainPair(tokens, at) && isAtWheel)) && isDriving(tokens, from);
  }
  const isBegun = at === 0 || CLAUSE.has(tokens[at - 1]?.raw ?? "") || tokens[at - 1]?.word === "انه";
  return isBegun && isArabicPair(tokens, at) && isDriving(tokens, at + 2);
}
