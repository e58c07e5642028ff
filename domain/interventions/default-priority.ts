import type { Attribute } from "./attributes.ts";
import { DEFAULT_PRIORITY, type Priority } from "./priorities.ts";
import type { SubcategoryCode } from "./taxonomy/subcategories.ts";

/** Reasons of a priority: chosen by a person, given by the sub-category, raised by an attribute, or brought by a merged intervention. */
export const PRIORITY_REASONS = ["person", "subcategory", "injury", "weapon", "joined"] as const;
export type PriorityReason = (typeof PRIORITY_REASONS)[number];

/** True if the text names the reason of a priority. */
export const isPriorityReason = (text: string): text is PriorityReason => PRIORITY_REASONS.some((one) => one === text);

export type ReasonedPriority = { readonly priority: Priority; readonly because: PriorityReason };

/** Attributes that put a life at stake, whatever the sub-category. The first that holds is the reason shown. */
const RAISING = ["injury", "weapon"] as const satisfies readonly Attribute[];

/** The priority of a sub-category and its attributes, with the reason; for as long as no person chose one. Never below the sub-category's own. */
export function defaultPriority(subcategory: SubcategoryCode, attributes: readonly Attribute[]): ReasonedPriority {
  const own = DEFAULT_PRIORITY[subcategory];
  const raisedBy = RAISING.find((one) => attributes.includes(one));
  return own === "P1" || raisedBy === undefined ? { priority: own, because: "subcategory" } : { priority: "P1", because: raisedBy };
}
