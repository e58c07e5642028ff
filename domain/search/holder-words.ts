import { fold } from "./fold.ts";
import { NO_NAMES, LIKE_VERBS, PLACES, VEHICLES, hasVerbForm } from "./no-names.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** A word or a sign of a text; `raw` as it was typed, `word` folded and empty for a sign. */
type Token = { readonly raw: string; readonly word: string };

const TOKEN = /\p{L}[\p{L}\p{M}\p{N}'’ـ]*|\p{N}+|[^\s\p{L}\p{N}]|\n/gu;

/** The words and signs of a text; «l'homme» is two words. */
const tokensOf = (text: string): Token[] =>
  Array.from(
    text
      .normalize("NFC")
      .replace(/\p{Cf}/gu, "")
      .matchAll(TOKEN),
  ).flatMap(([raw]) => raw.split(/(?<=^[ldLD])['’]/u).map((part) => ({ raw: part, word: fold(part).replaceAll(" ", "") })));

/** Words for somebody who drives, owns or did it, after which a name may stand. */
const HOLDERS = listed(
  `السائق السائقه سائقها سائقه سائقتها سايقها سواقها الشيفور مالكها مالكه مالكته المالك المالكه صاحبها صاحبه صاحبته الجاني السارق الفاعل المعتدي
  يقودها يقوده تقودها تقوده قادها يسوقها يسوقه تسوقها بقياده باسم لفائده يملكها يملكه تملكها ملكيتها ملكيته الفار
  conducteur conductrice chauffeur chauffeuse proprietaire proprio titulaire voleur auteur driver owner holder thief`,
);
/** The same of a vehicle that is named after them: «صاحب السيارة», «يقود الشاحنة». */
const HOLDERS_OF = listed("سائق سائقه مالك مالكه صاحب صاحبه يقود تقود يسوق تسوق");
/** Labels of a form: a name stands behind their colon. */
const LABELS = listed("nom prenom name surname الاسم اللقب اسمه اسمها");
/** Words of two parts after which a person stands, and hardly anything else without an article. */
const HELD_BY = [
  ["conduit", "par"],
  ["conduite", "par"],
  ["pilote", "par"],
  ["pilotee", "par"],
  ["driven", "by"],
  ["ridden", "by"],
  ["owned", "by"],
  ["appartenant", "a"],
  ["appartient", "a"],
  ["belonging", "to"],
  ["belongs", "to"],
  ["registered", "to"],
  ["nom", "de"],
  ["name", "of"],
] as const;
const CHILD_OF = [
  ["fils", "de"],
  ["fille", "de"],
  ["son", "of"],
  ["daughter", "of"],
] as const;
/** Words before a name, which is not one itself. */
const BETWEEN = listed(
  "est is was etait serait هو هي كان كانت المدعو يدعي المسمي السيد السيده الانسه m mr mme mlle mrs ms monsieur madame le sieur nomme dénommé",
);
/** Signs between a word and the name after it. */
const SIGNS = new Set([":", "：", "=", "-", "–", "—", ",", "،", "(", "«", '"', "“", ">", "/"]);
const COLONS = new Set([":", "：", "=", "-", "–", "—", "("]);
/** Titles of persons. */
const TITLES = listed("السيد السيده الانسه للسيد للسيده mr mme mlle mrs ms monsieur madame mademoiselle messieurs sieur");
/** «un certain Kamel». */
const CERTAIN = listed("certain certaine");

const isLatin = (word: string): boolean => /^\p{Script=Latin}/u.test(word);
const isArabic = (word: string): boolean => /^\p{Script=Arabic}/u.test(word);
/** All letters are capitals: then a capital is no sign of a name. */
const isLoud = (raw: string): boolean => raw.length > 1 && raw === raw.toUpperCase() && raw !== raw.toLowerCase();

/** A word without the «و», «ف», «ل» or «ب» before it. */
const bare = (word: string): string => word.replace(/^[وفلب](?=\p{L}{4})/u, "");
const isOf = (set: ReadonlySet<string>, word: string): boolean => set.has(word) || set.has(bare(word));

/**
 * True if an Arabic word may be a name: no verb, no word of speech, none with a preposition and the article. The accusative («هاربا») is a state and
 * no name. No list of names is kept, but of the few that look like verbs. «علي» is a name, and «على» a preposition.
 */
function mayBeArabicName(token: Token | undefined, next?: Token): boolean {
  if (token === undefined || !isArabic(token.word)) return false;
  const { raw, word } = token;
  if (word === "علي") return raw.endsWith("ي") && next?.word.startsWith("ال") !== true;
  if (word.length < 3 || isOf(NO_NAMES, word)) return false;
  return LIKE_VERBS.has(word) || !hasVerbForm(word);
}

/** True if a Latin word is a name: it has a capital and is no word of speech. Beside words in capitals alone any other word is taken for one. */
function isLatinName({ raw, word }: Token, isCapitalNeeded: boolean): boolean {
  if (word.length < 2 || NO_NAMES.has(word) || PLACES.has(word)) return false;
  return !isCapitalNeeded || /^\p{Lu}/u.test(raw);
}

type How = { readonly isAfterSign: boolean; readonly isCapitalNeeded: boolean; readonly isMoreNeeded: boolean };

/** True if a name begins at a token. In Arabic it needs more than one word after a vehicle («سائق شاحنة تبريد»), but after a colon. */
function beginsName(tokens: readonly Token[], at: number, how: How): boolean {
  const { isAfterSign, isCapitalNeeded, isMoreNeeded } = how;
  const token = tokens[at];
  if (token === undefined) return false;
  if (isLatin(token.word)) {
    // «K. Bouzid»
    const isInitial = token.word.length === 1 && tokens[at + 1]?.raw === ".";
    return isInitial ? beginsName(tokens, at + 2, { ...how, isCapitalNeeded: true }) : isLatinName(token, isCapitalNeeded);
  }
  if (!mayBeArabicName(token, tokens[at + 1])) return false;
  // With the article it is rather an adjective, «السائق الهارب», unless more of a name follows.
  return isAfterSign || !(isMoreNeeded || token.word.startsWith("ال")) || goesOn(tokens, at + 1);
}

/** True if another word of an Arabic name stands at a token; with the article only in «عبد القادر» and «نور الدين». */
const goesOn = (tokens: readonly Token[], at: number): boolean => {
  const word = tokens[at]?.word ?? "";
  if (word.startsWith("ال") && tokens[at - 1]?.word !== "عبد" && word !== "الدين") return false;
  return mayBeArabicName(tokens[at], tokens[at + 1]);
};

/** True if a name stands behind a word, with a sign, «هو» or a title between at most. */
function isFollowedByName(
  tokens: readonly Token[],
  from: number,
  isCapitalNeeded: boolean,
  { isColonNeeded = false, isMoreNeeded = false } = {},
): boolean {
  let [at, isAfterColon, isAfterWord] = [from, false, false];
  for (; at < from + 4; at++) {
    const { raw = "", word = "" } = tokens[at] ?? {};
    const isTitleDot = raw === "." && isAfterWord;
    if (COLONS.has(raw)) isAfterColon = true;
    isAfterWord ||= BETWEEN.has(word);
    if (!SIGNS.has(raw) && !BETWEEN.has(word) && !isTitleDot) break;
  }
  return (
    (!isColonNeeded || isAfterColon || isAfterWord) && beginsName(tokens, at, { isAfterSign: isAfterColon, isCapitalNeeded, isMoreNeeded })
  );
}

/** True if a vehicle is named with its article: then no other noun belongs to it, as in «سائق شاحنة تبريد». */
const isArticled = (tokens: readonly Token[], at: number): boolean => tokens[at]?.word.startsWith("ال") === true;

/** The first token after a vehicle that is named: «صاحب السيارة البيضاء», «owner of the car»; `from` where none is. */
function afterVehicle(tokens: readonly Token[], from: number): number {
  let at = from;
  while (["de", "du", "la", "le", "l", "ce", "cette", "of", "the", "this", "هذه", "هذا"].includes(tokens[at]?.word ?? "")) at++;
  if (!VEHICLES.has(tokens[at]?.word ?? "")) return from;
  while (VEHICLES.has(tokens[at]?.word ?? "")) at++;
  return at;
}

function isNamedHolder(tokens: readonly Token[], at: number): boolean {
  const { raw = "", word = "" } = tokens[at] ?? {};
  const isPlain = !isLoud(raw);
  if (isOf(HOLDERS, word) || isOf(HOLDERS_OF, word)) {
    const behind = afterVehicle(tokens, at + 1);
    if (behind > at + 1)
      return isFollowedByName(tokens, behind, isPlain, { isColonNeeded: isLatin(word), isMoreNeeded: !isArticled(tokens, behind - 1) });
    return isOf(HOLDERS, word) && isFollowedByName(tokens, at + 1, isPlain);
  }
  const next = tokens[at + 1]?.word;
  if (LABELS.has(word) && isFollowedByName(tokens, at + 1, isPlain, { isColonNeeded: true })) return true;
  if (CHILD_OF.some(([first, second]) => word === first && next === second)) return isFollowedByName(tokens, at + 2, true);
  if (HELD_BY.some(([first, second]) => word === first && next === second)) return isFollowedByName(tokens, at + 2, false);
  return word === "volant" && isFollowedByName(tokens, at + 1, isPlain);
}

function isTitled(tokens: readonly Token[], at: number): boolean {
  const { raw = "", word = "" } = tokens[at] ?? {};
  const isM = raw === "M" && tokens[at + 1]?.raw === ".";
  if (!isM && !TITLES.has(word) && !CERTAIN.has(word)) return false;
  // «شارع السيدة خديجة» is a street.
  if (tokens.slice(Math.max(0, at - 3), at).some((before) => PLACES.has(before.word))) return false;
  const from = tokens[at + 1]?.raw === "." ? at + 2 : at + 1;
  return beginsName(tokens, from, { isAfterSign: false, isCapitalNeeded: true, isMoreNeeded: false });
}

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
].map((paper) => paper.split(" "));
const OF_PAPER = listed(
  "n no num numero number national nationale d identite algerien algerienne est is رقم رقمه رقمها الوطني الوطنيه وطنيه البيومتري البيومتريه الجزائري هو هي",
);
const NUMBER_OF_PAPER = /^[a-z]{0,3}\d[\da-z]{5,20}$/u;
const SIX_DIGITS = 6;

/** Mobile numbers of the country; landlines are of offices. */
const MOBILE = /(?<!\d)(?:0|00213|213)[567]\d{8}(?!\d)/u;
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

/** True if words have the number of a paper of a person or of a mobile telephone. */
function hasNumberOfPerson(folded: string): boolean {
  const words = joined(folded).split(" ");
  if (words.some((_, at) => hasNumberOfPaper(words, at))) return true;
  return MOBILE.test(joined(folded.replace(PLATE_GROUPS, "x").replace(AFTER_PLATE_WORD, "x")));
}

/**
 * True if words name the person who drives or owns a thing or did something with it. Signs are a name after the word for such a person or after a title,
 * and numbers of papers and mobile telephones. Words for such a person without a name («السائق فرّ», «owner unknown») are none.
 */
export function tellsOfNamedHolder(text: string): boolean {
  const tokens = tokensOf(text);
  return tokens.some((_, at) => isNamedHolder(tokens, at) || isTitled(tokens, at)) || hasNumberOfPerson(fold(text));
}
