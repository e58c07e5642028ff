import type { Acd, QueuedCall, Taker } from "@amaliyat/domain/calls";
import type { Survivor } from "../telephony/index.ts";
import { openCalls } from "./calls-queries.ts";
import { endCall } from "./end-call.ts";
import { openLegs, talkingLeg, type Leg } from "./legs-store.ts";
import { hearLeg } from "./hear-leg.ts";
import { inQueue } from "./new-call.ts";
import { lookAtScreens } from "./screens.ts";
import { takerOf } from "./takers-store.ts";
import type { Turn } from "./turn.ts";

/** The queue with one call back where it was before it was offered. */
function withoutOffer(acd: Acd, call: QueuedCall, at: number): Acd {
  if (call.state.kind !== "offered") return acd;
  const calls = new Map(acd.calls).set(call.callId, { ...call, tried: [], state: { kind: "waiting" } });
  const taker = acd.takers.get(call.state.takerId);
  const free: Taker | undefined = taker && { ...taker, state: { kind: "ready" }, since: at };
  return { ...acd, calls, takers: free === undefined ? acd.takers : new Map(acd.takers).set(free.takerId, free) };
}

/** What only rang when the last server died is let go of; of a call that was being handed on, the caller goes back to whoever has it. */
async function giveUp(turn: Turn, leg: Leg, talking: Leg | undefined): Promise<void> {
  const { callId, userId } = leg;
  const { consult } = leg.target;
  await turn.drop(leg);
  if (consult !== undefined) turn.order("hang up", consult, null, (exchange) => exchange.hangUp(consult));
  if (leg.kind !== "transfer") return;
  if (userId !== null) await turn.step({ kind: "consult_over", callId, takerId: userId });
  if (talking !== undefined) turn.order("hold", callId, talking.legId, (exchange) => exchange.hold(callId, talking.legId, false));
}

/**
 * After a start: what the last server left is made true again. Calls that are gone get their ending; what rang is offered anew, since
 * nobody heard the answer; whose call-taker is gone waits in the old place; who waited hears the announcement and is offered.
 */
export async function recover(turn: Turn, survivors: readonly Survivor[]): Promise<null> {
  for (const call of await openCalls(turn.tx)) {
    const { callId } = call;
    const survivor = survivors.find((each) => each.callId === callId);
    if (survivor === undefined) {
      await endCall(turn, callId, "caller");
      continue;
    }
    // Whoever has asked to be called back has heard so by now.
    if (turn.acd.calls.get(callId)?.state.kind === "leaving") {
      turn.order("hang up", callId, null, (exchange) => exchange.hangUp(callId));
      continue;
    }
    const isHere = ({ legId }: Leg): boolean => survivor.legs.some((each) => each.legId === legId);
    // The answer of a number that was called was not written down any more: both hear each other since.
    for (const leg of await openLegs(turn.tx, callId))
      if (leg.kind === "called_out" && isHere(leg)) await hearLeg(turn, { kind: "leg_answered", callId, legId: leg.legId, at: turn.at });
    const legs = await openLegs(turn.tx, callId);
    for (const leg of legs) if (!leg.answered) await giveUp(turn, leg, talkingLeg(legs));
    const queued = turn.acd.calls.get(callId);
    if (queued?.state.kind === "offered") turn.acd = withoutOffer(turn.acd, queued, turn.at);
    const talking = talkingLeg(legs);
    const isThere = talking !== undefined && isHere(talking);
    // A call out that had reached nobody: its caller is still a console, which must not be offered to the next.
    if (call.direction === "out" && call.answeredAt === null && !isThere) {
      turn.order("hang up", callId, null, (exchange) => exchange.hangUp(callId));
      continue;
    }
    if (queued === undefined && !isThere && !call.lineClosed) await turn.step({ kind: "arrived", call: inQueue(call) });
    if (queued?.state.kind !== "talking" || isThere) {
      if (queued?.state.kind !== "talking" && queued !== undefined) await turn.announce(callId, queued.lineId);
      continue;
    }
    const { takerId } = queued.state;
    if (talking !== undefined) await turn.drop(talking);
    await turn.step({ kind: "taker_lost", takerId });
    const taker = await takerOf(turn.tx, takerId);
    if (taker?.wants === "ready" && taker.phoneSince !== null) await turn.step({ kind: "ready", takerId });
  }
  await lookAtScreens(turn);
  await turn.step({ kind: "clock" });
  return null;
}
