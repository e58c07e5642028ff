import type { ExchangeEvent, LegFailure } from "../../telephony/index.ts";
import { endCall } from "./end-call.ts";
import { talkingLeg, type Leg } from "../rows/legs-store.ts";
import { listenerGone } from "./listeners.ts";
import { inQueue } from "./new-call.ts";
import { sayAnswered } from "./text.ts";
import type { Turn } from "../turns/turn.ts";

type LegEvent = Extract<ExchangeEvent, { kind: "leg_ringing" | "leg_answering" | "leg_answered" | "leg_failed" | "leg_ended" }>;

/** True for the other room where it rings for a caller who keeps the place in the queue: such a ringing has a number. */
const isBeside = ({ kind, attempt }: Leg): boolean => kind === "overflow" && attempt !== null;

function answered(turn: Turn, leg: Leg): void {
  const { callId, legId, userId, kind } = leg;
  if (leg.ended || turn.openCall(callId) === undefined) return turn.drop(leg);
  if (leg.answered) return;
  if (kind === "listen") return turn.answerLeg(legId);
  if (kind === "offer") {
    turn.step({ kind: "answered", callId, attempt: leg.attempt ?? -1 });
    const state = turn.acd.calls.get(callId)?.state;
    // Answered too late: it was withdrawn, or taken by another.
    if (state?.kind !== "talking" || state.takerId !== userId) return turn.drop(leg);
  }
  if (kind === "telephone") {
    turn.step({ kind: "outside_answered", callId, nth: leg.attempt ?? -1 });
    // Answered too late: a call-taker has the call, or it was let go of.
    if (turn.acd.calls.has(callId) || turn.leg(legId)?.ended === true) return turn.drop(leg);
  }
  if (isBeside(leg)) {
    turn.step({ kind: "other_room_answered", callId, nth: leg.attempt ?? -1 });
    if (turn.acd.calls.has(callId) || turn.leg(legId)?.ended === true) return turn.drop(leg);
  }
  const before = talkingLeg(turn.legsOf(callId));
  // Another person hears what is said from now on, and gave no reason.
  turn.endPause(callId, "handed_over");
  turn.answerLeg(legId);
  if (kind === "overflow") turn.overflowed(callId);
  else turn.taken(callId, userId);
  if (userId !== null && kind !== "called_out") sayAnswered(turn, callId);
  if (kind === "transfer") {
    if (before !== undefined) turn.drop(before);
    turn.step({ kind: "passed_on", callId, takerId: userId });
  }
  const detail = { leg: kind, ...leg.target };
  turn.event(callId, "answered", detail, userId);
  turn.log(callId, "call.answered", { actor: userId === null ? null : { userId, name: null, role: "call_taker" }, detail });
  // Somebody outside the room has the call: what is said there is not the room's to keep.
  if (kind === "overflow") turn.recordNoMore(callId);
  else turn.record(callId);
}

/** The answer came in time: joining the two may take longer than the offer. */
function answering(turn: Turn, { callId, kind, attempt, answered: isJoined, ended: isOver }: Leg): void {
  if (kind === "offer" && !isJoined && !isOver) turn.step({ kind: "answering", callId, attempt: attempt ?? -1 });
}

const WHY: Readonly<Record<LegFailure, "no_answer" | "refused" | "unreachable" | "not_joined">> = {
  no_answer: "no_answer",
  refused: "refused",
  busy: "refused",
  unreachable: "unreachable",
  failed: "unreachable",
  loop: "unreachable",
  moved: "not_joined",
};

/** The caller waits again in the old place; `since` where that place would send the call away at once. */
function waitAgain(turn: Turn, callId: string, since?: number): void {
  const call = turn.openCall(callId);
  if (call !== undefined) turn.step({ kind: "arrived", call: inQueue(call, since) });
}

/** The caller was in a talk and waits again, before all others of the line's priority; `left` is offered the call last. */
export function giveBack(turn: Turn, callId: string, left: string | null = null): void {
  const call = turn.openCall(callId);
  const tried = left === null ? [] : [left];
  if (call !== undefined) turn.step({ kind: "arrived", call: { ...inQueue(call), givenBack: true, tried } });
}

/** Nobody took the call: the person who handed it on has the caller back. */
function takenBack(turn: Turn, { callId, userId }: Leg): void {
  if (userId !== null) turn.step({ kind: "consult_over", callId, takerId: userId });
  const talking = talkingLeg(turn.legsOf(callId));
  if (talking !== undefined) turn.hold(callId, talking.legId, false);
}

function failed(turn: Turn, leg: Leg, why: LegFailure): void {
  const { callId, kind } = leg;
  if (leg.ended) return;
  turn.endLeg(leg.legId);
  turn.event(callId, "leg_failed", { leg: kind, why }, leg.userId);
  if (kind === "offer") return turn.step({ kind: "offer_failed", callId, attempt: leg.attempt ?? -1, why: WHY[why] });
  // Answered, and lost before the two were joined: the caller waits again.
  if (kind === "telephone" && leg.answered) return waitAgain(turn, callId);
  if (kind === "telephone") return turn.step({ kind: "outside_failed", callId, nth: leg.attempt ?? -1 });
  // The other room has had this caller already: it is not rung again.
  const isLoop = why === "loop" && kind === "overflow";
  if (isLoop) turn.setCall(callId, { isHanded: true });
  if (isBeside(leg)) return turn.step({ kind: "other_room_failed", callId, nth: leg.attempt ?? -1, ...(isLoop && { isLoop }) });
  if (kind === "overflow") return waitAgain(turn, callId, turn.at);
  if (kind === "called_out") return endCall(turn, callId, "room");
  if (kind === "listen") return listenerGone(turn, leg);
  takenBack(turn, leg);
}

/** True while another is rung, or asked, to whom the call is handed on. */
export const isHandedOn = (turn: Turn, callId: string): boolean =>
  turn.legsOf(callId).some(({ kind, answered: isTaken }) => kind === "transfer" && !isTaken);

/**
 * The person who hands a call on hangs up before the other has answered, as one does at other exchanges. The caller is not hung up: the
 * call waits again before the others of its priority, and is offered to the next.
 */
export function letGo(turn: Turn, callId: string, left: string | null): void {
  turn.endHanding(callId);
  const talking = talkingLeg(turn.legsOf(callId));
  if (talking !== undefined) turn.drop(talking);
  turn.step({ kind: "passed_on", callId, takerId: null });
  giveBack(turn, callId, left);
}

/** A party had answered, and could not be joined with the caller. The caller waits again with music, or is back with who handed the call on. */
function notJoined(turn: Turn, leg: Leg, by: "party" | "room" | "lost"): void {
  const { callId, legId, kind, attempt, userId } = leg;
  turn.endLeg(legId);
  turn.event(callId, "leg_ended", { leg: kind, by }, userId);
  if (kind === "transfer") return takenBack(turn, leg);
  turn.playPlaceAgain(callId);
  if (kind === "offer") return turn.step({ kind: "offer_failed", callId, attempt: attempt ?? -1, why: "not_joined" });
  if (kind === "telephone") return turn.step({ kind: "outside_failed", callId, nth: attempt ?? -1 });
  if (isBeside(leg)) return turn.step({ kind: "other_room_failed", callId, nth: attempt ?? -1 });
  waitAgain(turn, callId, turn.at);
}

function ended(turn: Turn, leg: Leg, by: "party" | "room" | "lost"): void {
  const { callId, kind, userId } = leg;
  if (leg.ended) return;
  if (!leg.answered && kind !== "listen" && kind !== "called_out") return notJoined(turn, leg, by);
  const talking = talkingLeg(turn.legsOf(callId));
  turn.endLeg(leg.legId);
  turn.event(callId, "leg_ended", { leg: kind, by }, userId);
  if (kind === "listen") return listenerGone(turn, leg);
  // The number answered and could not be joined: nobody is on the line but the console.
  if (kind === "called_out" && !leg.answered) return turn.hangUp(callId);
  if (talking?.legId !== leg.legId) return;
  // A voicemail answers and hangs up, and a mobile loses its network: whoever is still on the line waits again, in the old place.
  if (kind === "telephone" && by === "party") return giveBack(turn, callId);
  if (by === "party" && isHandedOn(turn, callId)) return letGo(turn, callId, userId);
  if (by !== "lost") return turn.hangUp(callId);
  const state = turn.acd.calls.get(callId)?.state;
  if (state?.kind === "talking" && state.takerId === userId) return turn.step({ kind: "taker_lost", takerId: userId });
  return giveBack(turn, callId);
}

/** A consultation is a call of two: when the colleague does not come, or leaves, it is over for the person who asked as well. */
function hearConsult(turn: Turn, { kind, callId }: LegEvent): void {
  if (kind !== "leg_failed" && kind !== "leg_ended") return;
  if (turn.legOfConsult(callId) !== undefined) turn.hangUp(callId);
}

/** Takes in what became of one party. A leg that the room does not know is that of a consultation, or was let go of with its call. */
export function hearLeg(turn: Turn, event: LegEvent): void {
  const leg = turn.leg(event.legId);
  if (leg === undefined || leg.callId !== event.callId) return hearConsult(turn, event);
  if (event.kind === "leg_answering") return answering(turn, leg);
  if (event.kind === "leg_answered") return answered(turn, leg);
  if (event.kind === "leg_failed") return failed(turn, leg, event.why);
  if (event.kind === "leg_ended") return ended(turn, leg, event.by);
  return turn.event(leg.callId, "ringing", { leg: leg.kind }, leg.userId);
}
