import { exhaustive } from "../kernel/index.ts";
import type { ForwardEvent } from "./commands.ts";
import type { Forward, Update } from "./state.ts";

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
  revision: 0,
  update: null,
});

/** Changes that come while one waits for its first try go with it: the moment stays, so that no stream of changes puts it off. */
const sooner = (before: Update | null, dueAt: number): number =>
  before === null || before.nextTryAt === null || before.attempts > 0 ? dueAt : Math.min(before.nextTryAt, dueAt);

const waiting = (nextTryAt: number): Update => ({ attempts: 0, nextTryAt, cause: null });

/** The forward after an event that `decideForward` allowed; the version grows by one. */
export function evolveForward(state: Forward, event: ForwardEvent): Forward {
  const { forwardId, interventionId, partnerId, attempts, reached, partnerReference, revision, update } = state;
  const names = { forwardId, interventionId, partnerId, partnerReference };
  const kept = { ...names, attempts, reached, revision, update, version: state.version + 1 };
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
      return { ...entered, kind: "done", reached: true, update: null };
    case "refused":
      return { ...entered, kind: "refused", reached: true, reason: event.reason };
    case "messaged":
      return { ...state, version: kept.version };
    case "try_failed":
      return { ...kept, kind: "queued", since: state.since, nextTryAt: event.nextTryAt, cause: event.cause };
    case "given_up":
      return { ...entered, kind: "failed", cause: event.cause };
    case "cancelled":
      return { ...entered, kind: "cancelled", attempts: 0, update: null, reason: event.reason, notice: reached ? "due" : "none" };
    case "resent":
      return { ...entered, kind: "queued", attempts: 0, nextTryAt: event.at, cause: null, update: update && waiting(event.at) };
    case "cancellation_told":
      return state.kind === "cancelled" ? { ...state, version: kept.version, notice: "told" } : state;
    case "revised":
      return { ...state, version: kept.version, revision: revision + 1, update: waiting(sooner(update, event.dueAt)) };
    case "update_begun":
      return { ...state, version: kept.version, update: update && { ...update, attempts: update.attempts + 1 } };
    case "update_requeued":
      return { ...state, version: kept.version, update: waiting(event.at) };
    case "update_told":
      return { ...state, version: kept.version, update: event.revision === revision ? null : update };
    case "update_failed":
      return { ...state, version: kept.version, update: update && { ...update, cause: event.cause, nextTryAt: event.nextTryAt } };
    case "update_given_up":
      return { ...state, version: kept.version, update: update && { ...update, cause: event.cause, nextTryAt: null } };
    default:
      return exhaustive(event);
  }
}
