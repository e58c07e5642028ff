import { localYear } from "../calendar/index.ts";
import { fold, mayBeName, tellingWords, tellsOfNamedPerson } from "../search/index.ts";
import {
  hasName,
  isLoudNameWithAge,
  isNumbered,
  isOfClass,
  isOfNobody,
  isOfNoName,
  isOfThing,
  isThing,
  NAME_BESIDE_AGE,
} from "./age-words.ts";
import { DRESS, tellsOfMissingChildren } from "./missing-words.ts";
import {
  isMissingWord,
  isOf,
  isOneChild,
  ORDINALS,
  tellsOfAbsent,
  tellsOfLoss,
  tellsOfOneMissing,
  tellsOfPartedMissing,
} from "./one-child.ts";
import type { AlertTexts } from "./state.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** A young person, who is a child only with an age under eighteen. */
const YOUNG = listed("فتاه الفتاه للفتاه فتي الفتي للفتي");
/** Numbers in words, where they stand before years; those of Arabic in both genders. */
const NUMBER_WORDS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    "",
    "واحد واحده un une one",
    "deux two",
    "ثلاث ثلاثه trois three",
    "اربع اربعه quatre four",
    "خمس خمسه cinq five",
    "ست سته six",
    "سبع سبعه sept seven",
    "ثمان ثماني ثمانيه huit eight",
    "تسع تسعه neuf nine",
    "عشر عشره dix ten",
    "onze eleven",
    "douze twelve",
    "treize thirteen",
    "quatorze fourteen",
    "quinze fifteen",
    "seize sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "vingt twenty",
  ].flatMap((words, number) => (words === "" ? [] : [...listed(words)].map((word) => [word, number]))),
);
const TEN = listed("عشر عشره dix");
/** Words before a number that make it more than twenty. */
const TENS = listed("vingt trente quarante cinquante soixante et twenty thirty forty fifty sixty seventy eighty ninety");
const MONTHS = listed("شهر شهرا اشهر شهور mois month months");
const YEARS = new Set([...listed("سنه سنوات سنين عام اعوام عاما عامين ans an annees year years yr yrs yo"), ...MONTHS]);
/** Units that say one or two by themselves. */
const ONE_OR_TWO = listed("سنتان سنتين عامان عامين شهران شهرين");
/** Words after which the age of one person stands. */
const AGED = listed("عمره عمرها سنه سنها العمر السن بعمر ذات ذو age agee aged");
const OF_LIFE = listed("عمره عمرها العمر سنه سنها");
/** Words after which somebody's year of birth stands. */
const BORN = listed("مواليد المولود المولوده مولود مولوده ولد ولدت ميلاد الميلاد ميلادها ميلاده ne nee naissance born birth dob الازدياد");
/** A year of birth stands at most so many words after the word for it: «née le 3 mars 2019». */
const BORN_WITHIN = 6;
const ADULT_FROM = 18;

/** The digits of any script as Western ones: they stand ten in a row, from zero. */
const western = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero);
  });

/** The words of a text, folded. A number that is written together with its unit is parted from it, but not the «3» of «da3et». */
const wordsOf = (text: string): string[] =>
  fold(western(text.replace(/[\u200b\u200c]/gu, " ").normalize("NFKD")))
    .replace(/(?<![\p{L}\d])(\d{1,9})(?=\p{L})/gu, "$1 ")
    .replace(/\by o\b/gu, "yo")
    .split(" ");

const numberOf = (word: string): number | null => {
  if (/^\d{1,3}$/u.test(word)) return Number(word);
  if (word.startsWith("ال") && Object.hasOwn(NUMBER_WORDS, word.slice(2))) return NUMBER_WORDS[word.slice(2)] ?? null;
  return Object.hasOwn(NUMBER_WORDS, word) ? (NUMBER_WORDS[word] ?? null) : null;
};
/** The number that ends before a word, with the ten of «ثلاث عشرة» and «dix-sept»; null where none does. */
function numberBefore(words: readonly string[], index: number): number | null {
  const [last, before] = [words[index - 1] ?? "", words[index - 2] ?? ""];
  const number = numberOf(last);
  if (number === null || TENS.has(before)) return null;
  if (number > 10) return number;
  if (TEN.has(before)) return 10 + (number % 10);
  if (!TEN.has(last)) return number;
  // The first two teens of Arabic have forms of their own.
  return 10 + (/^(?:احد|اثن)/u.test(before) ? 1 : (numberOf(before) ?? 0));
}

/** True if a unit of time at `index` closes an age under eighteen. */
function isUnderAge(words: readonly string[], index: number): boolean {
  const unit = words[index] ?? "";
  if (ONE_OR_TWO.has(unit)) return true;
  if (!YEARS.has(unit)) return false;
  const number = numberOf(words[index + 1] ?? "") === 1 ? 1 : numberBefore(words, index);
  return number !== null && number < (MONTHS.has(unit) ? 12 * ADULT_FROM : ADULT_FROM);
}

/** «سنه ست سنوات», «âgée de 6 ans», «aged 6», «6-year-old»: the age of one person. */
const statesAge = (words: readonly string[]): boolean =>
  words.some((word, index) => {
    if (word === "yo") return isUnderAge(words, index);
    if (word === "old") return isUnderAge(words, index - 1) && !isOfThing(words, index - 1);
    if (!isOf(AGED, word) || isOfClass(words, index - 1) || isOfThing(words, index)) return false;
    const begin = index + (words[index + 1] === "de" || words[index + 1] === "d" ? 2 : 1);
    // The unit stands up to three words later. «عمره عام» says no number, and «aged 6» no unit.
    const unit = words.slice(begin, begin + 4).findIndex((each) => YEARS.has(each) || ONE_OR_TWO.has(each));
    if (unit !== -1) return unit === 0 || isUnderAge(words, begin + unit);
    const years = numberOf(words[begin] ?? "");
    return years !== null && years < ADULT_FROM;
  });

/** «في السادسة من عمرها», «elle a 6 ans», «she is six»: an age that is said of «he» or «she». */
const statesAgeOfOne = (words: readonly string[]): boolean =>
  words.some((word, index) => {
    const [next = "", after = ""] = words.slice(index + 1);
    if (ORDINALS.has(word)) {
      const of = TEN.has(next) ? index + 2 : index + 1;
      return words[of] === "من" && OF_LIFE.has(words[of + 1] ?? "");
    }
    if ((word === "elle" || word === "il") && next === "a") return isUnderAge(words, index + 3);
    const isPronoun = (word === "she" || word === "he") && (next === "is" || next === "s");
    return isPronoun && (numberOf(after) ?? ADULT_FROM) < ADULT_FROM && !TENS.has(after);
  });

/** «من مواليد 2020», «née le 3 mars 2019», «born 2020»: a year of birth that makes somebody under eighteen at some time of year `now`. */
const statesBirth = (words: readonly string[], now: number): boolean =>
  words.some((word, index) => {
    if (!isOf(BORN, word)) return false;
    const years = words.slice(index + 1, index + 1 + BORN_WITHIN).filter((each) => /^(?:19|20)\d\d$/u.test(each));
    return years.some((year) => Number(year) >= now - ADULT_FROM && Number(year) <= now);
  });

/** «6 ans» anywhere: of a child or of anything, but no duration, no bound and no class. */
const hasYears = (words: readonly string[]): boolean =>
  words.some((_, index) => isUnderAge(words, index) && !isOfNobody(words, index) && !isOfThing(words, index));

/** «Meriem, 6 ans»: a name at the beginning of a sentence, with an age beside it. */
const NAMED_WITH_AGE =
  /(?:^|[.!?:\n])[ \t]{0,2}\p{Lu}\p{Ll}{1,20}(?:[ -]\p{Lu}\p{Ll}{1,20}){0,3} {0,2}[,(] {0,2}[\p{Nd}\p{L}-]{1,12} {0,2}(?:ans?|mois|years?|yrs?|months?)\b/u;

/** «Meriem a 6 ans»: a sentence that begins with a bare name. */
const NAME_HAS_AGE = /(?:^|[.!?:\n])[ \t]{0,2}\p{Lu}\p{Ll}{2,20}(?: \p{Lu}\p{Ll}{1,20}){0,2} a \p{Nd}{1,2} ans\b/u;
/** «Meriem, 6, last seen». */
const BARE_AGE = /[,(] {0,2}(?:[1-9]|1[0-7])[,)]/u;
const BARE_NUMBER = /, {0,2}(\p{L}{2,9}),/gu;

const MINORS = listed("minor mineur mineure");
const ANIMALS = listed("chien chiens chat chats chienne cheval ane vache dog cat horse cow كلب كلبه قط قطه حصان بقره ماشيه الكلب القط");

const sentencesOf = (text: string): string[][] =>
  text
    .replaceAll(/\by\.? ?o\b\.?/giu, "yo")
    .split(/[.!?؟؛;\n]/u)
    .map(wordsOf)
    .filter((words) => words.join("") !== "");

/** «Lina Bouzid (02/03/2018)»: a date of birth behind a name. */
const BORN_BESIDE_NAME = /\p{Lu}\p{Ll}{1,20} {0,2}\(\d{1,2}[/.-]\d{1,2}[/.-](\d{4})\)/gu;
const hasBirthBesideName = (text: string, now: number): boolean =>
  Array.from(western(text).matchAll(BORN_BESIDE_NAME)).some(([, year]) => Number(year) >= now - ADULT_FROM && Number(year) < now);

/** «Rayan (9y)» */
const SHORT_AGE = /\p{Lu}\p{Ll}{1,20} {0,2}\((\d{1,2}) {0,2}(?:y|yrs|a|ans)\)/gu;
const hasShortAge = (text: string): boolean => Array.from(western(text).matchAll(SHORT_AGE)).some(([, age]) => Number(age) < ADULT_FROM);

/** «لينا (٦)», «Lina Bouzid (six)»: one to three words at the beginning of a clause, with a number in brackets. */
const NUMBER_IN_BRACKETS =
  /(?:^|[.!?:;،؛؟\n])[ \t]{0,2}(\p{L}[\p{L}\p{M}'’-]{1,20}(?: \p{L}[\p{L}\p{M}'’-]{1,20}){0,2}) ?\( ?([\p{Nd}\p{L}]{1,9}) ?\)/gu;

/** True for a word of a name in such a clause; one with the article is a town or a thing. */
const isNameInClause = (word: string): boolean => {
  const folded = fold(word);
  const isPlain = /^\p{Script=Arabic}/u.test(folded) ? !folded.startsWith("ال") : /^\p{Lu}/u.test(word);
  return isPlain && mayBeName(folded) && !isThing(folded) && !isOfNoName(folded) && !isNumbered(folded);
};

/** True if a name has an age under eighteen in brackets behind it. */
const hasBracketedAge = (text: string): boolean =>
  Array.from(text.matchAll(NUMBER_IN_BRACKETS)).some(([, name = "", number = ""]) => {
    const years = numberOf(fold(western(number))) ?? ADULT_FROM;
    return years > 0 && years < ADULT_FROM && name.split(" ").every(isNameInClause);
  });

const HELP_FIND = / (?:help (?:us )?(?:to )?find|aidez nous a (?:re)?trouver) /u;

/** «اثنتا عشرة» and «إحدى عشرة» begin with a form that stands alone nowhere. */
const isOfNumber = (word: string): boolean => numberOf(word) !== null || /^(?:احد|اثن)/u.test(word);

/** True if a sentence begins with a name that an age under eighteen follows, and nothing that has an age of its own: «زينب، 10 سنوات». */
function beginsWithNameAndAge(words: readonly string[]): boolean {
  const unit = words.findIndex((_, index) => isUnderAge(words, index));
  if (unit === -1 || isOfNobody(words, unit)) return false;
  let end = unit;
  while (end > 0 && isOfNumber(words[end - 1] ?? "")) end -= 1;
  const name = words.slice(0, end);
  const isArabicOne = /^\p{Script=Arabic}/u.test(name[0] ?? "");
  return (
    name.length >= (isArabicOne ? 1 : 2) && name.length <= 3 && name.every((word) => mayBeName(word) && !isThing(word) && !isOfNoName(word))
  );
}

const ARMED = listed("مسلح مسلحا المسلح مسلحه armed gunman arme armee");
const GROWN = listed("رجل الرجل شاب الشاب امراه individu homme man male gunman");
/** An armed person from this age on is a danger that the town is warned of, though no adult. */
const ARMED_FROM = 13;

/** True if words name a person; flight alone names nobody. */
const namesSomebody = (words: string): boolean => tellsOfNamedPerson(words.replaceAll(/ en fuite/giu, ""));

/** True if the ages in a sentence are of an armed young person, and nothing in it is of a child: «رجل مسلح عمره 17 سنة فار». */
function isOfArmedOne(words: readonly string[]): boolean {
  if (!words.some((word) => ARMED.has(word)) || !(words.some((word) => GROWN.has(word)) || ARMED.has(words[0] ?? ""))) return false;
  if (words.some((word, index) => isOneChild(words, index) || isMissingWord(word)) || namesSomebody(words.join(" "))) return false;
  return words.every((word, index) => {
    if (isUnderAge(words, index)) return YEARS.has(word) && !MONTHS.has(word) && (numberBefore(words, index) ?? 0) >= ARMED_FROM;
    return !isOf(AGED, words[index - 1] ?? "") || TEN.has(words[index + 1] ?? "") || (numberOf(word) ?? ARMED_FROM) >= ARMED_FROM;
  });
}

/** A sentence that tells by itself. */
function sentenceTells(words: readonly string[]): boolean {
  if (tellsOfOneMissing(words)) return true;
  if (isOfArmedOne(words)) return false;
  if (statesAge(words) || statesAgeOfOne(words) || beginsWithNameAndAge(words)) return true;
  if (words.some((word, index) => /^petite?$/u.test(word) && words[index + 1] === "de" && isUnderAge(words, index + 3))) return true;
  const isDressed = words.some((word) => DRESS.has(word));
  const isAbsent = tellsOfAbsent(words);
  if (hasYears(words)) return isDressed || (!words.some((word) => ANIMALS.has(word)) && (isAbsent || tellsOfLoss(words)));
  return false;
}

/**
 * True if a text speaks of a missing child, under whatever kind. Signs are the words for it in one sentence, of one child or of several.
 * So is the age or year of birth of one person under eighteen at the time `at`, ms. Such an age also counts beside a name or one who is absent.
 */
export function tellsOfMissingChild(text: string, at: number): boolean {
  const [words, sentences] = [wordsOf(text), sentencesOf(text)];
  if (tellsOfMissingChildren(sentences) || tellsOfPartedMissing(sentences) || sentences.some(sentenceTells)) return true;
  const now = localYear(at);
  if (statesBirth(words, now) || hasBirthBesideName(text, now) || NAME_HAS_AGE.test(text) || hasShortAge(text)) return true;
  if (hasBracketedAge(text)) return true;
  if (isLoudNameWithAge(text, (word) => (numberOf(fold(western(word))) ?? ADULT_FROM) < ADULT_FROM)) return true;
  const hasBareAge =
    BARE_AGE.test(western(text)) || Array.from(text.matchAll(BARE_NUMBER)).some(([, word = ""]) => numberOf(fold(word)) !== null);
  if (hasBareAge && (tellsOfAbsent(words) || words.some((word) => DRESS.has(word)))) return true;
  const isOfChild = words.some((_, index) => isOneChild(words, index) || MINORS.has(words[index] ?? ""));
  if (HELP_FIND.test(` ${words.join(" ")} `) && (isOfChild || /, ?\d{1,2}\b/u.test(text))) return true;
  if (!sentences.some(hasYears)) return false;
  if (isOfChild || words.some((word) => isOf(YOUNG, word)) || namesSomebody(text)) return true;
  if (NAMED_WITH_AGE.test(text) || NAME_BESIDE_AGE.test(text)) return true;
  return sentences.some((each) => hasYears(each) && !isOfArmedOne(each)) && (hasName(text) || tellsOfNamedPerson(text));
}

/**
 * The words of an alert that seem to be about a missing child, as they are quoted to its author; null if none do. Each language is read alone,
 * and all together, since a name in one and an age in another tell of one child.
 */
export function childWords({ ar, fr, en }: AlertTexts, at: number): string | null {
  const all = [ar, fr, ...(en === null ? [] : [en])].map(({ title, words, area }) => `${title}\n${words}\n${area}`);
  const tells = (text: string): boolean => tellsOfMissingChild(text, at);
  const found = all.map((text) => tellingWords(text, tells)).filter((words) => words !== null);
  return found.length > 0 ? found.join(" … ") : tellingWords(all.join("\n"), tells);
}
