import { fold } from "./fold.ts";
import { afterVehicle, isHolder, isHolderOf } from "./holders.ts";
import { beginsName, isArabicPair, isFollowedByName, isLatin, isLoud, isLowerName, tokensOf, type Token } from "./name-tokens.ts";
import { hasJoinedName, isPresented, isSaidToHold } from "./names-before.ts";
import { isAgedName, isBareName, isNamedOtherwise, isNamedOwner, isTitle, isTitled } from "./owner-words.ts";
import { hasAccount, hasNumberOfPerson, hasNumberOfSomePaper } from "./person-numbers.ts";
import { isSoughtByJustice, tellsOfCalledPerson } from "./person-words.ts";
import { isNamedFamily, isNamedRelative } from "./relations.ts";
import { isLowerNameOfRole, isNamedInRole } from "./roles.ts";
import { isNamedDriver, isNamedTarget } from "./target-words.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

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
/** True if a vehicle is named with its article: then no other noun belongs to it, as in «سائق شاحنة تبريد». */
const isArticled = (tokens: readonly Token[], at: number): boolean => tokens[at]?.word.startsWith("ال") === true;

/** Most words of a line that is nothing but a label. */
const MOST_OF_LABEL = 3;
const isLabel = (word: string): boolean =>
  isHolder(word) || isHolderOf(word) || LABELS.has(word) || isTitle(word) || word === "volant" || word === "هويه";

/** The tokens without the breaks of lines behind a bare label: «السائق», and on the next line «كمال بوزيد». */
function withoutLabelBreaks(tokens: readonly Token[]): readonly Token[] {
  let line: Token[] = [];
  return tokens.filter((token) => {
    if (token.raw !== "\n") {
      line.push(token);
      return true;
    }
    const words = line.filter(({ word }) => word !== "");
    const isBare = line.length <= MOST_OF_LABEL + 1 && words.length <= MOST_OF_LABEL && words.some(({ word }) => isLabel(word));
    if (!isBare) line = [];
    return !isBare;
  });
}

/** True if a name stands behind a label of a form, with a colon or a stroke between: «الاسم: كمال», «Nom / Bouzid». */
function isLabelled(tokens: readonly Token[], at: number, isCapitalNeeded: boolean): boolean {
  if (isFollowedByName(tokens, at + 1, isCapitalNeeded, { isColonNeeded: true })) return true;
  const name = tokens[at + 1]?.raw === "/" ? tokens[at + 2] : undefined;
  if (name === undefined || LABELS.has(name.word)) return false;
  return beginsName(tokens, at + 2, { isAfterSign: true, isCapitalNeeded, isMoreNeeded: false });
}

function isNamedHolder(tokens: readonly Token[], at: number): boolean {
  const { raw = "", word = "" } = tokens[at] ?? {};
  const isPlain = !isLoud(raw);
  if (isHolder(word) || isHolderOf(word)) {
    const behind = afterVehicle(tokens, at + 1);
    if (behind > at + 1)
      return isFollowedByName(tokens, behind, isPlain, { isColonNeeded: isLatin(word), isMoreNeeded: !isArticled(tokens, behind - 1) });
    return (
      isHolder(word) && (isFollowedByName(tokens, at + 1, isPlain) || isLowerName(tokens, at + 1) || isLowerNameOfRole(tokens, at + 1))
    );
  }
  const next = tokens[at + 1]?.word;
  if (LABELS.has(word) && (isLabelled(tokens, at, isPlain) || isArabicPair(tokens, at + 1))) return true;
  if (CHILD_OF.some(([first, second]) => word === first && next === second)) return isFollowedByName(tokens, at + 2, true);
  if (HELD_BY.some(([first, second]) => word === first && next === second)) return isFollowedByName(tokens, at + 2, false);
  return word === "volant" && isFollowedByName(tokens, at + 1, isPlain);
}

/**
 * True if words name the person who drives or owns a thing or did something with it. Signs are a name after the word for such a person or after a title,
 * and numbers of papers and mobile telephones. Words for such a person without a name («السائق فرّ», «owner unknown») are none.
 */
export function tellsOfNamedHolder(text: string): boolean {
  const tokens = withoutLabelBreaks(tokensOf(text));
  const isNamed = (at: number): boolean =>
    isNamedHolder(tokens, at) ||
    isNamedInRole(tokens, at) ||
    isTitled(tokens, at) ||
    isNamedOwner(tokens, at) ||
    isNamedOtherwise(tokens, at) ||
    isNamedFamily(tokens, at) ||
    isNamedRelative(tokens, at) ||
    isNamedTarget(tokens, at) ||
    isSaidToHold(tokens, at) ||
    isPresented(tokens, at) ||
    isNamedDriver(tokens, at);
  return tokens.some((_, at) => isNamed(at)) || hasNumberOfPerson(fold(text)) || hasAccount(text);
}

/** True if a text says for certain that it is of one person: a labelled name («الاسم: كمال»), or the number of a paper. */
export function tellsOfCertainPerson(text: string): boolean {
  const tokens = tokensOf(text);
  return (
    tokens.some(({ word }, at) => LABELS.has(word) && isLabelled(tokens, at, false)) ||
    hasNumberOfSomePaper(fold(text)) ||
    isSoughtByJustice(text)
  );
}

/** True if a name with an age beside it stands in words. */
export function tellsOfAgedName(text: string): boolean {
  const tokens = tokensOf(text);
  return tokens.some((_, at) => isAgedName(tokens, at));
}

/**
 * True if words of a place, an office or a case tell of one person. Signs are a call by name, a label, a driver or owner, an age beside a name,
 * and the number of a paper or a telephone. A bare name, a title and a filiation are no signs: streets and prosecutors have them.
 */
export function tellsOfPersonInPlace(text: string): boolean {
  const tokens = tokensOf(text);
  if (tokens.some((_, at) => isNamedHolder(tokens, at) || isAgedName(tokens, at))) return true;
  return tellsOfCalledPerson(text) || hasNumberOfPerson(fold(text)) || hasAccount(text);
}

/** True if a sentence of a text begins with a bare name, or two words of one are joined by «_». Makes and colours look alike, and are not asked. */
export function tellsOfBareName(text: string): boolean {
  const tokens = tokensOf(text);
  return tokens.some((_, at) => isBareName(tokens, at)) || hasJoinedName(text);
}
