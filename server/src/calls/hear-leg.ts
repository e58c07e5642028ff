import type { ExchangeEvent, LegFailure } from "../telephony/index.ts";
import { lockCall } from "./calls-queries.ts";
import { keepOverflowed, keepTaken } from "./calls-store.ts";
import { endCall } from "./end-call.ts";
import { answerLeg, endLeg, legById, legOfConsult, openLegs, talkingLeg, type Leg } from "./legs-store.ts";
import { listenerGone } from "./listeners.ts";
import { inQueue } from "./new-call.ts";
import type { Turn } from "./turn.ts";

type LegEvent = Extract<ExchangeEvent, { kind: "leg_ringing" | "leg_answered" | "leg_failed" | "leg_ended" }>;

/** The log says who has a call from now on. */
function logTaken(turn: Turn, leg: Leg, reference: string): void {
  const actor = leg.userId === null ? null : { userId: leg.userId, name: null, role: "call_taker" };
  const detail = { leg: leg.kind, ...leg.target };
  turn.entries.push({ at: turn.at, type: "call.answered", actor, subject: { kind: "call", id: leg.callId }, workItem: reference, detail });
}

/** Records the call. If the disk has no room for its sound, the call goes on without a recording, and its card says so. */
async function record(turn: Turn, callId: string): Promise<void> {
  if (!(await turn.hasRoomForSound())) return turn.event(callId, "not_recorded");
  // Asked for each time: the media server goes on in the file that it has.
  turn.order("record", callId, null, (exchange) => exchange.record(callId, true));
}

async function answered(turn: Turn, leg: Leg): Promise<void> {
  const { callId, legId, userId, kind } = leg;
  const call = await lockCall(turn.tx, callId);
  if (leg.ended || call === null || call.endedAt !== null) return turn.drop(leg);
  if (leg.answered) return;
  if (kind === "listen") return answerLeg(turn.tx, legId, turn.date);
  if (kind === "offer") {
    await turn.step({ kind: "answered", callId, attempt: leg.attempt ?? -1 });
    const state = turn.acd.calls.get(callId)?.state;
    // Answered too late: it was withdrawn, or taken by another.
    if (state?.kind !== "talking" || state.takerId !== userId) return turn.drop(leg);
  }
  const before = talkingLeg(await openLegs(turn.tx, callId));
  await answerLeg(turn.tx, legId, turn.date);
  if (kind === "overflow") await keepOverflowed(turn.tx, callId, turn.date);
  else await keepTaken(turn.tx, callId, userId, turn.date);
  if (kind === "transfer") {
    if (before !== undefined) await turn.drop(before);
    await turn.step({ kind: "passed_on", callId, takerId: userId });
  }
  await turn.event(callId, "answered", { leg: kind, ...leg.target }, userId);
  logTaken(turn, leg, call.reference);
  if (kind !== "overflow") await record(turn, callId);
}

const WHY: Readonly<Record<LegFailure, "no_answer" | "refused" | "unreachable">> = {
  no_answer: "no_answer",
  refused: "refused",
  busy: "refused",
  unreachable: "unreachable",
  failed: "unreachable",
};

/** The caller waits again in the old place; `since` where that place would send the call away at once. */
async function waitAgain(turn: Turn, callId: string, since?: number): Promise<void> {
  const call = await lockCall(turn.tx, callId);
  if (call === null || call.endedAt !== null) return;
  await turn.step({ kind: "arrived", call: inQueue(call, since) });
}

async function failed(turn: Turn, leg: Leg, why: LegFailure): Promise<void> {
  const { callId, kind } = leg;
  if (leg.ended) return;
  await endLeg(turn.tx, leg.legId, turn.date);
  await turn.event(callId, "leg_failed", { leg: kind, why }, leg.userId);
  if (kind === "offer") return turn.step({ kind: "offer_failed", callId, attempt: leg.attempt ?? -1, why: WHY[why] });
  if (kind === "overflow") return waitAgain(turn, callId, turn.at);
  if (kind === "called_out") return endCall(turn, callId, "room");
  if (kind === "listen") return listenerGone(turn, leg);
  if (leg.userId !== null) await turn.step({ kind: "consult_over", callId, takerId: leg.userId });
  const talking = talkingLeg(await openLegs(turn.tx, callId));
  // Whoever handed the call on has the caller back.
  if (talking !== undefined) turn.order("hold", callId, talking.legId, (exchange) => exchange.hold(callId, talking.legId, false));
}

async function ended(turn: Turn, leg: Leg, by: "party" | "room" | "lost"): Promise<void> {
  const { callId, kind, userId } = leg;
  if (leg.ended) return;
  const talking = talkingLeg(await openLegs(turn.tx, callId));
  await endLeg(turn.tx, leg.legId, turn.date);
  await turn.event(callId, "leg_ended", { leg: kind, by }, userId);
  if (kind === "listen") return listenerGone(turn, leg);
  const hangUp = (): void => turn.order("hang up", callId, null, (exchange) => exchange.hangUp(callId));
  // The number answered and could not be joined: nobody is on the line but the console.
  if (kind === "called_out" && !leg.answered) return hangUp();
  if (talking?.legId !== leg.legId) return;
  if (by !== "lost") return hangUp();
  const state = turn.acd.calls.get(callId)?.state;
  if (state?.kind === "talking" && state.takerId === userId) return turn.step({ kind: "taker_lost", takerId: userId });
  return waitAgain(turn, callId);
}

/** A consultation is a call of two: when the colleague does not come, or leaves, it is over for whoever asked as well. */
async function hearConsult(turn: Turn, { kind, callId }: LegEvent): Promise<void> {
  if (kind !== "leg_failed" && kind !== "leg_ended") return;
  if ((await legOfConsult(turn.tx, callId)) === null) return;
  turn.order("hang up", callId, null, (exchange) => exchange.hangUp(callId));
}

/** Takes in what became of one party. A leg that the room does not know is that of a consultation, or was let go of with its call. */
export async function hearLeg(turn: Turn, event: LegEvent): Promise<void> {
  const leg = await legById(turn.tx, event.legId);
  if (leg === null || leg.callId !== event.callId) return hearConsult(turn, event);
  if (event.kind === "leg_answered") return answered(turn, leg);
  if (event.kind === "leg_failed") return failed(turn, leg, event.why);
  if (event.kind === "leg_ended") return ended(turn, leg, event.by);
  await turn.event(leg.callId, "ringing", { leg: leg.kind }, leg.userId);
}
