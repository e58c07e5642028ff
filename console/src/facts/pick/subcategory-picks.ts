import {
  category,
  categoryOf,
  DIGITS,
  FAVOURITES,
  searchSubcategories,
  SUBCATEGORIES,
  type SubcategoryCode,
} from "@amaliyat/domain/interventions";
import type { Language } from "@amaliyat/domain/kernel";

export type SubcategoryPick = {
  readonly code: SubcategoryCode;
  readonly label: string;
  readonly category: string;
  readonly digit: string | undefined;
};

const favouriteCodes = DIGITS.map((digit) => FAVOURITES[digit]);

/** Entries of the picker: the favourites with their digits and then the rest; or the matches of the typed words, best first. */
export function subcategoryPicks(query: string, language: Language): readonly SubcategoryPick[] {
  const digitOf = new Map(DIGITS.map((digit) => [FAVOURITES[digit], digit as string]));
  const codes =
    query.trim() === ""
      ? [...favouriteCodes, ...SUBCATEGORIES.map((one) => one.code).filter((code) => !digitOf.has(code))]
      : searchSubcategories(query).map((one) => one.code);
  const byCode = new Map(SUBCATEGORIES.map((one) => [one.code, one]));
  return codes.flatMap((code) => {
    const entry = byCode.get(code);
    if (!entry) return [];
    return [{ code, label: entry.labels[language], category: category(categoryOf(code)).labels[language], digit: digitOf.get(code) }];
  });
}
