import { capturedFiles, setAside } from "../media/sound/captured.ts";
import { hasG711 } from "../sip/description/sdp.ts";
import type { Call, CallRecord, Leg } from "./call.ts";
import { hearKeys, save, type Exchanging } from "./context.ts";
import { addSounds, makeRest, makeSounds } from "./sound/sounds.ts";

function hangUpLeg(leg: Leg): void {
  leg.outgoing?.cancel();
  leg.dialog?.bye();
  for (const each of leg.listening ?? []) {
    each.outgoing?.cancel();
    each.dialog?.bye();
  }
}

const failed = (on: Exchanging, callId: string) => (error: unknown) =>
  on.log.error({ err: error, callId }, "telephony: recording not made");

/** Tells of a caller who is gone, where the last server may have told nobody. */
export function tellLeft(on: Exchanging, callId: string, arrival: CallRecord["arrival"]): void {
  if (arrival === null) return;
  const { dialled, from, at } = arrival;
  on.heard({ kind: "left", callId, dialled, from, at, seconds: Math.max(0, (on.clock() - at) / 1000) });
}

/** Ends a call for everybody, and tells it. */
export function endCall(on: Exchanging, call: Call, by: "caller" | "room" | "lost"): void {
  if (call.over) return;
  call.over = true;
  on.calls.delete(call.callId);
  on.player.stop(call.callId);
  on.gate.leave(call.callId);
  on.ear.leave(call.callId);
  call.text?.close();
  call.pending?.drop();
  call.caller?.bye();
  for (const leg of call.legs.values()) hangUpLeg(leg);
  // The record is kept until the sound is made: after a crash the next server finds it and makes the sound.
  const hasSound = call.facts.recording || (call.facts.making ?? []).length > 0;
  if (hasSound) on.stored.save(call.callId, call.overRecord());
  else on.stored.forget(call.callId);
  const ended = Promise.all([on.media.end(call.callId), on.decoded.end(call.callId)]);
  void ended.then(() => (hasSound ? makeRest(on, call).catch(failed(on, call.callId)) : undefined));
  if (call.isTold) on.heard({ kind: "ended", callId: call.callId, by, at: on.clock() });
  else call.untoldEnd?.();
}

/** Keeping a caller's side that could not begin is tried again after this (ms), for as long as the call is recorded. */
const DECODE_AGAIN_MS = 1_000;

/**
 * Begins to keep the side of a caller who has no G.711, in the call's turn. Without it the recording goes on, and what the caller says is told
 * as lost.
 */
export async function decodeCaller(on: Exchanging, call: Call): Promise<void> {
  const { callId, callerSdp, ports } = call.facts;
  if (hasG711(callerSdp)) return;
  try {
    await on.decoded.begin(call.facts, ports.at(-1) ?? 0);
  } catch (error) {
    on.log.warn({ err: error, callId }, "telephony: decoding of a caller's sound failed, retrying");
    setTimeout(() => decodeAgain(on, call), DECODE_AGAIN_MS).unref();
  }
  // It ended meanwhile, and closed only what was open.
  if (call.over) await on.decoded.end(callId);
}

/** The same for a call that is recorded already, where nothing is decoded yet. */
export function decodeAgain(on: Exchanging, call: Call): void {
  void call.turn(async () => {
    if (call.facts.recording && call.facts.paused !== true && !on.decoded.keeps(call.callId)) await decodeCaller(on, call);
  });
}

/** Begins to keep what is said, or goes on with it. */
export async function beginRecording(on: Exchanging, call: Call): Promise<void> {
  await setAside(on.captured, call.callId).catch((error: unknown) => {
    // The recording so far would be written over. A call that was not recorded yet has nothing there.
    if (call.facts.recording) throw error;
  });
  await on.media.record(call.callId, true);
  await decodeCaller(on, call);
}

/** Keeps nothing more of what is said. Its file is out of the way of the next one before anybody begins it. */
export async function haltRecording(on: Exchanging, { callId }: Call): Promise<void> {
  // First, since the media server may not answer: in a pause nothing is kept, whatever happens to it.
  await on.decoded.end(callId);
  await on.media.record(callId, false);
  await setAside(on.captured, callId);
}

/** Stops a recording in the middle of a call and makes its file. */
export async function stopRecording(on: Exchanging, call: Call): Promise<void> {
  await haltRecording(on, call);
  addSounds(call, await capturedFiles(on.captured, call.callId));
  call.set({ recording: false, paused: false });
  save(on, call);
  void makeSounds(on, call).catch(failed(on, call.callId));
}

/** Ends one leg. The caller stays, and hears nothing if it was this leg that he heard. */
export async function endLeg(on: Exchanging, call: Call, leg: Leg, by: "party" | "room" | "lost"): Promise<void> {
  if (!call.legs.delete(leg.legId)) return;
  hangUpLeg(leg);
  for (const each of leg.listening ?? []) await on.media.unsubscribe(call.callId, each.tag);
  if (leg.listening === null && leg.dialog !== null && call.facts.tag === leg.tag) {
    on.player.stop(call.callId);
    call.set({ music: null });
    // The console may send sound on: where its connection is lost, it has not heard that the talk is over.
    await on.media.mute(call.callId, leg.tag, true).catch(() => undefined);
    const queue = call.newTag();
    await on.media.silence(call.callId, call.facts.callerTag);
    await on.media.park(call.facts, queue);
    call.set({ tag: queue });
    hearKeys(on, call);
  }
  if (leg.dialog !== null || leg.listening !== null)
    on.heard({ kind: "leg_ended", callId: call.callId, legId: leg.legId, by, at: on.clock() });
}
