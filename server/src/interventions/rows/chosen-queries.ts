import type { Attribute, ChosenFacts, Priority, SubcategoryCode } from "@amaliyat/domain/interventions";
import { sql } from "kysely";

/** Columns of the facts that a person can choose at the opening. */
export type ChosenColumns = {
  subcategory: SubcategoryCode;
  priority: Priority;
  attributes: readonly Attribute[];
};

/** The same in a select list; the caller reads `from intervention i`. */
export const chosenColumns = sql`i.subcategory, i.priority, i.attributes`;

/** The facts in columns, for the domain and for the screens. */
export const chosenOfColumns = ({ subcategory, priority, attributes }: ChosenColumns) => {
  return { subcategory, priority, attributes: [...attributes] } satisfies ChosenFacts;
};

/** The columns of facts. */
export const columnsOfChosen = ({ subcategory, priority, attributes }: ChosenFacts): ChosenColumns => {
  return { subcategory, priority, attributes };
};
