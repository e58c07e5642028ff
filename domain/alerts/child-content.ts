import { fold, tellsOfNamedPerson } from "../search/index.ts";
import type { AlertTexts } from "./state.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** A child, folded as texts are. Plural words are none: they are of warnings to pupils and parents. */
const CHILD = listed(
  `طفل الطفل طفله الطفله للطفل للطفله رضيع الرضيع رضيعه الرضيعه قاصر القاصر صبي الصبي صبيه الصبيه مراهق المراهق مراهقه المراهقه غلام بنيه
  enfant fille garcon fillette garconnet bebe nourrisson mineur mineure adolescent adolescente ado gamin gamine petite
  child girl boy baby infant toddler minor teenager teen`,
);
const MISSING = listed(
  `مفقود المفقود مفقوده المفقوده اختفي اختفت اختفاء فقد فقدت فقدان ضاع ضاعت ضايع الضايع ضايعه الضايعه تايه التايه تايهه مختف مختفي مختفيه مخطوف المخطوف مخطوفه المخطوفه
  خطف خطفت اختطف اختطفت اختطاف
  disparu disparue disparition disparait perdu perdue enleve enlevee enlevement kidnappe kidnappee recherche recherchee introuvable fugue
  missing disappeared disappearance lost abducted abduction kidnapped runaway`,
);
/** Numbers up to seventeen in words, where they stand before years. */
const NUMBER_WORDS: Readonly<Record<string, number>> = {
  سنتان: 2,
  سنتين: 2,
  ثلاث: 3,
  اربع: 4,
  خمس: 5,
  ست: 6,
  سبع: 7,
  ثمان: 8,
  ثماني: 8,
  تسع: 9,
  عشر: 10,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
  treize: 13,
  quatorze: 14,
  quinze: 15,
  seize: 16,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
};
const YEARS = listed("سنه سنوات سنين عام اعوام عاما عامين شهر اشهر شهور ans an annees mois year years yr yrs month months");
/** Words after which the age of one person stands. */
const AGED = listed("عمره عمرها سنه سنها العمر السن age agee aged");
const ADULT_FROM = 18;

const numberOf = (word: string): number | null => {
  if (/^\d{1,3}$/u.test(word)) return Number(word);
  return Object.hasOwn(NUMBER_WORDS, word) ? (NUMBER_WORDS[word] ?? null) : null;
};
const isUnderAge = (word: string | undefined): boolean => {
  const years = word === undefined ? null : numberOf(word);
  return years !== null && years < ADULT_FROM;
};

/** «سنه ست سنوات», «âgée de 6 ans», «aged 6», «6-year-old»: the age of one person. */
const statesAge = (words: readonly string[]): boolean =>
  words.some((word, index) => {
    if (AGED.has(word)) return isUnderAge(words[index + 1]) || (words[index + 1] === "de" && isUnderAge(words[index + 2]));
    return word === "old" && YEARS.has(words[index - 1] ?? "") && isUnderAge(words[index - 2]);
  });

/** «6 ans» anywhere: of a child or of anything. */
const hasYears = (words: readonly string[]): boolean =>
  words.some((word, index) => (YEARS.has(word) && isUnderAge(words[index - 1])) || word === "سنتان" || word === "سنتين");

/** A word that begins with a capital and is not the first of its sentence: in French and English the sign of a name. */
const CAPITALISED = /[^\s.!?:«"(][^\S\n]+(?:\p{Lu}\p{Ll}{2,}|\p{Lu}\.)/u;

/**
 * True if a text speaks of a missing child, under whatever kind. It has the words for it, or the age of one person under eighteen. Such an
 * age also counts beside a name or the word for a child.
 */
export function tellsOfMissingChild(text: string): boolean {
  const words = fold(text).split(" ");
  const isOfChild = words.some((word) => CHILD.has(word));
  if (isOfChild && words.some((word) => MISSING.has(word))) return true;
  if (statesAge(words)) return true;
  return hasYears(words) && (isOfChild || tellsOfNamedPerson(text) || CAPITALISED.test(text));
}

/** The same of an alert: each language alone, title and words together. */
export const textsTellOfMissingChild = ({ ar, fr, en }: AlertTexts): boolean =>
  [ar, fr, ...(en === null ? [] : [en])].some(({ title, words, area }) => tellsOfMissingChild(`${title}\n${words}\n${area}`));
