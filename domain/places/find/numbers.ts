/** Numbers that people write in words, and ordinals, folded and without the article. */
const WORDS: Readonly<Record<string, string>> = {
  "1": "اول اولي premier premiere first lowel",
  "2": "اثنان اثنين زوج ثاني ثانيه deux deuxieme second seconde two zouj tani",
  "3": "ثلاثه تلاته ثالث ثالثه trois troisieme third three tlata talet",
  "4": "اربعه ربعه رابع رابعه quatre quatrieme fourth four rab3a",
  "5": "خمسه خامس خامسه cinq cinquieme fifth five khamsa",
  "6": "سته سادس سادسه six sixieme sixth setta",
  "7": "سبعه سابع سابعه sept septieme seventh seven seb3a",
  "8": "ثمانيه تمنيه ثامن ثامنه huit huitieme eighth eight tmenya",
  "9": "تسعه تاسع تاسعه neuf neuvieme ninth nine tes3a",
  "10": "عشره عاشر عاشره dix dixieme tenth ten 3achra",
  "100": "مئه مايه ميه cent miya",
  "200": "مئتين مايتين ميتين مئتان miten mitin",
  "300": "ثلاثميه ثلاثمايه تلتميه",
  "400": "اربعميه ربعميه اربعمايه",
  "500": "خمسميه خمسمايه",
  "600": "ستميه",
  "700": "سبعميه",
  "800": "ثمنميه تمنميه",
  "900": "تسعميه",
  "1000": "الف mille alf",
};

const NUMBER_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS).flatMap(([number, words]) => words.split(" ").map((word) => [word, number] as const)),
);

const DIGITS = /^\d{1,9}$/u;
/** «1re», «3e», «7eme», «2nd» as they are after folding. */
const ORDINAL = /^(\d{1,3})(?:re|er|e|eme|ieme|ere|nd|st|rd|th)$/u;

/** The number that a folded word says, without leading zeros; null for other words. */
export function numberOf(word: string): string | null {
  if (DIGITS.test(word)) return String(Number(word));
  const ordinal = ORDINAL.exec(word)?.[1];
  return ordinal === undefined ? (NUMBER_OF.get(word) ?? null) : String(Number(ordinal));
}

/** «deux cents», «deux cent» are one number: a digit before a hundred. */
export function hundredsOf(before: string | null, word: string): string | null {
  const times = Number(before ?? Number.NaN);
  return (word === "cents" || word === "cent") && times >= 2 && times <= 9 ? String(times * 100) : null;
}
