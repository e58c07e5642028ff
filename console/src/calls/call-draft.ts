import { URGENT_KINDS, type UrgentKind } from "@amaliyat/domain/calls";
import {
  isAttribute,
  isPriority,
  isSubcategory,
  sameAttributes,
  type Attribute,
  type Priority,
  type SubcategoryCode,
} from "@amaliyat/domain/interventions";

/** The choices and words on a card before an intervention is made of it; null stands for the result of the questions. */
export type CallDraft = {
  readonly subcategory: SubcategoryCode | null;
  readonly priority: Priority | null;
  readonly attributes: readonly Attribute[];
  readonly note: string;
};

export const BLANK: CallDraft = { subcategory: null, priority: null, attributes: [], note: "" };

/** True if a stored value is still a draft that this program understands. */
export function isCallDraft(value: unknown): value is CallDraft {
  if (typeof value !== "object" || value === null) return false;
  const { subcategory, priority, attributes, note } = value as Readonly<Record<string, unknown>>;
  if (subcategory !== null && !(typeof subcategory === "string" && isSubcategory(subcategory))) return false;
  if (!Array.isArray(attributes) || !attributes.every((each) => typeof each === "string" && isAttribute(each))) return false;
  return (priority === null || (typeof priority === "string" && isPriority(priority))) && typeof note === "string";
}

/** Body of the request: only details beyond the call itself, which the room knows. */
export const toBody = ({ subcategory, priority, attributes, note }: CallDraft) => ({
  ...(subcategory === null ? {} : { subcategory }),
  ...(priority === null ? {} : { priority }),
  ...(attributes.length === 0 ? {} : { attributes: [...attributes] }),
  ...(note.trim() === "" ? {} : { note: note.trim() }),
});

/** The urgent kind that a draft was filled with; null if it was changed since, or never was. */
export const urgentOf = ({ subcategory, priority, attributes }: CallDraft): UrgentKind["code"] | null =>
  URGENT_KINDS.find((kind) => kind.subcategory === subcategory && kind.priority === priority && sameAttributes(kind.attributes, attributes))
    ?.code ?? null;
