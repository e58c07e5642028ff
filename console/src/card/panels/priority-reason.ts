import type { InterventionEvent } from "@amaliyat/contract/interventions";
import { isPriorityReason, type PriorityReason } from "@amaliyat/domain/interventions";

/** Reason of a card's priority, and the words of the person who chose it, if any. */
export type WhyPriority = { readonly because: PriorityReason; readonly words: string | null };

const SETTING = new Set(["opened", "classified", "marked", "prioritised"]);

type Event = Pick<InterventionEvent, "kind" | "data">;

/** The reference of the one whose merge raised the priority last, where it is merged still and no person chose a priority since; else null. */
function raisedBy(events: readonly Event[]): string | null {
  let raised: { readonly other: unknown; readonly reference: unknown } | null = null;
  let priority: unknown = null;
  for (const { kind, data } of events) {
    if (kind === "joined" && data["priority"] !== priority) raised = { other: data["other"], reference: data["otherReference"] };
    if (kind === "prioritised" || (kind === "parted" && data["other"] === raised?.other)) raised = null;
    priority = data["priority"] ?? priority;
  }
  return typeof raised?.reference === "string" ? raised.reference : null;
}

/** The events without what the room raised for a call or report that was taken out since. */
const withoutLeft = (events: readonly Event[]): readonly Event[] =>
  events.filter(
    ({ data: { reason } }, nth) =>
      typeof reason !== "string" || !events.slice(nth).some(({ kind, data }) => kind === "parted" && data["source"] === reason),
  );

/** Read from the last event that set the priority; null where an old log does not say. */
export function whyPriority(log: readonly Event[]): WhyPriority | null {
  const events = withoutLeft(log);
  const joined = raisedBy(events);
  if (joined !== null) return { because: "joined", words: joined };
  const chosen = events.findLast((event) => event.kind === "prioritised");
  const last = chosen ?? events.findLast((event) => SETTING.has(event.kind));
  if (last === undefined) return null;
  const { because, reason } = last.data;
  if (last.kind === "prioritised") return { because: "person", words: typeof reason === "string" ? reason : null };
  return typeof because === "string" && isPriorityReason(because) ? { because, words: null } : null;
}
