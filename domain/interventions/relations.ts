import type { Text3 } from "../kernel/index.ts";
import type { InterventionKind } from "./state.ts";

/**
 * Relations of an intervention to another one, seen from itself. The first three are those of EIDO (NENA-STA-021), which also has
 * «replaced» and «split»: merging and its undoing. `apart`: a person judged two that look alike to be two events.
 */
export const RELATIONS = ["parent", "child", "related", "apart"] as const;
export type Relation = (typeof RELATIONS)[number];

export const RELATION_LABELS: Readonly<Record<Relation, Text3>> = {
  parent: { ar: "جزء من", fr: "Fait partie de", en: "Part of" },
  child: { ar: "يضم", fr: "Comprend", en: "Comprises" },
  related: { ar: "ذو صلة بـ", fr: "Liée à", en: "Related to" },
  apart: { ar: "ليس مكررا لـ", fr: "Distincte de", en: "Kept apart from" },
};

const OTHER_WAY: Readonly<Record<Relation, Relation>> = { parent: "child", child: "parent", related: "related", apart: "apart" };

/** The same relation seen from the other intervention: whose parent it is. */
export const otherWay = (relation: Relation): Relation => OTHER_WAY[relation];

/** True if the text names a relation. */
export const isRelation = (text: string): text is Relation => RELATIONS.some((one) => one === text);

/** The intervention at the other end. `above` are its parent, the parent's parent and so on; `now` the relation that the two have already. */
export type RelationTarget = {
  readonly interventionId: string;
  readonly reference: string;
  readonly kind: InterventionKind;
  readonly above: readonly string[];
  readonly now: Relation | null;
};
