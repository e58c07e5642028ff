import { localYear } from "../calendar/index.ts";
import { fold, tellsOfNamedPerson } from "../search/index.ts";
import type { AlertTexts } from "./state.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** A child, folded as texts are. Plural words are none: they are of warnings to pupils and parents. */
const CHILD = listed(
  `طفل الطفل طفله الطفله للطفل للطفله رضيع الرضيع رضيعه الرضيعه قاصر القاصر صبي الصبي صبيه الصبيه مراهق المراهق مراهقه المراهقه غلام بنيه
  بنت البنت للبنت بنتا ولد الولد للولد ولدا تلميذ التلميذ تلميذه التلميذه
  enfant fille garcon fillette garconnet bebe nourrisson mineur mineure adolescent adolescente ado gamin gamine petite
  eleve ecolier ecoliere collegien collegienne lyceen lyceenne
  child girl boy baby infant toddler minor teenager teen kid daughter schoolgirl schoolboy`,
);
/** A young person, who is a child only with an age under eighteen. */
const YOUNG = listed("فتاه الفتاه للفتاه فتي الفتي للفتي");
const MISSING = listed(
  `مفقود المفقود مفقوده المفقوده اختفي اختفت اختفاء فقد فقدت فقدان ضاع ضاعت ضايع الضايع ضايعه الضايعه تايه التايه تايهه مختف مختفي مختفيه مخطوف المخطوف مخطوفه المخطوفه
  خطف خطفت اختطف اختطفت اختطاف نبحث يبحث تبحث ابحثوا البحث ترجع يرجع تعد يعد
  cherche cherchons cherchent chercher retrouver rentre rentree rentrer
  disparu disparue disparition disparait perdu perdue enleve enlevee enlevement kidnappe kidnappee recherche recherchee introuvable fugue
  missing disappeared disappearance lost abducted abduction kidnapped runaway`,
);
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
const AGED = listed("عمره عمرها سنه سنها العمر السن age agee aged");
/** Words after which somebody's year of birth stands. */
const BORN = listed("مواليد المولود المولوده مولود مولوده ولد ولدت ميلاد الميلاد ميلادها ميلاده ne nee naissance born birth");
/** A year of birth stands at most so many words after the word for it: «née le 3 mars 2019». */
const BORN_WITHIN = 6;
const ADULT_FROM = 18;

/** True if a word is of a set, also with the «و» (and) that Arabic writes together with it. */
const isOf = (set: ReadonlySet<string>, word: string): boolean => set.has(word) || (word.startsWith("و") && set.has(word.slice(1)));

/** The digits of any script as Western ones: they stand ten in a row, from zero. */
const western = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero);
  });

/** The words of a text, folded. A number that is written together with its unit is parted from it. */
const wordsOf = (text: string): string[] =>
  fold(western(text.normalize("NFKD")))
    .replace(/(\d)(\p{L})/gu, "$1 $2")
    .replace(/\by o\b/gu, "yo")
    .split(" ");

const numberOf = (word: string): number | null => {
  if (/^\d{1,3}$/u.test(word)) return Number(word);
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
    if (word === "old") return isUnderAge(words, index - 1);
    if (!isOf(AGED, word)) return false;
    const begin = index + (words[index + 1] === "de" || words[index + 1] === "d" ? 2 : 1);
    // The unit stands up to three words later. «عمره عام» says no number, and «aged 6» no unit.
    const unit = words.findIndex((each, at) => at >= begin && at < begin + 4 && (YEARS.has(each) || ONE_OR_TWO.has(each)));
    if (unit !== -1) return unit === begin || isUnderAge(words, unit);
    const years = numberOf(words[begin] ?? "");
    return years !== null && years < ADULT_FROM;
  });

/** «من مواليد 2020», «née le 3 mars 2019», «born 2020»: a year of birth that makes somebody under eighteen at some time of year `now`. */
const statesBirth = (words: readonly string[], now: number): boolean =>
  words.some((word, index) => {
    if (!isOf(BORN, word)) return false;
    const years = words.slice(index + 1, index + 1 + BORN_WITHIN).filter((each) => /^(?:19|20)\d\d$/u.test(each));
    return years.some((year) => Number(year) >= now - ADULT_FROM && Number(year) <= now);
  });

/** «6 ans» anywhere: of a child or of anything. */
const hasYears = (words: readonly string[]): boolean => words.some((_, index) => isUnderAge(words, index));

/** «Meriem, 6 ans»: a name at the beginning of a sentence, with an age beside it. */
const NAMED_WITH_AGE =
  /(?:^|[.!?:\n])[ \t]{0,2}\p{Lu}\p{Ll}{1,20}(?:[ -]\p{Lu}\p{Ll}{1,20}){0,3} {0,2}[,(] {0,2}[\p{Nd}\p{L}-]{1,12} {0,2}(?:ans?|mois|years?|months?)\b/u;

/** A word that begins with a capital and is not the first of its sentence: in French and English the sign of a name. */
const CAPITALISED = /[^\s.!?:«"(][^\S\n]+(?:\p{Lu}\p{Ll}{2,}|\p{Lu}\.)/u;

/**
 * True if a text speaks of a missing child, under whatever kind. It has the words for it, or the age or year of birth of one person under
 * eighteen at the time `at`, ms. Such an age also counts beside a name or the word for a child.
 */
export function tellsOfMissingChild(text: string, at: number): boolean {
  const words = wordsOf(text);
  const isOfChild = words.some((word) => isOf(CHILD, word));
  if (isOfChild && words.some((word) => isOf(MISSING, word))) return true;
  if (statesAge(words) || statesBirth(words, localYear(at))) return true;
  const isOfYoung = isOfChild || words.some((word) => isOf(YOUNG, word));
  return hasYears(words) && (isOfYoung || tellsOfNamedPerson(text) || CAPITALISED.test(text) || NAMED_WITH_AGE.test(text));
}

/** The same of an alert: each language alone, and all together, since a name in one and an age in another tell of one child. */
export function textsTellOfMissingChild({ ar, fr, en }: AlertTexts, at: number): boolean {
  const all = [ar, fr, ...(en === null ? [] : [en])].map(({ title, words, area }) => `${title}\n${words}\n${area}`);
  return [...all, all.join("\n")].some((text) => tellsOfMissingChild(text, at));
}
