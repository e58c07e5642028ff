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

/** First names that many streets of any town share. */
const SHARED: ReadonlySet<string> = new Set("محمد امحمد احمد mohamed mohammed mohammad muhammad mhamed ahmed ahmad".split(" "));

/** True for a word that says too little to be a name by itself: a short part of many names, or a first name that many share. */
export const isSharedName = (word: string): boolean => FIRST.has(word) || SHARED.has(word);

/** True for the one spelling of a short part of many names. */
export const isNamePart = (word: string): boolean => FIRST.has(word);
