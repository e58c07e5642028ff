import { randomUUID } from "node:crypto";
import type { Incoming } from "../sip/endpoint.ts";
import type { Dialog, DialogHeard } from "../sip/dialog.ts";
import { FIRST, type MediaProfile } from "../media/media.ts";
import { answerAgain, differInType, guardIn, holds, narrowCaller, widen, type Guard, type OurText } from "../sip/description/sdp.ts";
import { arrivedFacts, Call, type CallRecord } from "./call.ts";
import { hearKeys, save, saved, sayQueued, type Exchanging } from "./context.ts";
import { endCall, tellLeft } from "./end.ts";
import { arrivePending, mayRingKept } from "./pending.ts";
import { changeText, endUnacknowledged, openText, ourText, tellText, textFacts } from "./text.ts";

/** Reactions of the room to events of a caller's dialog. */
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
        .catch((error: unknown) => on.log.warn({ err: error }, "telephony: answer of a caller failed")),
    offered: async (sdp) => {
      const taken = narrowCaller(sdp, on.families, call.facts.callerProfile === "browser");
      if (taken === null || taken.guard !== guardIn(call.facts.ours) || differInType(call.facts.ours, taken.sdp) || call.over) return null;
      const leg = [...call.legs.values()].find(({ tag }) => tag === call.facts.tag);
      const { direction } = taken;
      const ours = answerAgain(call.facts.ours, direction);
      try {
        await call.turn(() => on.media.callerAgain(call.facts, taken.sdp, leg?.profile ?? "rtp"));
      } catch (error) {
        on.log.warn({ err: error }, "telephony: new offer of a caller failed");
        return null;
      }
      call.set({ callerSdp: taken.sdp, ours });
      let text: OurText | null = null;
      await call.turn(async () => void (text = await changeText(on, call, taken)));
      save(on, call);
      if (holds(direction) !== held) {
        held = !held;
        on.heard({ kind: held ? "held" : "resumed", callId: call.callId, by: "caller", at: on.clock() });
      }
      return widen(ours, taken, text);
    },
    digit: (digit) => on.pressed(call.callId, digit, "event"),
    changed: () => save(on, call),
  };
}

export function stand(on: Exchanging, call: Call, caller: Dialog, acknowledged: () => void = () => undefined): void {
  call.caller = caller;
  caller.listen({ ...callerHeard(on, call), acknowledged });
  on.calls.set(call.callId, call);
  save(on, call);
}

/** A trunk's caller takes sound as it was offered: plain, with keys in the description, or by DTLS without ICE. */
const PROFILES = { none: "rtp", sdes: "srtp", dtls: "dtls" } as const satisfies Readonly<Record<Guard, MediaProfile>>;

async function playAtOnce(on: Exchanging, callId: string): Promise<void> {
  try {
    await on.player.play(callId, FIRST, [on.holdMusic], true);
  } catch (error) {
    on.log.warn({ err: error, callId }, "telephony: waiting music failed");
  }
}

/**
 * Tells of a call once its caller has acknowledged our answer: nobody is rung for a caller who may not have heard of it, as a forged address never
 * has. That it is acknowledged is on the disk first, or the next server would take a call that the room knows for one that it does not.
 * One who is gone meanwhile is told as such.
 */
export function tellWhenAcknowledged(on: Exchanging, call: Call, arrival: NonNullable<Call["facts"]["arrival"]>): void {
  call.isTold = false;
  const tell = async (): Promise<void> => {
    call.set({ answer: null });
    await saved(on, call);
    if (call.over) return;
    call.isTold = true;
    call.text?.acked();
    on.heard({ kind: "arrived", callId: call.callId, ...arrival });
    tellText(on, call);
  };
  const hasHeard = (): void => {
    call.untoldEnd ??= () => tellLeft(on, call.callId, arrival);
  };
  const heard = callerHeard(on, call);
  call.caller?.listen({
    ...heard,
    acknowledged: () => {
      // At once: while the media server is slow, the caller may be gone before the turn of this comes.
      hasHeard();
      void call.turn(tell);
    },
    ended: (by) => {
      // A BYE has our tag: it came from whoever had our answer, and may have overtaken the ACK.
      if (by === "party") hasHeard();
      heard.ended(by);
    },
  });
}

/** Answers a call that comes in, so that it stands before anybody is rung for it. The answer is sent once the call is on the disk. */
export async function arrive(on: Exchanging, incoming: Incoming): Promise<void> {
  const callId = randomUUID();
  const at = on.clock();
  const offered = incoming.sdp === null ? null : narrowCaller(incoming.sdp, on.families);
  const profile = PROFILES[offered?.guard ?? "none"];
  if (incoming.sdp !== null && offered === null) return incoming.reject(488);
  // Its own room keeps the caller until a person here has the call.
  if (offered !== null && incoming.handOver?.isKept === true && mayRingKept(on, incoming.source))
    return arrivePending(on, incoming, { offered, profile, until: "person", stand });
  using queued = sayQueued(incoming);
  void queued;
  let gone = false;
  incoming.onCancel(() => {
    gone = true;
    on.gate.leave(callId);
  });
  const queue = "P0";
  const mayCome = await on.gate.enter(callId);
  if (gone) return on.gate.leave(callId);
  if (!mayCome) return incoming.reject(503);
  const peer = offered?.text?.peer ?? null;
  const stream = peer === null ? null : await openText(on, callId, peer, { source: incoming.source });
  const letGo = (): Promise<void> => {
    stream?.close();
    on.player.stop(callId);
    on.gate.leave(callId);
    return on.media.end(callId);
  };
  // Nobody could reach a caller who has text alone and is given no port for it.
  if (offered !== null && offered.taken < 0 && stream === null) {
    on.gate.leave(callId);
    return arrivePending(on, incoming, { offered, profile, until: "port", stand });
  }
  try {
    const ours =
      offered === null
        ? await on.media.offerCaller(callId, queue, "rtp")
        : await on.media.answerCaller(callId, FIRST, offered.sdp, queue, profile);
    if (gone) return await letGo();
    const text =
      offered === null || offered.text === null || stream === null ? null : textFacts({ ...offered, text: offered.text }, stream.port);
    const answer = offered === null ? ours : widen(ours, offered, ourText(on, text, offered));
    const { dialled, from, location, locationReference, vehicle, source } = incoming;
    const written = text === null ? null : text.alone ? ("alone" as const) : ("beside" as const);
    const rooms = incoming.handOver === null ? {} : { rooms: [...incoming.handOver.rooms] };
    const arrival = { dialled, from, location, locationReference, vehicle, at, text: written, ...rooms };
    const callerSdp = offered?.sdp ?? "";
    const arrived = arrivedFacts({ callId, callerSdp, ours, callerProfile: profile, tag: queue, source, arrival, text });
    const facts = { ...arrived, answer: incoming.written(answer) };
    const kept = on.stored.kept(callId, {
      ...facts,
      music: null,
      paused: false,
      played: [],
      making: [],
      caller: incoming.standing(answer),
      legs: [],
    } satisfies CallRecord);
    // Something is heard from the answer on, also if this server dies before the first turn about the call.
    await (gone ? kept : Promise.all([kept, playAtOnce(on, callId)]));
    const caller = gone ? null : incoming.accept(answer);
    if (caller === null) {
      on.stored.forget(callId);
      return await letGo();
    }
    const call = new Call(facts);
    call.text = stream;
    stand(on, call, caller);
    hearKeys(on, call, true);
    endUnacknowledged(on, call);
    tellWhenAcknowledged(on, call, arrival);
  } catch (error) {
    on.log.error({ err: error }, "telephony: call not answered");
    // 5xx sends it to the edge's own way of saving calls.
    incoming.reject(503);
    on.stored.forget(callId);
    await letGo();
  }
}
