import { isPriority, isSubcategory, type Priority, type SubcategoryCode } from "@amaliyat/domain/interventions";

/** What is typed on a card before an intervention is made of it; null is what the questions amount to. */
export type CallDraft = { readonly subcategory: SubcategoryCode | null; readonly priority: Priority | null; readonly note: string };

export const BLANK: CallDraft = { subcategory: null, priority: null, note: "" };

/** Whether what was kept on this machine is still a draft that this program understands. */
export function isCallDraft(value: unknown): value is CallDraft {
  if (typeof value !== "object" || value === null) return false;
  const { subcategory, priority, note } = value as Readonly<Record<string, unknown>>;
  if (subcategory !== null && !(typeof subcategory === "string" && isSubcategory(subcategory))) return false;
  return (priority === null || (typeof priority === "string" && isPriority(priority))) && typeof note === "string";
}

/** What the room is asked: only what was said beyond the call itself, which the room knows. */
export const toBody = ({ subcategory, priority, note }: CallDraft) => ({
  ...(subcategory === null ? {} : { subcategory }),
  ...(priority === null ? {} : { priority }),
  ...(note.trim() === "" ? {} : { note: note.trim() }),
});
