import { randomUUID } from "node:crypto";
import type { Incoming } from "../sip/endpoint.ts";
import type { Dialog, DialogHeard } from "../sip/dialog.ts";
import { FIRST } from "../media/media.ts";
import { answerAgain, audioPort, guardIn, holds, narrow, widen } from "../sip/sdp.ts";
import { Call, type CallRecord, type Facts } from "./call.ts";
import { hearKeys, save, type Exchanging } from "./context.ts";
import { endCall } from "./end.ts";

/** What the room does with what a caller's dialog tells. */
export function callerHeard(on: Exchanging, call: Call): DialogHeard {
  let held = false;
  return {
    ended: (by) => endCall(on, call, by === "party" ? "caller" : "lost"),
    answered: (sdp) =>
      void call
        .turn(async () => {
          await on.media.callerAnswered(call.callId, call.facts.callerTag, call.facts.tag, sdp);
          call.set({ callerSdp: sdp });
          save(on, call);
          hearKeys(on, call);
        })
        .catch((error: unknown) => on.log.warn({ err: error }, "a caller's answer could not be taken")),
    offered: async (sdp) => {
      const taken = narrow(sdp);
      if (taken === null || taken.guard !== guardIn(call.facts.ours) || call.over) return null;
      const leg = [...call.legs.values()].find(({ tag }) => tag === call.facts.tag);
      const { direction } = taken;
      const ours = answerAgain(call.facts.ours, direction);
      try {
        await call.turn(() => on.media.callerAgain(call.facts, taken.sdp, leg?.profile ?? "rtp"));
      } catch (error) {
        on.log.warn({ err: error }, "a caller's other sound could not be taken");
        return null;
      }
      call.set({ callerSdp: taken.sdp, ours });
      save(on, call);
      if (holds(direction) !== held) {
        held = !held;
        on.heard({ kind: held ? "held" : "resumed", callId: call.callId, by: "caller", at: on.clock() });
      }
      return widen(ours, taken);
    },
    digit: (digit) => on.pressed(call.callId, digit, "event"),
    changed: () => save(on, call),
  };
}

export function stand(on: Exchanging, call: Call, caller: Dialog): void {
  call.caller = caller;
  caller.listen(callerHeard(on, call));
  on.calls.set(call.callId, call);
  save(on, call);
}

/** Answers a call that comes in, so that it stands before anybody is rung for it. The answer is sent once the call is on the disk. */
export async function arrive(on: Exchanging, incoming: Incoming): Promise<void> {
  const callId = randomUUID();
  const at = on.clock();
  const offered = incoming.sdp === null ? null : narrow(incoming.sdp);
  const profile = offered === null || offered.guard === "none" ? "rtp" : "srtp";
  if ((incoming.sdp !== null && offered === null) || offered?.guard === "dtls") return incoming.reject(488);
  let gone = false;
  incoming.onCancel(() => (gone = true));
  const queue = "P0";
  try {
    const ours =
      offered === null
        ? await on.media.offerCaller(callId, queue, "rtp")
        : await on.media.answerCaller(callId, FIRST, offered.sdp, queue, profile);
    if (gone) return await on.media.end(callId);
    const answer = offered === null ? ours : widen(ours, offered);
    const { dialled, from, location, locationReference, vehicle } = incoming;
    const arrival = { dialled, from, location, locationReference, vehicle, at };
    const facts: Facts = {
      callId,
      callerSdp: offered?.sdp ?? "",
      ours,
      callerProfile: profile,
      callerTag: FIRST,
      tag: queue,
      tags: 0,
      ports: [audioPort(ours) ?? 0],
      line: incoming.dialled,
      number: incoming.from.withheld ? null : incoming.from.number,
      console: null,
      recording: false,
      recordings: 0,
      arrival,
    };
    await on.keep.first(callId, {
      ...facts,
      music: null,
      paused: false,
      played: [],
      caller: incoming.standing(answer),
      legs: [],
    } satisfies CallRecord);
    const caller = gone ? null : incoming.accept(answer);
    if (caller === null) {
      on.keep.forget(callId);
      return await on.media.end(callId);
    }
    const call = new Call(facts);
    call.isTold = false;
    stand(on, call, caller);
    hearKeys(on, call);
    // Nobody is rung for a caller who may not have heard of our answer: a forged address never has.
    const tell = async (): Promise<void> => {
      call.isTold = true;
      on.heard({ kind: "arrived", callId, ...arrival });
      await Promise.resolve();
    };
    caller.listen({ ...callerHeard(on, call), acknowledged: () => void call.turn(tell) });
  } catch (error) {
    on.log.error({ err: error }, "a call could not be answered");
    // 5xx sends it to the edge's own way of saving calls.
    incoming.reject(503);
    on.keep.forget(callId);
    await on.media.end(callId);
  }
}
