import { exhaustive, isSaid, ok, type Result } from "../../kernel/index.ts";
import { inOrder } from "../attributes.ts";
import { originOf } from "../channels.ts";
import { checkClip, checkMerge, checkPerson, checkPlace, checkText } from "./checks.ts";
import { marksOf, sameMarks, UNCHOSEN } from "../chosen.ts";
import type { Circumstances, InterventionCommand, OpenCommand } from "./commands.ts";
import type { InterventionEvent, OpenedEvent } from "./events.ts";
import { decideRelation } from "./decide-relation.ts";
import { defaultPriority, type ReasonedPriority } from "../default-priority.ts";
import { moreUrgent } from "../danger.ts";
import { refused, type InterventionRefusal } from "../refusals.ts";
import type { Act, Intervention } from "../state.ts";
import { UNCLASSIFIED } from "../taxonomy/lookup.ts";
import { interventionAfter } from "./transitions.ts";

type Decision = Result<InterventionEvent[], InterventionRefusal>;
type Command<Kind extends InterventionCommand["kind"]> = Extract<InterventionCommand, { kind: Kind }>;

/** Opens an intervention. The origin follows from the channel; without a sub-category it is «unclassified» with its default priority. */
export function decideOpening(command: OpenCommand, act: Act): Result<OpenedEvent, InterventionRefusal> {
  if (command.place !== null) {
    const place = checkPlace(command.place);
    if (!place.ok) return place;
  }
  const { kind: _kind, priority, ...told } = { ...UNCHOSEN, ...command };
  const marks = marksOf(told);
  const priorityByHand = priority !== undefined;
  const origin = originOf(command.channel);
  const byDefault = defaultPriority(told.subcategory, marks.attributes);
  const reasoned: ReasonedPriority = priority === undefined ? byDefault : { priority, because: "person" };
  return ok({ ...told, ...marks, ...act, kind: "opened", origin, ...reasoned, priorityByHand });
}

function senseless(state: Intervention, command: InterventionCommand): Decision {
  if (command.kind === "split") return refused("intervention.not_merged");
  switch (state.kind) {
    case "open":
      return refused("intervention.still_open");
    case "closed":
      return refused("intervention.already_closed");
    case "cancelled":
      return refused("intervention.already_cancelled");
    case "merged":
      return refused("intervention.already_merged");
    default:
      return exhaustive(state);
  }
}

/** The priority that follows from a change. A person's choice stays, and it is not below that of merged ones. */
export function priorityWith(state: Intervention, change: Partial<Pick<Intervention, "subcategory" | "attributes">>): ReasonedPriority {
  if (state.priorityByHand) return { priority: state.priority, because: "person" };
  const own = defaultPriority(change.subcategory ?? state.subcategory, change.attributes ?? state.attributes);
  const priority = moreUrgent(own.priority, state.joinedPriority);
  return priority === own.priority ? own : { priority, because: "joined" };
}

function mark(state: Intervention, { kind: _kind, ...given }: Command<"mark">, act: Act): Decision {
  const marks = marksOf({ ...state, ...given });
  if (sameMarks(marks, state)) return ok([]);
  return ok([{ ...act, kind: "marked", ...marks, ...priorityWith(state, marks) }]);
}

/** A reason that was given is kept, also where the priority stays: it answers the one who asks why. */
function prioritise(state: Intervention, { priority, reason }: Command<"prioritise">, act: Act): Decision {
  if (reason === undefined)
    return ok(priority === state.priority && state.priorityByHand ? [] : [{ ...act, kind: "prioritised", priority, reason: null }]);
  return withReason(reason, (text) => ({ ...act, kind: "prioritised", priority, reason: text }));
}

function notePerson({ person }: Command<"note_person">, act: Act): Decision {
  const checked = checkPerson(person);
  const { personId, role, certainty } = person;
  return checked.ok ? ok([{ ...act, kind: "person_noted", personId, role, certainty }]) : checked;
}

function withdrawPerson({ personId, withdrawn, reason }: Command<"withdraw_person">, act: Act): Decision {
  if (withdrawn) return refused("intervention.person_withdrawn");
  return withReason(reason, () => ({ ...act, kind: "person_withdrawn", personId }));
}

function classify(state: Intervention, { subcategory }: Command<"classify">, act: Act): Decision {
  if (state.kind === "closed" && subcategory === UNCLASSIFIED) return refused("intervention.still_unclassified");
  if (subcategory === state.subcategory) return ok([]);
  return ok([{ ...act, kind: "classified", subcategory, ...priorityWith(state, { subcategory }) }]);
}

function close(state: Intervention, command: Command<"close">, act: Act, active: number): Decision {
  if (active > 0) return refused("intervention.units_still_assigned", { count: active });
  const outcome = checkText(command.outcome, "intervention.outcome_missing");
  if (!outcome.ok) return outcome;
  const needsReview = command.forReview === true;
  if (state.subcategory === UNCLASSIFIED && !needsReview) return refused("intervention.still_unclassified");
  return ok([{ ...act, kind: "closed", disposition: command.disposition, outcome: outcome.value, needsReview }]);
}

function merge(state: Intervention, { target, moveAssignments }: Command<"merge">, act: Act, active: number): Decision {
  const checked = checkMerge(state.interventionId, target);
  if (!checked.ok) return checked;
  if (active > 0 && !moveAssignments) return refused("intervention.units_still_assigned", { count: active });
  return ok([{ ...act, kind: "merged", into: target.interventionId, otherReference: target.reference, moveAssignments }]);
}

function split(state: Intervention, { takes }: Command<"split">, act: Act): Decision {
  if (state.kind !== "merged") return refused("intervention.not_merged");
  const { priority, attributes } = takes ?? state;
  const priorityByHand = state.priorityByHand || priority !== state.priority;
  return ok([{ ...act, kind: "split", from: state.into, priority, attributes: inOrder(attributes), priorityByHand }]);
}

/**
 * A crew's report of its acts is never refused. A crew that was there before the desk cancelled proves that there was an event: it is open
 * again. The order of the two is that of times that were not raised: a clock that was set back raises both to one stamp.
 */
function crewReports(state: Intervention, command: Command<"crew_reports">, act: Act): Decision {
  const { kind: _kind, saidAt, cancelledAt, ...told } = command;
  const reported: InterventionEvent = { ...act, kind: "crew_reported", ...told };
  const wasThere = state.kind === "cancelled" && command.step === "on_scene" && saidAt < (cancelledAt ?? state.cancelled.at);
  return ok(wasThere ? [reported, { ...act, kind: "reopened", reason: "" }] : [reported]);
}

function note({ kind: _kind, text: written, ...own }: Command<"note">, act: Act): Decision {
  return withText(written, "intervention.note_missing", (text) => ({ ...act, kind: "noted", text, ...own }));
}

function withText(text: string, missing: InterventionRefusal["code"], event: (text: string) => InterventionEvent): Decision {
  const checked = checkText(text, missing);
  return checked.ok ? ok([event(checked.value)]) : checked;
}

const withReason = (reason: string, event: (reason: string) => InterventionEvent): Decision =>
  isSaid(reason) ? withText(reason, "intervention.reason_missing", event) : refused("intervention.reason_missing");

/**
 * Judges one command. No event means: it was so already.
 * Cancelling leaves units that are still on their way to be withdrawn by the caller, in the same transaction; merging with
 * `moveAssignments` leaves them to be moved to the target.
 */
export function decideIntervention(state: Intervention, command: InterventionCommand, given: Circumstances): Decision {
  const act: Act = { at: given.at, by: given.by };
  const heard = given.heardAt === undefined ? {} : { heardAt: given.heardAt };
  const { active, onScene } = given.assignments;
  if (given.seenVersion !== undefined && given.seenVersion !== state.version)
    return refused("intervention.changed_meanwhile", { version: state.version });
  if (interventionAfter(state.kind, command.kind) === null) return senseless(state, command);
  switch (command.kind) {
    case "classify":
      return classify(state, command, act);
    case "prioritise":
      return prioritise(state, command, act);
    case "mark":
      return mark(state, command, act);
    case "note_person":
      return notePerson(command, act);
    case "withdraw_person":
      return withdrawPerson(command, act);
    case "relate":
    case "unrelate":
      return decideRelation(state, command, act);
    case "place": {
      const place = checkPlace(command.place);
      return place.ok ? ok([{ ...act, kind: "placed", place: place.value, sectorId: command.sectorId }]) : place;
    }
    case "note":
      return note(command, act);
    case "attach_clip": {
      const clip = checkClip(command.clip);
      return clip.ok ? ok([{ ...act, kind: "clip_attached", clip: clip.value }]) : clip;
    }
    case "close":
      return close(state, command, act, active);
    case "reopen":
      return withReason(command.reason, (reason) => ({ ...act, kind: "reopened", reason }));
    case "cancel":
      if (onScene > 0) return refused("intervention.unit_on_scene", { count: onScene });
      return withReason(command.reason, (reason) => ({ ...act, kind: "cancelled", reason, ...heard }));
    case "merge":
      return merge(state, command, act, active);
    case "split":
      return split(state, command, act);
    case "crew_reports":
      return crewReports(state, command, act);
    default:
      return exhaustive(command);
  }
}
