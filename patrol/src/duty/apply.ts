import type { Duty } from "@amaliyat/contract/dispatch";
import {
  CHECK_IN_MS,
  checkInDue,
  decideAssignment,
  evolveAssignment,
  isActive,
  leading,
  type Assignment,
  type AssignmentCommand,
} from "@amaliyat/domain/dispatch";
import { DEFAULT_PRIORITY, UNCLASSIFIED } from "@amaliyat/domain/interventions";
import { orderOf, type Act } from "../outbox/act.ts";

export type Order = Duty["assignments"][number];

const ms = (instant: string | null): number | undefined => (instant === null ? undefined : Date.parse(instant));
const iso = (at: number): string => new Date(at).toISOString();

function stateOf(order: Order): Assignment | null {
  const { assignmentId, interventionId, unitId, assignedById, state } = order;
  if (!isActive(state)) return null;
  const [accepted, enRoute, onScene] = [ms(order.acceptedAt), ms(order.enRouteAt), ms(order.onSceneAt)];
  const stamps = {
    assigned: Date.parse(order.assignedAt),
    ...(accepted === undefined ? {} : { accepted }),
    ...(enRoute === undefined ? {} : { en_route: enRoute }),
    ...(onScene === undefined ? {} : { on_scene: onScene }),
  };
  return { kind: state, assignmentId, interventionId, unitId, assignedBy: assignedById, stamps };
}

function stamped(order: Order, state: Assignment): Order {
  const at = (step: keyof Assignment["stamps"]): string | null => {
    const stamp = state.stamps[step];
    return stamp === undefined ? null : iso(stamp);
  };
  return {
    ...order,
    state: state.kind,
    acceptedAt: at("accepted"),
    enRouteAt: at("en_route"),
    onSceneAt: at("on_scene"),
    clearedAt: at("cleared"),
  };
}

const STEPS = { accepted: "accept", en_route: "depart", on_scene: "arrive", cleared: "clear" } as const;

function commandOf(act: Act): AssignmentCommand | null {
  if (act.kind === "stamp") return { kind: STEPS[act.status] };
  if (act.kind === "finish") return { kind: "clear" };
  return act.kind === "refuse" ? { kind: "refuse", reason: act.reason } : null;
}

/** The order with its crew's read receipt. A receipt for another intervention, before the order was moved, does not count for this one. */
function afterReading(order: Order, { interventionId, seq }: Extract<Act, { kind: "read" }>): Order {
  if (interventionId !== order.interventionId) return order;
  const readSeq = Math.max(order.readSeq, Math.min(order.toldSeq, seq));
  return { ...order, readSeq, unreadSince: readSeq === order.toldSeq ? null : order.unreadSince };
}

/** A note of the person that the room has not numbered yet. */
const ownNote = (at: number, text: string): Order["notes"][number] => ({
  seq: 0,
  at: iso(at),
  text,
  from: null,
  isOwn: true,
  toRead: null,
});

/** The order after an act of its crew, by the room's own rules; unchanged where these would refuse it. */
function after(order: Order, act: Act): Order {
  if (act.kind === "note") return { ...order, notes: [ownNote(act.at, act.text), ...order.notes] };
  return act.kind === "read" ? afterReading(order, act) : commanded(order, commandOf(act), act.at);
}

function commanded(order: Order, command: AssignmentCommand | null, at: number): Order {
  const state = stateOf(order);
  const decided = state === null || command === null ? null : decideAssignment(state, command, at);
  return state !== null && decided?.ok === true && decided.value !== null ? stamped(order, evolveAssignment(state, decided.value)) : order;
}

function met({ unit }: Duty, act: Extract<Act, { kind: "flag_down" }>): Order {
  const at = iso(act.at);
  const subcategory = act.subcategory ?? UNCLASSIFIED;
  return {
    assignmentId: act.order,
    interventionId: act.order,
    unitId: unit.unitId,
    unitCode: unit.code,
    state: "on_scene",
    assignedAt: at,
    assignedBy: "",
    assignedById: unit.userId ?? unit.unitId,
    acceptedAt: null,
    enRouteAt: null,
    onSceneAt: at,
    clearedAt: null,
    endedAt: null,
    reason: null,
    unreadSince: null,
    readAt: null,
    movedFrom: null,
    reference: "",
    subcategory,
    priority: DEFAULT_PRIORITY[subcategory],
    attributes: [],
    joined: [],
    toldSeq: 0,
    readSeq: 0,
    place: act.place,
    placeText: null,
    sectorId: unit.sectorId,
    openedAt: at,
    notes: act.note === null ? [] : [ownNote(act.at, act.note)],
    hazards: [],
  };
}

/** A crew on scene by one order is nowhere else: it turns to that order, and its former one waits for it. */
function standing(assignments: readonly Order[], here: Order, at: number): Order[] {
  const others = assignments.filter((order) => order !== here);
  const leaves = (order: Order): Order => (order.state === "on_scene" ? commanded(order, { kind: "set_aside" }, at) : order);
  return [here, ...others.map(leaves)];
}

function applyToOrder(duty: Duty, act: Act): Duty {
  const before = duty.assignments.find(({ assignmentId }) => assignmentId === orderOf(act));
  if (before === undefined) return duty;
  const order = after(before, act);
  const assignments = duty.assignments.map((each) => (each === before ? order : each));
  const arrives = order.state === "on_scene" && before.state !== "on_scene";
  return { ...duty, assignments: arrives ? standing(assignments, order, act.at) : assignments };
}

function applyAct(duty: Duty, act: Act): Duty {
  const { unit, assignments } = duty;
  switch (act.kind) {
    case "flag_down":
      return assignments.some(({ assignmentId }) => assignmentId === act.order)
        ? duty
        : { ...duty, assignments: standing(assignments, met(duty, act), act.at) };
    case "panic": {
      const { at = iso(act.at), againAt = null, heardAt = at, takenUpBy: _before, ...known } = unit.distress ?? {};
      const told = { place: act.place, accuracyM: act.accuracyM ?? null, placeAt: act.placeAt ? iso(act.placeAt) : null };
      // The room keeps the place that it knows where the phone knows none.
      const where = act.place === null && unit.distress !== null ? { ...told, ...known } : told;
      return { ...duty, unit: { ...unit, distress: { at, takenUpBy: null, againAt, heardAt, ...where } } };
    }
    case "crew":
      return { ...duty, unit: { ...unit, vehicle: act.vehicle, crew: [...act.crew] } };
    case "hear": {
      const due = unit.checkInDue === null ? null : iso(Math.max(Date.parse(unit.checkInDue), act.at + CHECK_IN_MS));
      return { ...duty, unit: { ...unit, checkInDue: due, activity: act.activity === undefined ? unit.activity : act.activity } };
    }
    case "take_up":
    case "bolo_read":
    case "bolo_seen":
    case "hazard":
      return duty;
    default:
      return applyToOrder(duty, act);
  }
}

/** Duty for the screens: as it was read, with the crew's acts since. Ended orders are removed. */
export function applyActs(read: Duty, acts: readonly Act[]): Duty {
  if (acts.length === 0) return read;
  const done = acts.reduce(applyAct, read);
  const assignments = done.assignments.filter(({ state }) => isActive(state));
  const work = leading(assignments.map(({ state }) => state));
  const wasWorking = leading(read.assignments.map(({ state }) => state)) !== null;
  const status = work ?? (wasWorking ? "available" : done.unit.status);
  const onScene = assignments.flatMap(({ state, onSceneAt }) => (state === "on_scene" ? (ms(onSceneAt) ?? []) : []));
  const due = onScene.length === 0 ? null : (done.unit.checkInDue ?? iso(checkInDue(Math.max(...onScene), null) ?? 0));
  return { ...done, unit: { ...done.unit, status, checkInDue: due }, assignments };
}

/** The hazards of an order that still hold: the data read may be older than their end. A duty stored by an older app has none. */
export const holdingNow = ({ hazards }: { readonly hazards?: Order["hazards"] }, now: number): Order["hazards"] =>
  (hazards ?? []).filter(({ until }) => Date.parse(until) > now);
