import { categoryOf, type SubcategoryCode } from "../interventions/index.ts";

/** At most this part of a period's interventions should be «other». */
export const OTHER_TARGET = 0.1;

/** True for a sub-category of «other»: somebody looks whether a better one exists. */
export const isOther = (code: SubcategoryCode): boolean => categoryOf(code) === "OTH";

/** The part of «other»; null of nothing. */
export const otherShare = (other: number, total: number): number | null => (total === 0 ? null : other / total);
