import { randomUUID } from "node:crypto";
import type { Incoming } from "../sip/endpoint.ts";
import type { Dialog } from "../sip/dialog.ts";
import { FIRST, type MediaProfile } from "../media/media.ts";
import { widen, type CallerSaid } from "../sip/description/sdp.ts";
import { arrivedFacts, Call, type CallRecord } from "./call.ts";
import { hearKeys, sayQueued, type Exchanging } from "./context.ts";
import { endCall } from "./end.ts";
import { ACK_WITHIN_MS, openText, ourText, tellText, textFacts } from "./text.ts";

/** Interval at which a caller is told to be queued, and at which the room checks whether the call can be answered (ms). */
const EVERY_MS = 1_000;
/** So many callers whom nobody can read yet are told to the room, of one address and of all; what is not acknowledged may be forged. */
const [TOLD_OF_ONE, TOLD_OF_ALL] = [2, 8];
/**
 * So many callers whom another room keeps ring here before they acknowledge anything, of one address and of all: nothing shows that a hand-over is
 * true. One more is answered, as every other caller is, and offered once it has acknowledged that.
 */
const [KEPT_OF_ONE, KEPT_OF_ALL] = [4, 16];
/** So many ring at all. */
const MOST_PENDING = 100;

type Arriving = {
  readonly offered: CallerSaid;
  readonly profile: MediaProfile;
  /** A call is answered once a person has it, whose room still keeps the caller; or once there is a port for its text. */
  readonly until: "person" | "port";
  readonly stand: (on: Exchanging, call: Call, caller: Dialog, acknowledged: () => void) => void;
};

type Ringing = { readonly source: string; readonly until: Arriving["until"]; isTold: boolean };
/** Callers who ring, each until it is over or has acknowledged our answer. */
const pending = new WeakMap<Exchanging, Set<Ringing>>();

const isFew = (some: readonly Ringing[], source: string, ofOne: number, ofAll: number): boolean =>
  some.length < ofAll && some.filter((each) => each.source === source).length < ofOne;

/** True where one more caller without a port for text may be told to the room. */
const mayTell = (on: Exchanging, source: string): boolean =>
  isFew(
    [...(pending.get(on) ?? [])].filter(({ until, isTold }) => until === "port" && isTold),
    source,
    TOLD_OF_ONE,
    TOLD_OF_ALL,
  );

/** True where one more caller whom another room keeps may ring. */
export const mayRingKept = (on: Exchanging, source: string): boolean =>
  isFew(
    [...(pending.get(on) ?? [])].filter(({ until }) => until === "person"),
    source,
    KEPT_OF_ONE,
    KEPT_OF_ALL,
  );

/**
 * Takes a call that rings on at its caller (182) while the room has it in its queue. It is not kept for the next server: the edge finds that
 * this one has died, and brings the call again.
 */
export async function arrivePending(on: Exchanging, incoming: Incoming, { offered, profile, until, stand }: Arriving): Promise<void> {
  const all = pending.get(on) ?? new Set<Ringing>();
  pending.set(on, all);
  if (all.size >= MOST_PENDING) return incoming.reject(503);
  const own: Ringing = { source: incoming.source, until, isTold: false };
  all.add(own);
  const [callId, at, queue] = [randomUUID(), on.clock(), "P0"];
  incoming.queued();
  const queued = sayQueued(incoming);
  const ours = await on.media.answerCaller(callId, FIRST, offered.sdp, queue, profile).catch((error: unknown) => {
    all.delete(own);
    queued[Symbol.dispose]();
    // 5xx has the edge try it again.
    incoming.reject(503);
    throw error;
  });
  const { dialled, from, location, locationReference, vehicle, handOver, source } = incoming;
  const handed = handOver === null ? {} : { rooms: [...handOver.rooms], isKept: until === "person" };
  const text = until === "port" ? ("alone" as const) : null;
  const arrival = { dialled, from, location, locationReference, vehicle, at, text, ...handed };
  const call = new Call(
    arrivedFacts({ callId, callerSdp: offered.sdp, ours, callerProfile: profile, tag: queue, source, arrival, text: null }),
  );
  let [early, isDropped, isAnswering] = ["", false, false];
  let refusal = 480;
  const leave = (): void => {
    isDropped = true;
    clearInterval(timer);
    queued[Symbol.dispose]();
  };

  /** Answers; false where the caller is gone. Ends the call of one who does not acknowledge the answer: its port for text is another's. */
  async function answer(acknowledged: () => void): Promise<boolean> {
    const facts = offered.text === null || call.text === null ? null : textFacts({ ...offered, text: offered.text }, call.text.port);
    call.set({ text: facts });
    const said = widen(ours, offered, ourText(on, facts, offered));
    const { music = null, played = [] } = call.facts;
    const record = {
      ...call.facts,
      answer: null,
      music,
      paused: false,
      played: [...played],
      making: [],
      caller: incoming.standing(said),
      legs: [],
    };
    await on.stored.kept(callId, record satisfies CallRecord);
    if (call.over) on.stored.forget(callId);
    const dialog = call.over ? null : incoming.accept(said);
    if (dialog === null) return false;
    leave();
    call.pending = null;
    const late = setTimeout(() => {
      all.delete(own);
      endCall(on, call, "lost");
    }, ACK_WITHIN_MS).unref();
    stand(on, call, dialog, () => {
      clearTimeout(late);
      all.delete(own);
      if (call.over) return;
      call.text?.acked();
      acknowledged();
    });
    hearKeys(on, call);
    if (call.text !== null && early !== "") call.text.write(early);
    return true;
  }
  const tell = (): void => {
    if (call.isTold || call.over || (until === "port" && !mayTell(on, source))) return;
    call.isTold = true;
    own.isTold = true;
    on.heard({ kind: "arrived", callId, ...arrival });
    if (until === "port") on.heard({ kind: "text_waits", callId, at: on.clock() });
  };
  async function findPort(): Promise<void> {
    if (until !== "port" || offered.text === null) return;
    const stream = await openText(on, callId, offered.text.peer, { source });
    if (stream === null) return;
    if (isDropped) return stream.close();
    call.text = stream;
    const readable = (): void => {
      const wasTold = call.isTold;
      call.isTold = true;
      if (!wasTold) on.heard({ kind: "arrived", callId, ...arrival });
      else on.heard({ kind: "text_ready", callId, at: on.clock() });
      tellText(on, call);
    };
    if (!(await answer(readable))) endCall(on, call, "lost");
  }
  async function look(): Promise<void> {
    tell();
    // One that does not answer may be back in a moment.
    const isKnown = await on.media.knows(callId).catch(() => null);
    if (isKnown === null) return;
    if (isKnown) return findPort();
    // A media server that was started anew knows nothing of the answer that waits: told 503, the edge brings the call again.
    refusal = 503;
    endCall(on, call, "lost");
  }
  const timer = setInterval(() => {
    if (isAnswering || isDropped) return;
    isAnswering = true;
    void look()
      .catch((error: unknown) => on.log.warn({ err: error, callId }, "telephony: check of a ringing call failed"))
      .finally(() => (isAnswering = false));
  }, EVERY_MS);
  call.pending = {
    joined: () => (until === "person" ? answer(() => undefined) : Promise.resolve(true)),
    write: (more) => void (early += more),
    drop: () => {
      leave();
      all.delete(own);
      incoming.reject(refusal);
    },
  };
  call.isTold = false;
  on.calls.set(callId, call);
  incoming.onCancel(() => endCall(on, call, "caller"));
  if (!call.over) tell();
}
