import { exhaustive } from "../../kernel/index.ts";
import { marksOf } from "../chosen.ts";
import type { InterventionEvent, OpenedEvent } from "./events.ts";
import { applyHistory } from "../history.ts";
import type { Intervention, OpenIntervention } from "../state.ts";
import { UNCLASSIFIED } from "../taxonomy/lookup.ts";

/** The state of an intervention that was just opened; version 1. */
export function beginIntervention(event: OpenedEvent): OpenIntervention {
  const { kind: _kind, at, by, because: _because, ...told } = event;
  return { ...told, kind: "open", version: 1, opened: { at, by }, needsReview: false, joinedPriority: null };
}

/** The facts of any state without what only that state has. */
function facts(state: Intervention): Omit<OpenIntervention, "kind"> {
  switch (state.kind) {
    case "open": {
      const { kind: _kind, ...kept } = state;
      return kept;
    }
    case "closed": {
      const { kind: _kind, closed: _closed, disposition: _disposition, outcome: _outcome, ...kept } = state;
      return kept;
    }
    case "cancelled": {
      const { kind: _kind, cancelled: _cancelled, reason: _reason, ...kept } = state;
      return kept;
    }
    case "merged": {
      const { kind: _kind, merged: _merged, into: _into, ...kept } = state;
      return kept;
    }
    default:
      return exhaustive(state);
  }
}

/** The state after an event that `decideIntervention` allowed; the version grows by one. */
export function evolveIntervention(before: Intervention, event: InterventionEvent): Intervention {
  const state = { ...before, version: before.version + 1 };
  const act = { at: event.at, by: event.by };
  switch (event.kind) {
    case "opened":
      throw new Error(`an intervention opens once: ${before.interventionId}`);
    case "classified": {
      const unanswered = event.subcategory === UNCLASSIFIED && state.needsReview;
      return { ...state, subcategory: event.subcategory, priority: event.priority, needsReview: unanswered };
    }
    case "marked":
      return { ...state, ...marksOf(event), priority: event.priority };
    case "prioritised":
      return { ...state, priority: event.priority, priorityByHand: true };
    case "placed":
      return { ...state, place: event.place, sectorId: event.sectorId };
    case "noted":
    case "clip_attached":
    case "person_noted":
    case "person_withdrawn":
    case "related":
    case "unrelated":
    case "crew_reported":
      return state;
    case "joined": {
      const { priority, attributes, joinedPriority } = event;
      return { ...state, priority, attributes, joinedPriority };
    }
    case "parted": {
      const { priority, attributes, priorityByHand, joinedPriority } = event;
      return { ...state, priority, attributes, priorityByHand, joinedPriority };
    }
    case "closed": {
      const { disposition, outcome, needsReview } = event;
      return { ...facts(state), needsReview, kind: "closed", closed: act, disposition, outcome };
    }
    case "corrected":
      return applyHistory(state, facts(state), event.after);
    case "cancelled":
      return { ...facts(state), kind: "cancelled", cancelled: act, reason: event.reason };
    case "merged":
      return { ...facts(state), kind: "merged", merged: act, into: event.into };
    case "reopened":
      return { ...facts(state), kind: "open" };
    case "split": {
      const { priority, attributes, priorityByHand } = event;
      return { ...facts(state), kind: "open", priority, attributes, priorityByHand };
    }
    default:
      return exhaustive(event);
  }
}
