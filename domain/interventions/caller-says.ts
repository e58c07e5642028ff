import { TEXT_LIMIT } from "./decide/checks.ts";
import { moreUrgent } from "./danger.ts";
import type { InterventionEvent } from "./decide/events.ts";
import type { Priority } from "./priorities.ts";
import type { Act, Intervention } from "./state.ts";

/** Statement of a caller on the event of an intervention. */
export type CallerSays = {
  readonly priority: Priority;
  /** Words for the crews. */
  readonly text: string;
  /** Reference of the call or report. */
  readonly source: string;
};

/** Longest note; the rest of a caller's words stands on the call or report. */
const cut = (text: string): string => Array.from(text).slice(0, TEXT_LIMIT).join("");

/**
 * Events of an open intervention that hears a caller: its priority is raised to that of the caller, and the words of danger are noted for each
 * crew to read. Danger is what raises the priority, and all that is most urgent. None for a caller who says no danger.
 */
export function callerEvents(state: Intervention, { priority, text, source }: CallerSays, act: Act): InterventionEvent[] {
  const raises = moreUrgent(state.priority, priority) !== state.priority;
  if (!raises && priority !== "P1") return [];
  const noted: InterventionEvent = { ...act, kind: "noted", text: cut(`${source}: ${text}`), source, mustRead: true };
  return raises ? [{ ...act, kind: "prioritised", priority, reason: source }, noted] : [noted];
}
