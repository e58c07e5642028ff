import { fold } from "./fold.ts";
import {
  beginsName,
  goesOn,
  isArabic,
  isArabicPair,
  isLatin,
  isLatinName,
  isLatinPair,
  isLoud,
  mayBeArabicName,
  type Token,
} from "./name-tokens.ts";
import { isAdjective, isLoudWord, NO_NAMES, PLACES } from "./no-names.ts";
import { isBornName } from "./relations.ts";
import { isPlainPair } from "./roles.ts";
import { isVehicle } from "./vehicle-words.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** Titles of persons. */
const TITLES = listed(
  `السيد السيده الانسه للسيد للسيده الحاج الحاجه للحاج للحاجه الدكتور الدكتوره للدكتور
  mr mme mlle mrs ms monsieur madame mademoiselle messieurs sieur dr docteur maitre hadj hadja haj`,
);
/** Words that are a title only if two words of a name follow. */
const WEAK_TITLES = listed(
  `المواطن المواطنه للمواطن للمواطنه الشاب الشابه للشاب الاستاذ الاستاذه للاستاذ للاستاذه الشيخ للشيخ المشتبه سي السي سيدي لالا الاخ الاخت عمي خالي
  الطبيب الطبيبه للطبيب للطبيبه المهندس المهندسه للمهندس المحامي المحاميه للمحامي القاضي الضابط الشرطي الدركي العسكري المعلم المعلمه الممرض الممرضه الصيدلي الموظف العامل الفلاح الحارس
  التاجر للتاجر المقاول للمقاول المجرم اللص السجين الهارب المطلوب المدان`,
);
/** True for a word that stands before a name as a title does. */
export const isTitle = (word: string): boolean => TITLES.has(word) || WEAK_TITLES.has(word);
/** Titles that are other words too, but for their capital. */
const CAPITAL_TITLES = new Set(["Si", "Me"]);
/** «un certain Kamel». */
const CERTAIN = listed("certain certaine");
const AFTER_TITLE = new Set([".", ":", "/", "-", "(", "："]);

/** «سامية بوزيد»: behind the title of a woman the first name may end as an adjective does. */
function isFemininePair(tokens: readonly Token[], at: number): boolean {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (first === undefined || first.word.startsWith("ال") || second?.word.endsWith("ه") !== false) return false;
  return mayBeArabicName(first, second) && goesOn(tokens, at + 1);
}

/** True if a name stands behind a title, with a dot, a colon or a stroke between at most. */
export function isTitled(tokens: readonly Token[], at: number): boolean {
  const { raw = "", word = "" } = tokens[at] ?? {};
  const isInitial = (raw === "M" || raw === "م") && tokens[at + 1]?.raw === ".";
  const isWeak = WEAK_TITLES.has(word) || raw === "م";
  const isCapital = CAPITAL_TITLES.has(raw);
  if (!isInitial && !isWeak && !isCapital && !TITLES.has(word) && !CERTAIN.has(word)) return false;
  // «شارع السيدة خديجة» is a street.
  if (tokens.slice(Math.max(0, at - 3), at).some((before) => PLACES.has(before.word))) return false;
  let from = at + 1;
  while (AFTER_TITLE.has(tokens[from]?.raw ?? "")) from++;
  if (isWeak) return isArabicPair(tokens, from) || (word.endsWith("ه") && isFemininePair(tokens, from));
  const name = tokens[from];
  // «Si Peugeot …»: «if».
  if (isCapital && (name === undefined || !isLatin(name.word))) return false;
  return beginsName(tokens, from, { isAfterSign: false, isCapitalNeeded: true, isMoreNeeded: false });
}

/** Words of property, after which two words of a name stand: «ملك كمال بوزيد», «تعود لكمال بوزيد». */
const OWNED = listed(
  "ملك ملكا ملكيه مملوكه مملوك ملكيتها ملكيته تعود يعود ترجع يرجع عايده عايد تابعه تابع تخص يخص تاع نتاع متاع بتاع ديال",
);
/** Words between such a word and the owner: «تعود ملكيتها إلى كمال بوزيد». */
const OWNED_TO = listed("الي ملكيتها ملكيته ملكيه");
const MOST_OWNED_TO = 3;
/** The same in Latin letters: «tonobil ta3 kamel bouzid». */
const SPOKEN_OF = listed("ta3 nta3 mta3 te3 dial");
/** Loads, uses and first words of towns behind «camion de» and «voiture de» in small letters: no owner. */
const USES = listed(
  "sidi el boissons fresh legumes fruits materiaux touristes ouvriers voyageurs eleves meubles pieces bouteilles sable gravier eau lait pain poulets dechets ordures patrouille tourisme occasion luxe course mariage",
);
const isLowerOwner = (tokens: readonly Token[], at: number): boolean => isPlainPair(tokens, at) && !USES.has(tokens[at]?.word ?? "");
const OWN_VEHICLES = listed("سياره مركبه شاحنه حافله دراجه");
/** Words of use, after which a name with a capital stands. */
const USED = listed(
  "utilise utilisee loue louee vole volee achete achetee vendu vendue emprunte empruntee used rented operated stolen bought sold borrowed hired",
);
const STOLEN = listed("vole volee stolen");
/** First words of towns, and of names too: after «volée à» they are a town. */
const TOWNS = listed("el sidi ben hussein hadj");
const BY = listed("par by");
const TO = listed("a to");
const OF = listed("de du d a of");

const MOST_COLOURS = 3;
/** The first token after the words for the looks of a vehicle: «blanche bâchée». */
function afterColours(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at < from + MOST_COLOURS && !OF.has(tokens[at]?.word ?? "") && isOfLooks(tokens[at])) at++;
  return at;
}
const isOfLooks = (token: Token | undefined): boolean =>
  token !== undefined && isLatin(token.word) && (NO_NAMES.has(token.word) || isAdjective(token.raw) || isVehicle(token.word));

const withoutFor = ({ raw, word }: Token): Token => ({ raw: raw.replace(/^ل/u, ""), word: word.replace(/^ل(?=\p{L}{3})/u, "") });

/** True if the owner or user of a vehicle is named: «voiture de Karim Bouzid», «rented by Kamel», «ملك كمال بوزيد». */
export function isNamedOwner(tokens: readonly Token[], at: number): boolean {
  const { word = "" } = tokens[at] ?? {};
  const [next, after] = [tokens[at + 1], tokens[at + 2]];
  if (next === undefined) return false;
  if (OWNED.has(word)) {
    let from = at + 1;
    while (from <= at + MOST_OWNED_TO && OWNED_TO.has(tokens[from]?.word ?? "")) from++;
    const first = tokens[from];
    if (first === undefined) return false;
    const named = [withoutFor(first), ...tokens.slice(from + 1, from + 3)];
    return isArabicPair(tokens, from) || isArabicPair(named, 0);
  }
  if (OWN_VEHICLES.has(word)) return isArabicPair(tokens, at + 1);
  if (SPOKEN_OF.has(word)) return isLatinPair(tokens, at + 1) || isLowerOwner(tokens, at + 1);
  if (word === "علي" && ["متنها", "متنه", "اسم"].includes(next.word)) return isArabicPair(tokens, at + 2);
  if (USED.has(word) && BY.has(next.word)) return after !== undefined && isLatin(after.word) && isLatinName(after, true);
  if (USED.has(word) && TO.has(next.word)) return isLatinPair(tokens, at + 2) && !(STOLEN.has(word) && TOWNS.has(after?.word ?? ""));
  if (isLatin(word) && isVehicle(word)) {
    if (OF.has(next.word) && isLatinPair(tokens, at + 2)) return true;
    const of = afterColours(tokens, at + 1);
    return ["de", "of"].includes(tokens[of]?.word ?? "") && (isLatinPair(tokens, of + 1) || isLowerOwner(tokens, of + 1));
  }
  // «Kamel Bouzid's car»
  if (!/['’]s$/u.test(next.raw)) return false;
  return isLatinPair(tokens, at) || (isPlainPair(tokens, at) && after !== undefined && (isVehicle(after.word) || KIN.has(after.word)));
}

const KIN = listed(
  `ابن نجل زوج زوجه شقيق شقيقه اخ والد ابنه
  pere mere frere soeur fils fille epoux epouse mari cousin cousine oncle neveu brother sister wife husband father mother`,
);
/** Words after which a name with a capital stands; in capitals alone none is told from another word. */
const CALLED = listed("appele appelee dit dite nom prenom name surname ne nee");

/** True if somebody is named as one of kin («frère de Kamel»), or by a word for a name («appelé Kamel», «المعروف بكمال»). */
export function isNamedOtherwise(tokens: readonly Token[], at: number): boolean {
  const { raw = "", word = "" } = tokens[at] ?? {};
  const next = tokens[at + 1];
  if (next === undefined) return false;
  if (KIN.has(word)) {
    if (isArabic(word)) return mayBeArabicName(next) && mayBeArabicName(tokens[at + 2]);
    const from = OF.has(next.word) ? at + 2 : at + 1;
    const name = tokens[from];
    if (isLoud(raw)) return isLatinPair(tokens, from);
    return name !== undefined && isLatin(name.word) && isLatinName(name, true);
  }
  if (["المعروف", "المعروفه", "المشهور", "المشهوره"].includes(word) && /^ب\p{L}{3}/u.test(next.word)) {
    const name = { raw: next.raw.slice(1), word: next.word.slice(1) };
    return !name.word.endsWith("ه") && mayBeArabicName(name);
  }
  if (!CALLED.has(word) || isLoud(raw) || !isLatin(next.word)) return false;
  // «ne» is a negation, «né» a birth.
  if ((word === "ne" || word === "nee") && !/é/iu.test(raw)) return false;
  return /^\p{Lu}\p{Ll}/u.test(next.raw) && isLatinName(next, true);
}

const CLAUSE = new Set([".", ",", "،", ":", "(", "-", "–", ";", "؛", "\n"]);
const SENTENCE = new Set([".", "!", "?", "؟", ";", "؛", "\n"]);
const YEARS = listed("سنه سنوات عام عاما ans years");

/** Signs between a name and the age beside it. */
const BESIDE_AGE = new Set([",", "،", "(", "-", "–", ":"]);

/** True if a name of two words stands at a token with an age or a year of birth beside it: «كمال بوزيد، 34 سنة», «Kamel Bouzid (34 ans)». */
export function isAgedName(tokens: readonly Token[], at: number): boolean {
  if (isBornName(tokens, at)) return true;
  if (!isLatinPair(tokens, at) && !isArabicPair(tokens, at)) return false;
  const age = BESIDE_AGE.has(tokens[at + 2]?.raw ?? "") ? at + 3 : at + 2;
  return /^\d{1,2}$/u.test(tokens[age]?.word ?? "") && YEARS.has(tokens[age + 1]?.word ?? "");
}

/** True for a word in capitals alone that may be a name. */
const isLoudName = (token: Token | undefined): boolean =>
  token !== undefined && isLoud(token.raw) && isLatin(token.word) && isLatinName(token, true) && !isLoudWord(token.word);
const LOUD_PARTS = listed("ben bin bou el ould");

/** «BOUZID KAMEL»: a clause of two or three words in capitals at the beginning of a sentence, of which none is a word of speech. */
function isLoudBareName(tokens: readonly Token[], at: number): boolean {
  let [end, names] = [at, 0];
  for (; end < at + 4; end++) {
    const token = tokens[end];
    const isSplit = token?.raw === "," && end === at + 1;
    if (isLoudName(token)) names++;
    else if (!isSplit && !(token !== undefined && LOUD_PARTS.has(token.word))) break;
  }
  const sign = tokens[end]?.raw;
  return names >= 2 && names <= 3 && (sign === undefined || CLAUSE.has(sign));
}

/** True if a clause at the beginning of a sentence is a name: «Kamel Bouzid, Clio grise», «كمال بوزيد، 30 سنة». In Arabic an age or the vehicle has to stand beside it. */
export function isBareName(tokens: readonly Token[], at: number): boolean {
  if (at > 0 && !SENTENCE.has(tokens[at - 1]?.raw ?? "")) return false;
  if (isLoudBareName(tokens, at)) return true;
  const isLatinOne = isLatinPair(tokens, at) && ![tokens[at], tokens[at + 1]].every((one) => isLoud(one?.raw ?? ""));
  if (!isLatinOne && !isArabicPair(tokens, at)) return false;
  let end = at + 2;
  if (!isLatinOne && isArabic(tokens[end]?.word ?? "")) end++;
  const sign = tokens[end]?.raw;
  if (isLatinOne) return sign === undefined || CLAUSE.has(sign);
  if (sign === undefined || !CLAUSE.has(sign)) return false;
  const [one, two] = [tokens[end + 1], tokens[end + 2]];
  const isAge = /^\d{1,2}$/u.test(one?.word ?? "") && YEARS.has(two?.word ?? "");
  const isYearOfBirth = sign === "(" && /^(?:19[3-9]\d|20[01]\d)$/u.test(one?.word ?? "") && two?.raw === ")";
  return (
    isAge ||
    isYearOfBirth ||
    (one?.word === "علي" && ["متن", "متنها"].includes(two?.word ?? "")) ||
    ["يقود", "تقود"].includes(one?.word ?? "")
  );
}
