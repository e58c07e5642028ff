import {
  categoryOf,
  partReference,
  referenceOfDigits,
  spelledReference,
  SUBCATEGORIES,
  type SubcategoryCode,
} from "../interventions/index.ts";
import { boxAround, type Interval, type Point } from "../kernel/index.ts";
import type { WordsRead } from "./read-words.ts";
import { KINDS_OF_PLACES } from "./time-words.ts";

/** A place to which the words of a search point; `radiusM` around it counts as there. */
export type Around = { readonly point: Point; readonly radiusM: number };

/** A moment and an id, before which a page begins. */
export type Before = { readonly at: number; readonly id: string };

/** Search as each feature is asked it for its own rows. */
export type Asked = {
  readonly span: Interval | null;
  /** Null where any kind fits. */
  readonly subcategories: readonly SubcategoryCode[] | null;
  /** Folded words, all of which stand in what is found; none where nothing was named. */
  readonly words: readonly string[];
  /** Reference that digits alone, or a year and a number, may mean beside the words, folded: «2026 000001». What has it is found too. */
  readonly reference: string | null;
  /** Things that lie here are found too, whatever their words. */
  readonly around: Around | null;
  /** Only what a kept clip shows. */
  readonly withClip: boolean;
  readonly before: Before | null;
  readonly most: number;
};

/** A reference: its year and its number. */
const REFERENCE = /(?:^| )(?:19|20)\d\d \d{3,}$/u;

/** Words that people say before a reference or a number, and that are no part of it: «رقم», «n°», «réf». Folded. */
const MARKS = new Set(
  "رقم الرقم مرجع المرجع مرجعه ملف الملف تدخل التدخل n no nr num numero number ref reference dossier intervention file".split(" "),
);

/**
 * Drops the marks before a key: «رقم 2026 000001» is «2026 000001». Words that are no key stay as they are, because «رقم 12» is a house.
 */
function withoutMarks(rest: string): string {
  const words = rest.split(" ");
  const first = words.findIndex((word) => !MARKS.has(word));
  const key = first < 1 ? rest : partReference(words.slice(first).join(" "));
  return REFERENCE.test(key) || isNumberOrPlate(key) ? key : rest;
}

/** Digits of a telephone number at the least; fewer are a house number or a reference. */
const LEAST_DIGITS = 6;

/**
 * Words that are compared: a number in groups is one word, without the zero or the country before it, which people leave out or type
 * otherwise.
 */
function comparedWords(given: string): string[] {
  const rest = withoutMarks(partReference(given));
  const digits = rest.replaceAll(" ", "");
  if (!REFERENCE.test(rest) && /^\d+$/u.test(digits) && digits.length >= LEAST_DIGITS) return [digits.replace(/^(?:00213|213|0)/u, "")];
  return rest.split(" ").filter((word) => word !== "");
}

/** True where the words may name a place: a number, a reference or «street» alone names none. */
export const mayNamePlace = ({ rest }: WordsRead): boolean =>
  /\p{L}{2,}/u.test(withoutMarks(rest)) && !REFERENCE.test(rest) && !KINDS_OF_PLACES.has(rest);

/** Figures of a plate with letters at the least («AB-123-CD»); fewer are the code of a unit or a camera. */
const LEAST_FIGURES = 3;

/**
 * True for a number, and for a plate with letters: groups of figures, and between or around them one or two letters of any script. It begins and
 * ends alike («AB-123-CD», «12345 أ 6»), as no house number after a short word does.
 */
function isNumberOrPlate(rest: string): boolean {
  const signs = rest.replaceAll(" ", "");
  const groups = signs.match(/\p{L}+|\d+/gu) ?? [];
  const figures = groups.map((group) => /\d/u.test(group));
  return (
    signs.length >= LEAST_DIGITS &&
    signs.replaceAll(/\D/gu, "").length >= LEAST_FIGURES &&
    groups.join("") === signs &&
    groups.every((group, nth) => figures[nth] === true || group.length <= 2) &&
    figures[0] === figures.at(-1)
  );
}

/** True for a reference, a telephone number or a plate: words that name one thing, and are no words of speech. */
export const isKey = ({ span, kinds, rest }: WordsRead): boolean =>
  span === null && kinds.length === 0 && (REFERENCE.test(partReference(rest)) || isNumberOrPlate(withoutMarks(rest)));

/** Reference that is asked beside the words: of digits alone, or of a year and a number without its zeros. Null if the words are it already. */
function alsoReference(rest: string, words: readonly string[]): string | null {
  const digits = words.length === 1 ? referenceOfDigits(words[0] ?? "") : null;
  const said = rest.split(" ");
  const spelled = digits ?? spelledReference(said.slice(said.findIndex((word) => !MARKS.has(word))).join(" "));
  return spelled === words.join(" ") ? null : spelled;
}

/** Question to each feature, made from the words as they were read and the place that they name. */
export function askedBy({ span, kinds, rest }: WordsRead, around: Around | null, more: Pick<Asked, "withClip" | "before" | "most">): Asked {
  const named = SUBCATEGORIES.map(({ code }) => code).filter((code) => kinds.some((kind) => kind === code || kind === categoryOf(code)));
  const words = comparedWords(rest);
  const reference = alsoReference(rest, words);
  return { span, subcategories: kinds.length === 0 ? null : named, words, reference, around, ...more };
}

/** A search as the database reads it (`amaliyat_search`); `kinds` are the codes of the source, null where any fits. */
function searchKeys({ span, words, around, before }: Asked, kinds: readonly string[] | null): Record<string, unknown> {
  return {
    ...(kinds === null ? {} : { kinds }),
    ...(span === null ? {} : { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() }),
    words,
    ...(around === null ? {} : boxAround(around.point, around.radiusM)),
    ...(before === null ? {} : { after_at: new Date(before.at).toISOString(), after_id: before.id }),
  };
}

/** A search as questions to `amaliyat_search`, of which each finds some: digits alone are asked once more as a reference. */
export function searchQuestions(asked: Asked, kinds: readonly string[] | null): Record<string, unknown>[] {
  const { reference } = asked;
  const forms = reference === null ? [asked] : [asked, { ...asked, words: [reference] }];
  return forms.map((form) => searchKeys(form, kinds));
}
