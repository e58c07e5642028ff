import type { InterventionEvent } from "@amaliyat/contract/interventions";
import { isPriorityReason, type PriorityReason } from "@amaliyat/domain/interventions";

/** Why a card has its priority, and the words of the person who chose it, if any were said. */
export type WhyPriority = { readonly because: PriorityReason; readonly words: string | null };

const SETTING = new Set(["opened", "classified", "marked", "prioritised"]);

/** Read from the last event that set the priority; null where an old log does not say. */
export function whyPriority(events: readonly Pick<InterventionEvent, "kind" | "data">[]): WhyPriority | null {
  const chosen = events.findLast((event) => event.kind === "prioritised");
  const last = chosen ?? events.findLast((event) => SETTING.has(event.kind));
  if (last === undefined) return null;
  const { because, reason } = last.data;
  if (last.kind === "prioritised") return { because: "person", words: typeof reason === "string" ? reason : null };
  return typeof because === "string" && isPriorityReason(because) ? { because, words: null } : null;
}
