import { fold } from "../../search/index.ts";
import { fitsByVowels, soundOf, soundsOf } from "./sound.ts";

/**
 * Short words that half of the names of the country are made of, in the spellings of both scripts. Their sound says too little to be
 * compared («عين» has one consonant), so each has one spelling here. Folded, without the article; the first is the one that stands for all.
 */
const PARTS = [
  "عين ain aine ayn 3in 3ain ein",
  "اولاد ولاد ouled oulad wled awlad ouldad wlad",
  "ولد ould weld",
  "سيدي sidi",
  "سي si",
  "لاله lalla",
  "بن ben bin ibn ابن",
  "بني beni bani",
  "ابو abou abu abi ابي",
  "ابا aba با ba",
  "ام oum om umm",
  "حاسي hassi hasi",
  "بير bir",
  "برج bordj borj bourdj",
  "راس ras",
  "جبل djebel jebel djebal jbel",
  "تل tell tel",
  "ايت ait ayt",
  "عبد abd",
  "له lah llah allah ellah",
  "دين din ddine eddine dine",
  "علي ali 3ali",
  "عيسي aissa issa 3issa",
  "حاج hadj haj el7adj 7adj 7aj",
  "شيخ cheikh chikh sheikh",
  "عمر omar 3omar amar عمار",
  "طيب taieb tayeb",
] as const;

const ONE_OF: ReadonlyMap<string, string> = new Map(
  PARTS.flatMap((part) => {
    const [first = "", ...others] = part.split(" ");
    return others.map((other) => [other, first] as const);
  }),
);

/** «abdelkader», «abderrahmane», «benaouda»: two words that Latin letters write as one. */
const JOINED = /^(?:(abd)(?:el|al|er|es|en|ed|ech|ez)|(ben))(?=[a-z]{3})/u;

/** One spelling for the short parts of names, and those that are written together parted. */
export function partsOfWord(word: string): readonly string[] {
  const known = ONE_OF.get(word);
  if (known !== undefined) return [known];
  const joined = JOINED.exec(word);
  if (joined === null) return [word];
  const [both, abd] = joined;
  const rest = word.slice(both.length);
  return [abd === undefined ? "بن" : "عبد", ONE_OF.get(rest) ?? rest];
}

const FIRST: ReadonlySet<string> = new Set(PARTS.map((part) => part.split(" ")[0] ?? ""));

/** The first half of many first names: «عبد القادر», «عبد الرحمان». */
export const SERVANT = "عبد";

/**
 * First names of men and women that many persons, and so many streets, share. Names that are words for other things too («نور», «أمل», «نصر»,
 * «وردة») are left out, since quarters and mosques bear them for what they mean.
 */
const FIRST_NAMES: ReadonlySet<string> = new Set(
  fold(`
    محمد امحمد محمود أحمد حمدان حامد حميد حمود مصطفى مراد مروان منير مولود موسى ميلود مختار مسعود معمر منصور مبروك ماجد مالك مهدي مهني مخلوف مزيان مسعودة
    خالد خليل خليفة سعيد سعد سليم سليمان سمير سامي سفيان صالح صادق صلاح صابر يوسف يونس ياسين ياسر يزيد يحيى يعقوب
    كريم كمال جمال جلال جلول جعفر جيلالي بلال بشير بوعلام براهيم إبراهيم بلقاسم بومدين بوجمعة بوزيد باديس بغداد
    حسن حسين حسان حكيم حمزة حبيب حليم هاشمي هاشم هشام هواري هارون هيثم رابح رشيد رضا رمضان رفيق رمزي رؤوف زهير زكريا زوبير زيد زين زيان
    نبيل نذير نسيم ناصر نعيم نجيب لخضر لحسن لمين أمين عربي لعربي عياشي عادل عاشور عباس عثمان علاء عبدو عقبة
    طارق طاهر طه فؤاد فارس فريد فوزي فتحي فيصل فضيل قدور قاسم وليد وحيد اسماعيل إسحاق إدريس إلياس أنس أنيس أكرم أيمن أيوب أشرف أسامة إلهام
    توفيق تيجاني تهامي شريف شكري شعبان شفيق ديدين داود دحمان ماسينيسا مناد منصف معاذ غازي غيلاس
    فاطمة فطيمة فاطنة فتيحة فريدة فوزية فضيلة فايزة فيروز خديجة خيرة عائشة عيشة عقيلة عزيزة علجية عتيقة مريم مليكة منى مسعودة ميمونة مباركة منال ماجدة مونية
    حسيبة حليمة حنان حفيظة حسينة حيزية جميلة زينب زهية زوليخة زبيدة زكية زهراء سعاد سارة سامية سميرة سميحة سمية سليمة سكينة سلمى سلوى سهام سهيلة صليحة صبرينة صفية صونيا
    نادية نعيمة نجية نصيرة نورة نوال نبيلة نسيمة نزيهة نجلاء رقية رشيدة ربيعة رزيقة رانية ريم رتيبة كريمة كلثوم كنزة كهينة ليلى لامية لطيفة لويزة ليندة
    يمينة ياسمينة يسرى وسيلة وردية وهيبة بهية بختة باية تسعديت طاووس طامة دليلة شهرزاد شافية شريفة غنية غالية هاجر أمينة أسماء إكرام آسيا عبلة
  `).split(" "),
);

/** Consonants of a first name from which its sound alone tells it. */
const LEAST_SOUNDS = 3;
const SOUNDS: ReadonlyMap<string, readonly string[]> = Map.groupBy(FIRST_NAMES, soundOf);

/** «AADL»: Latin letters write the vowel between two consonants, so this is no «عادل». */
const WITHOUT_VOWEL = /[^aeiouy]{2}$/u;

/** True if a word of Latin letters is one of the first names by its sound, and a short one by its vowels too: «khaled», «said», «fatma». */
const soundsAsFirstName = (word: string): boolean =>
  soundsOf(word).some((sound) => {
    const names = SOUNDS.get(sound) ?? [];
    if (sound.length >= LEAST_SOUNDS) return names.length > 0;
    return sound.length > 1 && !WITHOUT_VOWEL.test(word) && names.some((name) => fitsByVowels(word, name));
  });

const isLatin = (word: string): boolean => /^[a-z]/u.test(word);

/** True for a word that says too little to be a name by itself: a short part of many names, or a first name that many share. */
export const isSharedName = (word: string): boolean =>
  FIRST.has(word) || FIRST_NAMES.has(word) || (isLatin(word) && soundsAsFirstName(word));

/** True for the one spelling of a short part of many names. */
export const isNamePart = (word: string): boolean => FIRST.has(word);
