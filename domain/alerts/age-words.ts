import { fold, isPlaceWord } from "../search/index.ts";
import { isOfChildren } from "./missing-words.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** Words before a number of years that is a duration or a bound, and nobody's age: «pendant 3 mois», «moins de 16 ans». */
const DURATION = listed(
  `pendant durant pour depuis dans moins plus partir des apres avant chaque tous toutes fermee ferme fermes fermees duree
  for since within over during under below above after before every next last
  لمده منذ مده خلال بعد قبل طيله طوال دون فوق اقل اكثر كل مغلق مغلقه مغلقا تدوم يدوم تستغرق يستغرق`,
);
/** Words that may stand between such a word and the number. */
const BETWEEN = listed("de d a the les des la le than age of another about environ encore حوالي نحو من");

/** Words of what lasts so long: «2 mois de travaux». */
const WORK = listed("travaux chantier fermeture retard attente coupure coupures service garantie work works delay closure");
/** Words between children and their age, «enfants âgés de 6 ans». */
const OF_AGE = listed("de d age ages agees aged of البالغين البالغات بعمر في سن عمر من");

/** True if the number that ends before a unit is a duration or a bound, or the age of a class of children: nobody's own age. */
export function isOfNobody(words: readonly string[], unit: number): boolean {
  for (let at = unit - 2; at >= 0 && at >= unit - 4; at--) {
    const word = words[at] ?? "";
    if (DURATION.has(word)) return true;
    if (!BETWEEN.has(word)) break;
  }
  const isOfWork = ["de", "d", "of"].includes(words[unit + 1] ?? "") && WORK.has(words[unit + 2] ?? "");
  return isOfWork || isOfClass(words, unit - 2);
}

/** True if words up to `from` end with children and «âgés de»: a class of children. */
export function isOfClass(words: readonly string[], from: number): boolean {
  let at = from;
  while (OF_AGE.has(words[at] ?? "")) at -= 1;
  return isOfChildren(words[at] ?? "");
}

/** Things that have an age of their own. */
const THINGS = listed(
  `جسر الجسر بنايه البنايه عماره العماره مشروع المشروع سوق السوق طريق الطريق حافله الحافله حافلات للحافلات الحافلات سياره السياره سيارات للسيارات شاحنه شاحنات سد السد خزان انبوب شجره نفق النفق مبني المبني
  قنبله لغم مدرسه مسجد ملعب مسبح محول قطار شبكه قناه بير مصنع مولد جدار سقف عقد رخصه ضمان حكم قانون سجن السجن عطله مهرجان
  bridge building market road dam tank bus buses tree tunnel pipe wall project system plant storm festival law contract
  pont batiment barrage reservoir arbre mur reseau conduite immeuble stade projet ligne canalisation chateau canicule prison ouvrage`,
);
const OF_THING_WITHIN = 5;

/** True for a thing that has an age of its own. */
export const isThing = (word: string): boolean => THINGS.has(word) || isPlaceWord(word);

/** True if the age whose word or unit stands at `at` is that of a thing: «جسر عمره 15 سنة», «a bridge that is 15 years old». */
export function isOfThing(words: readonly string[], at: number): boolean {
  if (THINGS.has(words[words[at + 1] === "old" ? at + 2 : at + 1] ?? "")) return true;
  for (let before = at - 1; before >= 0 && before >= at - OF_THING_WITHIN; before--) {
    const word = words[before] ?? "";
    if (THINGS.has(word)) return true;
  }
  return false;
}

const WORD_OR_SIGN = /[\p{L}\p{M}][\p{L}\p{M}'’-]*|\p{N}+|[^\s\p{L}\p{N}]/gu;
const CAPITAL = /^\p{Lu}\p{Ll}{2,}|^\p{Lu}$/u;
const IN_NAMES = listed("ben bin ibn ould el al de du des la le l d et abd sidi si");
/** Words of a name that are looked through for the place that bears it: «rue Larbi Ben M'hidi». */
const MOST_OF_NAME = 6;
const BEGINS = new Set([".", "!", "?", ":", "«", '"', "(", "\n"]);

const isOfName = (word: string): boolean => /^\p{Lu}/u.test(word) || IN_NAMES.has(fold(word));
/** The first part of «l'école» is its article. */
const foldedNoun = (word: string): string => fold(word.replace(/^[ldLD]['’]/u, ""));

/** True if the name of which a word is part is that of a place, before it («rue Larbi Ben M'hidi») or behind («Ben Boulaid bridge»). */
function isOfPlace(words: readonly string[], index: number): boolean {
  for (const step of [-1, 1])
    for (let at = index; at >= 0 && at < words.length && Math.abs(at - index) <= MOST_OF_NAME; at += step) {
      const word = words[at] ?? "";
      if (isPlaceWord(foldedNoun(word))) return true;
      if (!isOfName(word)) break;
    }
  return false;
}

/** True if a text has a name: a word that begins with a capital, is not the first of its sentence, and is of no place. */
export function hasName(text: string): boolean {
  const words = Array.from(text.matchAll(WORD_OR_SIGN), ([word]) => word);
  return words.some((word, index) => {
    const before = words[index - 1];
    if (before === undefined || BEGINS.has(before) || !CAPITAL.test(word)) return false;
    if (word.length === 1 && words[index + 1] !== ".") return false;
    return !isOfPlace(words, index);
  });
}

/** «Meriem Bouzid, 6 ans», «Bouzid (6 ans)»: a name with an age beside it, also one of a place. */
export const NAME_BESIDE_AGE = /\p{Lu}\p{Ll}{1,20} {0,2}[,( ] {0,2}\p{Nd}{1,2} {0,2}(?:ans|years)\b/u;

/** «MERIEM BOUZID 6 ANS»: one to three words and an age, and nothing else in the sentence. */
const LOUD =
  /(?:^|[.!?:;\n])[ \t]{0,2}(\p{Lu}[\p{Lu}'’-]{2,20}(?: \p{Lu}[\p{Lu}'’-]{1,20}){0,2}) {0,2}[,(:-]? {0,2}([\p{Nd}\p{L}]{1,9}) {0,2}[Aa][Nn][Ss](?![\p{L}\p{N}])/gu;
const NO_NAMES = listed(
  `fermee ferme fermees fermes fermeture ouverture ouvert ouverte travaux chantier coupure eau gaz electricite route rue pont avenue ecole projet garantie duree delai depuis pendant moins plus apres avant interdit interdite acces
  gratuit gratuite enfants enfant age pour bail contrat permis validite anniversaire peine prison amende total environ reste encore vaccin vaccination plan programme des les une dans tous sur retard`,
);

/** True for a word that stands before a duration or a bound, and is no name. */
export const isOfNoName = (word: string): boolean => NO_NAMES.has(word) || DURATION.has(word);

/** True if a text in capitals gives a name and an age for which `isUnder` holds. */
export const isLoudNameWithAge = (text: string, isUnder: (number: string) => boolean): boolean =>
  Array.from(text.matchAll(LOUD)).some(
    ([, name = "", age = ""]) => isUnder(age) && !name.split(/[ '’-]/u).some((word) => NO_NAMES.has(fold(word)) || isPlaceWord(fold(word))),
  );

/** Things that bear or count a number, and places that have several parts: «Ligne (6)», «Blessés (2)», «ورقلة (3)». */
const NUMBERED = listed(
  `ligne bus tram zone secteur sortie phase annexe article lot bloc km quai niveau avis alerte alert info infos attention note notice avertissement bulletin communique message numero etape tranche porte appel rappel suite partie page danger
  blesses blessees morts mortes victimes disparus total cas line exit sector bulletin part message number victims dead injured wounded cases stage
  خط حافله ترام منطقه قطاع مخرج مرحله ملحق ماده باب رقم كلم بلاغ بيان مستوي نقطه عدد نداء رساله تتمه جزء صفحه تنبيه تذكير خطر
  قتلي جرحي ضحايا مصابون مصابين وفيات حاله حالات مجموع ورقله تقرت الجزاير وهران قسنطينه عنابه سطيف غردايه بسكره`,
);

/** True for a word behind which a number in brackets is no age. */
export const isNumbered = (word: string): boolean => NUMBERED.has(word);
