import type { Acd, QueuedCall, Taker } from "@amaliyat/domain/calls";
import { endCall } from "./end-call.ts";
import { giveBack, hearLeg } from "./hear-leg.ts";
import { talkingLeg, type Leg } from "../rows/legs-store.ts";
import { inQueue } from "./new-call.ts";
import { endDuePauses, recoverPause } from "./pauses.ts";
import { sayAgain } from "./text.ts";
import type { Turn } from "../turns/turn.ts";

/** The queue with one call back where it was before it was offered. */
function withoutOffer(acd: Acd, call: QueuedCall, at: number): Acd {
  if (call.state.kind !== "offered") return acd;
  const calls = new Map(acd.calls).set(call.callId, { ...call, tried: [], state: { kind: "waiting" } });
  const taker = acd.takers.get(call.state.takerId);
  const pause = taker?.pauseNext ?? null;
  const state: Taker["state"] = pause === null ? { kind: "ready" } : { kind: "paused", reason: pause };
  const free: Taker | undefined = taker && { ...taker, state, since: at, pauseNext: null };
  return { ...acd, calls, takers: free === undefined ? acd.takers : new Map(acd.takers).set(free.takerId, free) };
}

/** Lets go of a party that only rang when the last server died; if the call was being handed on, the caller goes back to the call-taker. */
function giveUp(turn: Turn, leg: Leg, talking: Leg | undefined): void {
  const { callId, userId } = leg;
  turn.drop(leg);
  if (leg.target.consult !== undefined) turn.hangUp(leg.target.consult);
  if (leg.kind !== "transfer") return;
  if (userId !== null) turn.step({ kind: "consult_over", callId, takerId: userId });
  if (talking !== undefined) turn.hold(callId, talking.legId, false);
}

/** The queue with one call for which neither the telephone outside nor the other room rings: they were let go of. */
const withoutOutside = (acd: Acd, call: QueuedCall): Acd => ({
  ...acd,
  calls: new Map(acd.calls).set(call.callId, { ...call, outside: null, otherRoom: null }),
});

function recoverCall(turn: Turn, callId: string, here: readonly string[] | null): void {
  const call = turn.openCall(callId);
  if (call === undefined) return;
  if (here === null) return endCall(turn, callId, "caller");
  sayAgain(turn, callId);
  recoverPause(turn, callId);
  // A caller who has asked to be called back has heard so by now.
  if (turn.acd.calls.get(callId)?.state.kind === "leaving") return turn.hangUp(callId);
  const isHere = ({ legId }: Leg): boolean => here.includes(legId);
  // The answer of a number that was called, or of a call-taker, was not written down any more: both hear each other since.
  for (const leg of turn.legsOf(callId))
    if ((leg.kind === "called_out" || leg.kind === "offer") && isHere(leg))
      hearLeg(turn, { kind: "leg_answered", callId, legId: leg.legId, at: turn.at });
  const legs = turn.legsOf(callId);
  for (const leg of legs) if (!leg.answered) giveUp(turn, leg, talkingLeg(legs));
  const rung = turn.acd.calls.get(callId);
  if (rung !== undefined && (rung.outside !== null || rung.otherRoom !== null))
    turn.now = { ...turn.now, acd: withoutOutside(turn.acd, rung) };
  const queued = turn.acd.calls.get(callId);
  if (queued?.state.kind === "offered") turn.now = { ...turn.now, acd: withoutOffer(turn.acd, queued, turn.at) };
  const talking = talkingLeg(legs);
  const isThere = talking !== undefined && isHere(talking);
  // A call out that had reached nobody: its caller is still a console, which must not be offered to the next.
  if (call.direction === "out" && turn.call(callId)?.answeredAt === null && !isThere) return turn.hangUp(callId);
  // A caller of a closed line hears so again, and is hung up after it: the last server had no time for it.
  if (queued === undefined && !isThere && call.closed) return turn.announceClosed(callId, call.line);
  if (queued === undefined && !isThere) {
    // A person outside the queue had the caller, and is gone.
    if ((turn.call(callId)?.answeredAt ?? null) !== null) giveBack(turn, callId);
    else turn.step({ kind: "arrived", call: inQueue(call) });
  }
  if (queued?.state.kind !== "talking" || isThere) {
    if (queued?.state.kind !== "talking" && queued !== undefined) turn.announce(callId, queued.lineId);
    return;
  }
  const { takerId } = queued.state;
  if (talking !== undefined) turn.drop(talking);
  turn.step({ kind: "taker_lost", takerId });
  const taker = turn.taker(takerId);
  if (taker?.wants === "ready" && taker.connected) turn.step({ kind: "ready", takerId });
}

/**
 * Restores the state of the last server after a start. Calls that are gone get their ending. A call that only rang is offered anew. A caller
 * whose call-taker is gone waits in the old place; a waiting caller hears the announcement and is offered.
 */
export function recover(turn: Turn, calls: readonly { readonly callId: string; readonly legs: readonly string[] | null }[]): void {
  for (const { callId, legs } of calls) recoverCall(turn, callId, legs);
  endDuePauses(turn);
  turn.step({ kind: "clock" });
}
