import { exhaustive } from "../kernel/index.ts";
import type { ForwardEvent } from "./commands.ts";
import type { Forward } from "./state.ts";

/** A forward that was just queued; version 1. */
export const beginForward = (given: { forwardId: string; interventionId: string; partnerId: string; at: number }): Forward => ({
  kind: "queued",
  forwardId: given.forwardId,
  interventionId: given.interventionId,
  partnerId: given.partnerId,
  version: 1,
  since: given.at,
  attempts: 0,
  reached: false,
  partnerReference: null,
  nextTryAt: given.at,
  cause: null,
});

/** The forward after an event that `decideForward` allowed; the version grows by one. */
export function evolveForward(state: Forward, event: ForwardEvent): Forward {
  const { forwardId, interventionId, partnerId, attempts, reached, partnerReference } = state;
  const kept = { forwardId, interventionId, partnerId, partnerReference, attempts, reached, version: state.version + 1 };
  const entered = { ...kept, since: event.at };
  switch (event.kind) {
    case "queued":
      throw new Error(`a forward is queued once: ${forwardId}`);
    case "try_begun":
      return { ...state, version: kept.version, attempts: attempts + 1, reached: true };
    case "sent":
      return { ...entered, kind: "sent", reached: true };
    case "received":
      return { ...entered, kind: "received", reached: true };
    case "acknowledged":
      return { ...entered, kind: "acknowledged", reached: true, partnerReference: event.partnerReference ?? partnerReference };
    case "progressed":
      return { ...entered, since: state.kind === "in_progress" ? state.since : event.at, kind: "in_progress", reached: true };
    case "finished":
      return { ...entered, kind: "done", reached: true };
    case "refused":
      return { ...entered, kind: "refused", reached: true, reason: event.reason };
    case "messaged":
      return { ...state, version: kept.version };
    case "try_failed":
      return { ...kept, kind: "queued", since: state.since, nextTryAt: event.nextTryAt, cause: event.cause };
    case "given_up":
      return { ...entered, kind: "failed", cause: event.cause };
    case "cancelled":
      return { ...entered, kind: "cancelled", attempts: 0, reason: event.reason, notice: reached ? "due" : "none" };
    case "resent":
      return { ...entered, kind: "queued", attempts: 0, nextTryAt: event.at, cause: null };
    case "cancellation_told":
      return state.kind === "cancelled" ? { ...state, version: kept.version, notice: "told" } : state;
    default:
      return exhaustive(event);
  }
}
