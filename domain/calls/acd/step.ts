import { exhaustive } from "../../kernel/index.ts";
import { Change } from "./change.ts";
import { match, rulesOf } from "./match.ts";
import { hush, isThere, OTHER_ROOM, outsideClocks, ringOutside, stillRings, TELEPHONE, type Beside } from "./outside.ts";
import { isBusy, type Acd, type Happened, type NewInQueue, type QueuedCall, type Step, type Taker, type TakerState } from "./state.ts";

/** Pause of a telephone that has refused a call or could not be reached, ms. Others are offered the call at once. */
export const REST_MS = 1_500;

/** Time in which a person who has answered is joined with the caller, however little of the offer is left, ms. */
export const JOINED_WITHIN_MS = 5_000;

/** Offers in a row that rang out, after which the person counts as away. */
export const MISSED_LIMIT = 2;

/** Frees who had a call: to write for a while, or to the pause that was asked for, or to the next call. */
function free(change: Change, takerId: string, call: QueuedCall, wrapUpMs: number): void {
  const taker = change.takers.get(takerId);
  if (taker === undefined) return;
  if (taker.pauseNext !== null && wrapUpMs === 0)
    return change.taker(takerId, { kind: "paused", reason: taker.pauseNext }, { missed: 0, pauseNext: null });
  if (wrapUpMs > 0) return change.taker(takerId, { kind: "wrap_up", callId: call.callId, until: change.at + wrapUpMs }, { missed: 0 });
  change.taker(takerId, { kind: "ready" }, { missed: 0 });
}

/** The call is over or out of this queue: its call-taker is free. */
function release(change: Change, call: QueuedCall): void {
  if (call.state.kind === "offered") {
    const { takerId } = call.state;
    change.withdraw(call);
    change.taker(takerId, { kind: "ready" });
  }
  if (call.state.kind === "talking") free(change, call.state.takerId, call, rulesOf(change.lines, call).wrapUpMs);
  change.dropCall(call.callId);
}

/** The most urgent line of the room: its callers are in danger. */
const URGENT = 1;

/** The people who answer the most urgent line. */
function urgentTakers({ lines: all, takers }: Change): Taker[] {
  const urgent = [...all.values()].filter(({ priority }) => priority === URGENT);
  return [...takers.values()].filter(({ lines }) => urgent.some(({ lineId }) => lines === null || lines.includes(lineId)));
}

/** True for a call-taker at whom a call of the most urgent line can ring now: one who talks does not count. */
const isInReach = ({ state }: Taker): boolean => state.kind === "ready" || state.kind === "offered";

/** True if this person answers the most urgent line, and no call of it could ring at anybody else. */
function isLastForUrgent(change: Change, takerId: string): boolean {
  const answering = urgentTakers(change);
  return answering.some((taker) => taker.takerId === takerId) && !answering.some((taker) => taker.takerId !== takerId && isInReach(taker));
}

/**
 * Nobody is left for the most urgent line, or one of its callers could ring at nobody. Then a call-taker whom the room had paused is rung
 * again, as the last one always is.
 */
function endOwnPauses(change: Change): void {
  const answering = urgentTakers(change);
  const waits = [...change.calls.values()].some(({ priority, state }) => priority === URGENT && state.kind === "waiting");
  if (answering.some(waits ? isInReach : isThere)) return;
  for (const { takerId, state } of answering)
    if (state.kind === "paused" && state.reason === "no_answer") change.taker(takerId, { kind: "ready" }, { missed: 0 });
}

type Failure = Extract<Happened, { kind: "offer_failed" }>["why"];

/**
 * An offer failed. A call-taker who misses two in a row is taken for absent, so that no caller waits for an empty chair. A console
 * whose connection is lost gets `taker_lost` as well. The room never pauses the last person of the most urgent line. Otherwise nobody would
 * ring for a caller in danger, and nobody would notice.
 */
function failed(change: Change, call: QueuedCall, why: Failure): void {
  if (call.state.kind !== "offered") return;
  const { takerId } = call.state;
  if (why === "not_joined") {
    const tried = call.tried.filter((each) => each !== takerId);
    change.call(call.callId, { state: { kind: "waiting" }, tried });
    return change.taker(takerId, { kind: "ready" }, { missed: 0 });
  }
  if (why === "no_answer") change.withdraw(call);
  else change.call(call.callId, { state: { kind: "waiting" } });
  const { missed: before = 0, pauseNext = null } = change.takers.get(takerId) ?? {};
  const missed = before + 1;
  if (missed >= MISSED_LIMIT && !isLastForUrgent(change, takerId))
    return change.taker(takerId, { kind: "paused", reason: "no_answer" }, { missed: 0 });
  // A telephone that refuses by itself does so at once: the same call would ring there a hundred times in five seconds.
  const rests = why !== "no_answer" && pauseNext === null && call.callBack !== "asked";
  const next: TakerState = rests ? { kind: "wrap_up", callId: call.callId, until: change.at + REST_MS } : { kind: "ready" };
  change.taker(takerId, next, { missed });
}

/** Place of a call that was in a talk and waits again: its old one, but the moment of now where the old one would send it away. */
const sinceAgain = (change: Change, call: Pick<QueuedCall, "lineId" | "since">): number =>
  rulesOf(change.lines, { lineId: call.lineId, priority: Infinity }).overflowMs === null ? call.since : change.at;

/** A telephone is gone: what rang or talked there waits again, in its old place and before its equals. */
function lose(change: Change, takerId: string): void {
  const taker = change.takers.get(takerId);
  if (taker === undefined) return;
  for (const call of change.calls.values()) {
    if (call.state.kind === "waiting" || call.state.kind === "leaving" || call.state.takerId !== takerId) continue;
    const again = call.state.kind === "talking" ? { givenBack: true, since: sinceAgain(change, call) } : {};
    change.withdraw(call);
    change.endConsultations(call.callId);
    change.call(call.callId, { state: { kind: "waiting" }, ...again, tried: [] });
  }
  change.taker(takerId, { kind: "off" }, { missed: 0, pauseNext: null });
}

/** Call with this id that waits for a call back. No other call gives its place away. */
function whoAsked(change: Change, callId: string | null | undefined): QueuedCall | undefined {
  const call = change.calls.get(callId ?? "");
  return call?.callBack === "asked" ? call : undefined;
}

/** Adds a call, in the place of its earlier request for a call back. */
function add(change: Change, given: NewInQueue, state: QueuedCall["state"]): void {
  const { inPlaceOf, reachable = false, voiceless = false, tried = [], ...call } = given;
  const before = whoAsked(change, inPlaceOf);
  if (before !== undefined) release(change, before);
  const { priority } = rulesOf(change.lines, { lineId: call.lineId, priority: Infinity });
  const again = call.givenBack === true ? { since: sinceAgain(change, call), givenBack: true } : { since: call.since, givenBack: false };
  const { since, givenBack } = before ?? again;
  const callBack = reachable ? "may" : "no";
  change.addCall({
    ...call,
    since,
    givenBack,
    priority,
    callBack,
    attempt: 0,
    tried,
    state,
    outside: null,
    otherRoom: null,
    voiceless,
  });
}

function askCallBack(change: Change, callId: string): void {
  const call = change.calls.get(callId);
  if (call?.callBack !== "may" || !rulesOf(change.lines, call).callBack) return;
  if (call.state.kind === "offered") {
    const { takerId } = call.state;
    change.withdraw(call);
    change.taker(takerId, { kind: "ready" });
  } else if (call.state.kind !== "waiting") return;
  change.call(callId, { state: { kind: "leaving" } });
}

/** Time within which a telephone must ring for an offer, ms. */
const RING_COMES_MS = 3_000;

/**
 * Takes a call out of its turn. A person at whom it rings becomes free; a call that rings at the picker waits again, as if not offered.
 * Picking a call that rings at oneself means that the telephone does not ring: it is rung anew.
 */
function pick(change: Change, callId: string, takerId: string): void {
  const [call, taker] = [change.calls.get(callId), change.takers.get(takerId)];
  if (call === undefined || taker === undefined || call.callBack === "asked") return;
  if (taker.state.kind === "talking" || taker.state.kind === "consulted") return;
  if (call.state.kind === "offered") {
    const { takerId: asked, until } = call.state;
    const askedAt = until - rulesOf(change.lines, call).offerMs;
    if (asked === takerId && change.at - askedAt < RING_COMES_MS) return;
    change.unask(call);
    change.taker(asked, { kind: "ready" });
  } else if (call.state.kind !== "waiting") return;
  const own = taker.state.kind === "offered" && taker.state.callId !== callId ? change.calls.get(taker.state.callId) : undefined;
  if (own !== undefined) change.unask(own);
  // A person who was not in the queue comes for this one call.
  if (taker.state.kind === "paused") change.note(takerId, { pauseNext: taker.state.reason });
  if (taker.state.kind === "off") change.note(takerId, { pauseNext: "other" });
  change.offer(callId, takerId, rulesOf(change.lines, call).offerMs, true);
}

type Ringing = { readonly callId: string; readonly nth: number };

/** A number that rang beside the consoles has the call, unless somebody was faster: all else that rings for it is let go of. */
function besideAnswered(change: Change, beside: Beside, { callId, nth }: Ringing): void {
  const call = stillRings(change.calls.get(callId), beside, nth);
  if (call === null || (call.state.kind !== "waiting" && call.state.kind !== "offered")) return;
  hush(change, call, beside);
  release(change, call);
}

function besideFailed(change: Change, beside: Beside, { callId, nth }: Ringing): void {
  if (stillRings(change.calls.get(callId), beside, nth) === null) return;
  change.call(callId, { [beside.of]: { kind: "vain", nth, at: change.at } });
}

function apply(change: Change, what: Happened): void {
  switch (what.kind) {
    case "arrived":
      return change.calls.has(what.call.callId) ? undefined : add(change, what.call, { kind: "waiting" });
    case "called_out": {
      const { call, takerId } = what;
      const state = change.takers.get(takerId)?.state;
      const isOwn = state?.kind === "offered" && state.callId === whoAsked(change, call.inPlaceOf)?.callId;
      if (change.calls.has(call.callId) || state === undefined || (isBusy(state) && !isOwn)) return;
      add(change, call, { kind: "talking", takerId, since: change.at });
      return change.taker(takerId, { kind: "talking", callId: call.callId }, { missed: 0 });
    }
    case "call_back_asked":
      return askCallBack(change, what.callId);
    case "language_chosen":
      return change.call(what.callId, { language: what.language });
    case "ended": {
      const call = change.calls.get(what.callId);
      if (call?.state.kind === "leaving") return change.call(call.callId, { callBack: "asked", tried: [], state: { kind: "waiting" } });
      return call === undefined ? undefined : release(change, call);
    }
    case "answering": {
      const call = change.calls.get(what.callId);
      if (call?.state.kind !== "offered" || call.attempt !== what.attempt || call.callBack === "asked") return;
      const until = Math.max(call.state.until, change.at + JOINED_WITHIN_MS);
      return change.call(call.callId, { state: { ...call.state, until } });
    }
    case "answered": {
      const call = change.calls.get(what.callId);
      // A call-back is offered on a screen: no telephone rings for it, so none can answer it.
      if (call?.state.kind !== "offered" || call.attempt !== what.attempt || call.callBack === "asked") return;
      const { takerId } = call.state;
      change.call(call.callId, { state: { kind: "talking", takerId, since: change.at } });
      return change.taker(takerId, { kind: "talking", callId: call.callId }, { missed: 0 });
    }
    case "offer_failed": {
      const call = change.calls.get(what.callId);
      return call?.attempt === what.attempt ? failed(change, call, what.why) : undefined;
    }
    case "outside_answered":
      return besideAnswered(change, TELEPHONE, what);
    case "other_room_answered":
      return besideAnswered(change, OTHER_ROOM, what);
    case "outside_failed":
      return besideFailed(change, TELEPHONE, what);
    case "other_room_failed":
      if (what.isLoop === true && change.calls.has(what.callId)) change.call(what.callId, { isHanded: true });
      return besideFailed(change, OTHER_ROOM, what);
    case "picked":
      return pick(change, what.callId, what.takerId);
    case "passed_on": {
      const call = change.calls.get(what.callId);
      if (call?.state.kind !== "talking") return;
      if (what.takerId === null) return release(change, call);
      const next = change.takers.get(what.takerId);
      // A call-taker who talks with another caller takes no second one.
      if (next === undefined || next.takerId === call.state.takerId || next.state.kind === "talking") return;
      free(change, call.state.takerId, call, rulesOf(change.lines, call).wrapUpMs);
      if (next.state.kind === "offered") lose(change, next.takerId);
      change.call(call.callId, { state: { kind: "talking", takerId: next.takerId, since: change.at } });
      return change.taker(next.takerId, { kind: "talking", callId: call.callId }, { missed: 0 });
    }
    case "consulted": {
      const { callId, takerId } = what;
      const taker = change.takers.get(takerId);
      if (taker === undefined || isBusy(taker.state) || change.calls.get(callId)?.state.kind !== "talking") return;
      const { state, pauseNext } = taker;
      const after = state.kind === "off" ? "off" : "ready";
      return change.taker(takerId, { kind: "consulted", callId, after }, { pauseNext: state.kind === "paused" ? state.reason : pauseNext });
    }
    case "consult_over":
      return change.endConsultations(what.callId, what.takerId);
    case "taker_came": {
      const { takerId, languages, lines } = what;
      if (change.takers.has(takerId)) return change.note(takerId, { languages, lines });
      const [since, state] = [change.at, { kind: "off" } as const];
      return change.addTaker({ takerId, languages, lines, state, since, idleSince: since, missed: 0, pauseNext: null, locked: false });
    }
    case "taker_lost":
    case "taker_left":
      return lose(change, what.takerId);
    case "ready": {
      const state = change.takers.get(what.takerId)?.state;
      if (state?.kind === "consulted") return change.taker(what.takerId, { ...state, after: "ready" }, { pauseNext: null });
      if (state !== undefined && isBusy(state)) return change.note(what.takerId, { pauseNext: null });
      return state?.kind === "ready" ? undefined : change.taker(what.takerId, { kind: "ready" }, { missed: 0, pauseNext: null });
    }
    case "paused": {
      const taker = change.takers.get(what.takerId);
      if (taker?.state.kind === "consulted") change.taker(what.takerId, { ...taker.state, after: "ready" });
      if (taker?.state.kind === "talking" || taker?.state.kind === "consulted")
        return change.note(what.takerId, { pauseNext: what.reason });
      if (taker?.state.kind === "offered") {
        const call = change.calls.get(taker.state.callId);
        if (call !== undefined) change.withdraw(call);
      }
      return change.taker(what.takerId, { kind: "paused", reason: what.reason }, { missed: 0, pauseNext: null });
    }
    case "screen_locked":
    case "screen_opened": {
      const locked = what.kind === "screen_locked";
      change.note(what.takerId, { locked });
      const state = change.takers.get(what.takerId)?.state;
      const call = state?.kind === "offered" ? change.calls.get(state.callId) : undefined;
      if (!locked || call?.callBack !== "asked") return;
      change.unask(call);
      return change.taker(what.takerId, { kind: "ready" });
    }
    case "lines_changed":
      change.lines = new Map(what.lines.map((line) => [line.lineId, line]));
      for (const call of change.calls.values()) change.call(call.callId, { priority: rulesOf(change.lines, call).priority });
      return;
    case "clock":
      return;
    default:
      return exhaustive(what);
  }
}

/** Handles expiries up to now: unanswered offers, wrap-up, and waits beyond their limit. */
function runOut(change: Change): void {
  for (const call of change.calls.values())
    if (call.state.kind === "offered" && call.state.until <= change.at) failed(change, call, "no_answer");
  for (const { takerId, state, pauseNext } of change.takers.values()) {
    if (state.kind !== "wrap_up" || state.until > change.at) continue;
    change.taker(takerId, pauseNext === null ? { kind: "ready" } : { kind: "paused", reason: pauseNext }, { pauseNext: null });
  }
}

/**
 * A call that nobody could be offered for too long goes to the other room. One that somebody can take now, or that has nobody on its line,
 * does not.
 */
function overflow(change: Change): void {
  // A call below the limit of every line is passed over: with hundreds who wait, the rules of each were looked up in every step.
  const least = Math.min(...change.lines.values().map(({ overflowMs }) => overflowMs ?? Infinity));
  for (const call of change.calls.values()) {
    if (change.at - call.since < least) continue;
    if (call.state.kind !== "waiting" || call.voiceless || call.isHanded === true || call.callBack === "asked") continue;
    const { overflowMs } = rulesOf(change.lines, call);
    if (overflowMs === null || change.at - call.since < overflowMs) continue;
    hush(change, call);
    change.orders.push({ kind: "overflow", callId: call.callId, lineId: call.lineId });
    change.dropCall(call.callId);
  }
}

/**
 * The whole rule of the queue: from an event to the orders. Pure; `at` in epoch milliseconds never goes back. An outdated event (an answer
 * to a withdrawn offer) changes nothing.
 */
export function step(acd: Acd, what: Happened, at: number): Step {
  const change = new Change(acd, at);
  apply(change, what);
  runOut(change);
  endOwnPauses(change);
  match(change);
  overflow(change);
  ringOutside(change);
  return change.done;
}

/** Time of the next expiry, at which `clock` is due; null if nothing will expire. */
export function nextClock(acd: Acd, at: number): number | null {
  const moments = outsideClocks(acd);
  for (const call of acd.calls.values()) {
    if (call.state.kind === "offered") moments.push(call.state.until);
    if (call.state.kind !== "waiting") continue;
    const { overflowMs, anyLanguageMs } = rulesOf(acd.lines, call);
    if (overflowMs !== null && !call.voiceless && call.isHanded !== true && call.callBack !== "asked")
      moments.push(call.since + overflowMs);
    if (call.language !== null) moments.push(call.since + anyLanguageMs);
  }
  for (const { state } of acd.takers.values()) if (state.kind === "wrap_up") moments.push(state.until);
  let next: number | null = null;
  for (const moment of moments) if (moment > at && (next === null || moment < next)) next = moment;
  return next;
}
