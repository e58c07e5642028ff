import type { Text3 } from "../../kernel/index.ts";
import { search } from "../../search/index.ts";
import { CATEGORIES, type CategoryCode } from "./categories.ts";
import type { SubcategoryEntry } from "./entry.ts";
import { SUBCATEGORIES, type SubcategoryCode } from "./subcategories.ts";

export type Category = { readonly code: CategoryCode; readonly iccs: string | null; readonly labels: Text3 };
export type Subcategory = SubcategoryEntry & { readonly code: SubcategoryCode };

const categories: ReadonlyMap<string, Category> = new Map(CATEGORIES.map((one) => [one.code, one]));
const subcategories: ReadonlyMap<string, Subcategory> = new Map(SUBCATEGORIES.map((one) => [one.code, one]));

/** Sub-category that may stay for a while; it must be reviewed. */
export const UNCLASSIFIED: SubcategoryCode = "OTH.UNK";

/** True if the text is a code of the taxonomy; exact, upper case. */
export const isSubcategory = (code: string): code is SubcategoryCode => subcategories.has(code);

/** True if the text is one of the eight categories. */
export const isCategory = (code: string): code is CategoryCode => categories.has(code);

/** The entry of a sub-category. */
export function subcategory(code: SubcategoryCode): Subcategory {
  const found = subcategories.get(code);
  if (!found) throw new Error(`no such sub-category: ${code}`);
  return found;
}

/** The entry of a category. */
export function category(code: CategoryCode): Category {
  const found = categories.get(code);
  if (!found) throw new Error(`no such category: ${code}`);
  return found;
}

/** The category of a sub-category: the part before the point. */
export function categoryOf(code: SubcategoryCode): CategoryCode {
  const head = code.slice(0, code.indexOf("."));
  if (!isCategory(head)) throw new Error(`a sub-category without a category: ${code}`);
  return head;
}

/** The sub-categories of a category, in order. */
export const subcategoriesOf = (code: CategoryCode): readonly Subcategory[] => SUBCATEGORIES.filter((one) => categoryOf(one.code) === code);

/**
 * Sub-categories that match the typed text, best first. By code («trf», «acc.inj») or by label in any of the three languages, in any
 * spelling of hamza, ta marbuta or accents. A label of the category counts too, after the own ones.
 */
export function searchSubcategories(query: string): Subcategory[] {
  const all = [...subcategories.values()];
  const own = search(query, all, (one) => ({ code: one.code, texts: Object.values(one.labels) }));
  const byCategory = search(query, all, (one) => ({ code: one.code, texts: Object.values(category(categoryOf(one.code)).labels) }));
  return [...new Set([...own, ...byCategory])];
}
