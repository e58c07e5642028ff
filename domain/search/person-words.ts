import { fold } from "./fold.ts";
import { PLACES } from "./no-names.ts";

const wordsOf = (text: string): string[] =>
  fold(text)
    .split(" ")
    .filter((word) => word !== "");
const listed = (text: string): ReadonlySet<string> => new Set(wordsOf(text));

/** Words after which a name stands, folded as texts are. */
const NAMES_AFTER = listed(
  `المدعو المدعوه مدعو مدعوه يدعى تدعى المسمى المسماه مسمى مسماه يسمى تسمى اسمه اسمها لقبه لقبها الملقب الملقبه المكنى المكناه كنيته كنيتها يلقب تلقب
  nommé nommée nommés nommées dénommé dénommée dénommés dénommées surnom prénommé prénommée prénom surnommé surnommée alias
  named nicknamed surname forename`,
);
/** The same of two or three words. */
const NAMES_AFTER_PHRASES = [
  "s appelle",
  "se nomme",
  "nom de famille",
  "nom prenom",
  "nom et prenom",
  "his name",
  "her name",
  "name is",
  "الاسم واللقب",
  "يقال له",
  "يقال لها",
].map((phrase) => ` ${fold(phrase)} `);
/** Words of who was born when. */
const BORN = [/ (?:مولود|مولوده|من مواليد|المولود|المولوده) (?:\p{L}+ )?\d/u, / nee? (?:le|la|en|a) /u, / born (?:on |in |\d)/u];
const CHILD_OF = listed("بن ابن بنت ben bin bent ould");
/** Words that say of a person that justice looks for them. */
const SOUGHT = [
  "امر بالقبض",
  "امر قبض",
  "امر بالايقاف",
  "مشتبه فيه",
  "مشتبه به",
  "المشتبه فيه",
  "المشتبه فيها",
  "المشتبه به",
  "المتهم",
  "المتهمه",
  "مبحوث عنه",
  "فار من العداله",
  "مطلوب للعداله",
  "مطلوب لدى العداله",
  "mandat d arret",
  "mandat d amener",
  "mandat de depot",
  "suspect",
  "suspecte",
  "en fuite",
  "recherche par la justice",
  "arrest warrant",
  "fugitive",
  "wanted for",
].map((phrase) => ` ${fold(phrase)} `);
/** A driver, a thief or a vehicle in flight is nobody whom justice looks for. */
const FLEEING =
  / (?:conducteurs?|conductrice|chauffeurs?|chauffeuse|chauffards?|motards?|voleurs?|auteurs?|agresseurs?|braqueurs?|cambrioleurs?|dr|docteur|medecin|hommes?|femmes?|individus?|personnes?|jeunes|passagers?|vehicules?|voitures?|camions?|motos?|fourgon|bus|taxi|scooter) en fuite /gu;
/** Runs of digits of a national number (18 digits) and of an identity card or a passport's file (15 and more). */
const IDENTITY_DIGITS = /\d{15}/u;

/** «فلان بن فلان», but where the word before says that it is a street or a school. */
function hasFiliation(words: readonly string[]): boolean {
  return words.some((word, index) => {
    if (!CHILD_OF.has(word) || index === 0 || index === words.length - 1) return false;
    return !words.slice(Math.max(0, index - 3), index).some((before) => PLACES.has(before));
  });
}

/** A word without the «و» or «ف» before it, and with the article that «ل» and «ب» take in: «والمدعو», «للمدعو» and «بالمدعو» are «المدعو». */
const bare = (word: string): string =>
  word
    .replace(/^[وف](?=\p{L}{3})/u, "")
    .replace(/^لل(?=\p{L}{2})/u, "ال")
    .replace(/^[بك](?=ال)/u, "");

/** Words of one whom justice may look for, or who only fled: they leave doubt. */
const IN_DOUBT = new Set(
  ["مشتبه فيه", "مشتبه به", "المشتبه فيه", "المشتبه فيها", "المشتبه به", "suspect", "suspecte", "en fuite"].map((one) => ` ${fold(one)} `),
);

/** True if words say for certain that justice looks for a person: a warrant, or a national number. */
export function isSoughtByJustice(text: string): boolean {
  const padded = ` ${wordsOf(text).join(" ")} `;
  return SOUGHT.some((phrase) => !IN_DOUBT.has(phrase) && padded.includes(phrase)) || hasIdentityNumber(padded);
}

const hasIdentityNumber = (words: string): boolean => IDENTITY_DIGITS.test(words.replaceAll(/(\d) (?=\d)/gu, "$1"));

/**
 * True if words call somebody by name or say that justice looks for one. Signs are a name after «المدعو», «nommé», «named» and their like, a
 * birth, an identity number, a warrant. It errs on the side of a person. No list of names is kept and nobody is looked up.
 */
export function tellsOfCalledPerson(text: string): boolean {
  const words = wordsOf(text);
  const padded = ` ${words.join(" ")} `.replaceAll(FLEEING, " ");
  const bared = ` ${words.map(bare).join(" ")} `.replaceAll(FLEEING, " ");
  return (
    words.some((word, index) => (NAMES_AFTER.has(word) || NAMES_AFTER.has(bare(word))) && index < words.length - 1) ||
    [...NAMES_AFTER_PHRASES, ...SOUGHT].some((phrase) => padded.includes(phrase) || bared.includes(phrase)) ||
    BORN.some((pattern) => pattern.test(padded) || pattern.test(bared)) ||
    hasIdentityNumber(padded)
  );
}

/** True if words call somebody by name, or have a filiation. */
export const tellsOfNamedPerson = (text: string): boolean => tellsOfCalledPerson(text) || hasFiliation(wordsOf(text));
