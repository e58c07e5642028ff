import { fold } from "./fold.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** Papers of a person, folded; a number of one stands behind, with words of the paper between at most. */
const PAPERS = [
  "cni",
  "nin",
  "cin",
  "passeport",
  "passport",
  "carte d identite",
  "carte nationale",
  "identity card",
  "id card",
  "جواز سفر",
  "جواز السفر",
  "جواز سفره",
  "جواز سفرها",
  "بطاقه تعريف",
  "بطاقه التعريف",
  "بطاقه هويه",
  "بطاقه الهويه",
  "بطاقته",
  "بطاقتها",
  "رقم التعريف",
  "رقم تعريفه",
  "permis",
  "driving licence",
  "driving license",
  "driver s licence",
  "driver s license",
  "رخصه سياقه",
  "رخصه السياقه",
  "رخصته",
  "رخصتها",
].map((paper) => paper.split(" "));
const OF_PAPER = listed(
  "de conduire n no num numero number national nationale d identite algerien algerienne est is رقم رقمه رقمها الوطني الوطنيه وطنيه البيومتري البيومتريه الجزائري هو هي",
);
const NUMBER_OF_PAPER = /^[a-z]{0,3}\d[\da-z]{5,20}$/u;
const SIX_DIGITS = 6;

/** Mobile numbers of the country; landlines are of offices. */
const MOBILE = /(?<!\d)(?:0|00213|213|2130)[567]\d{8}(?!\d)/u;
/** Plates, in groups of five or six, three and two digits, or after a word for them. */
const PLATE_GROUPS = /(?<!\d)\d{5,6} \d{3} \d{2}(?!\d)/gu;
const AFTER_PLATE_WORD =
  /(?:matricule|immatriculee?|immatriculation|plaque|plate|لوحه|لوحتها|ترقيم|ترقيمها|مرقمه) (?:n |no |numero |number |رقم )?\d[\d ]{5,14}/gu;

const joined = (folded: string): string => folded.replace(/(\d) (?=\d)/gu, "$1");

/** True if the number of a paper stands behind the words for it at `from`. */
function hasNumberOfPaper(words: readonly string[], from: number): boolean {
  const paper = PAPERS.find((parts) => parts.every((part, at) => words[from + at] === part));
  if (paper === undefined) return false;
  let at = from + paper.length;
  while (OF_PAPER.has(words[at] ?? "")) at += 1;
  // The newer sort of a paper.
  if (words[at]?.startsWith("bio") === true) at += 1;
  const number = words[at] ?? "";
  return NUMBER_OF_PAPER.test(number) && number.replaceAll(/\D/gu, "").length >= SIX_DIGITS;
}

/** An address of electronic mail. */
const MAIL = /[\w.+-]@[\w-]{1,63}\.\w/u;
/** An account of a network, behind its name and a colon. */
const ACCOUNT = /(?:facebook|instagram|tiktok|snapchat|telegram|whatsapp|فيسبوك|انستغرام) ?[:=@] ?[\w.]{4}/iu;

/** True if a text has an address or an account of a person. */
export const hasAccount = (text: string): boolean => MAIL.test(text) || ACCOUNT.test(text);

/** True if words have the number of a paper of a person. */
export function hasNumberOfSomePaper(folded: string): boolean {
  const words = joined(folded.replace(PLATE_GROUPS, "x")).split(" ");
  return words.some((_, at) => hasNumberOfPaper(words, at));
}

/** True if words have the number of a paper of a person or of a mobile telephone. */
export function hasNumberOfPerson(folded: string): boolean {
  if (hasNumberOfSomePaper(folded)) return true;
  return MOBILE.test(joined(folded.replace(PLATE_GROUPS, "x").replace(AFTER_PLATE_WORD, "x")));
}
