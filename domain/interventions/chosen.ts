import { inOrder, sameAttributes, type Attribute } from "./attributes.ts";
import type { Priority } from "./priorities.ts";
import { UNCLASSIFIED } from "./taxonomy/lookup.ts";
import type { SubcategoryCode } from "./taxonomy/subcategories.ts";

/** Facts that a person can set by the command `mark`. Its event has all of them. */
export type Marks = {
  /** Marks beside its sub-category, in the order of `ATTRIBUTES`. */
  readonly attributes: readonly Attribute[];
};

/** Facts that a person can choose when an intervention is opened. Command, event, state, contract and table have these fields. */
export type ChosenFacts = Marks & {
  readonly subcategory: SubcategoryCode;
  readonly priority: Priority;
};

/** The same where nothing was chosen. The priority then follows from the others. */
export const UNCHOSEN = { subcategory: UNCLASSIFIED, attributes: [] } satisfies Omit<ChosenFacts, "priority">;

/** The marks among more facts, each in its own order. */
export const marksOf = ({ attributes }: Marks): Marks => ({ attributes: inOrder(attributes) });

/** True if both have the same marks. */
export const sameMarks = (a: Marks, b: Marks): boolean => sameAttributes(a.attributes, b.attributes);
