import { rm } from "node:fs/promises";
import { join } from "node:path";
import { convert } from "../media/convert.ts";
import { removeMeta } from "../media/saved.ts";
import type { Call, Leg } from "./call.ts";
import { hearKeys, type Exchanging } from "./context.ts";
import { capturedFiles } from "./recall.ts";

/** rtpengine closes its file a moment after it was told to (ms). */
export const FILE_AFTER_MS = 200;

function hangUpLeg(leg: Leg): void {
  leg.outgoing?.cancel();
  leg.dialog?.bye();
  for (const each of leg.listening ?? []) {
    each.outgoing?.cancel();
    each.dialog?.bye();
  }
}

/** Makes the sound file of what was kept of a call and tells it; the media server's own file is removed then. */
async function publish(on: Exchanging, { facts: { callId, ports, recordings: nth, played = [] } }: Call): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, FILE_AFTER_MS));
  for (const [index, pcap] of (await capturedFiles(on.captured, callId)).entries()) {
    const file = join(on.recordings, `${callId}-${nth + index}.wav`);
    const { seconds, lost, beganAt } = await convert(pcap, file, ports, played);
    await rm(pcap);
    // Nobody sent a packet: the caller was gone before, or has no sound.
    if (beganAt === null) await rm(file);
    else on.heard({ kind: "recorded", callId, file, seconds, lost, beganAt, at: on.clock() });
  }
  await removeMeta(on.captured, callId);
}

const failed = (on: Exchanging, callId: string) => (error: unknown) =>
  on.log.error({ err: error, callId }, "a recording could not be made");

/** Ends a call for everybody, and tells it. */
export function endCall(on: Exchanging, call: Call, by: "caller" | "room" | "lost"): void {
  if (call.over) return;
  call.over = true;
  on.calls.delete(call.callId);
  on.player.stop(call.callId);
  on.ear.leave(call.callId);
  call.caller?.bye();
  for (const leg of call.legs.values()) hangUpLeg(leg);
  on.keep.forget(call.callId);
  void on.media.end(call.callId).then(() => (call.facts.recording ? publish(on, call).catch(failed(on, call.callId)) : undefined));
  if (call.isTold) on.heard({ kind: "ended", callId: call.callId, by, at: on.clock() });
}

/** Stops a recording in the middle of a call and makes its file. */
export async function stopRecording(on: Exchanging, call: Call): Promise<void> {
  await on.media.record(call.callId, false);
  const before = call.facts.recordings;
  call.set({ recording: false });
  void publish(on, call).catch(failed(on, call.callId));
  call.set({ recordings: before + 1 });
}

/** Ends one leg. The caller stays, and hears nothing if it was this leg that he heard. */
export async function endLeg(on: Exchanging, call: Call, leg: Leg, by: "party" | "room" | "lost"): Promise<void> {
  if (!call.legs.delete(leg.legId)) return;
  hangUpLeg(leg);
  for (const each of leg.listening ?? []) await on.media.unsubscribe(call.callId, each.tag);
  if (leg.listening === null && leg.dialog !== null && call.facts.tag === leg.tag) {
    on.player.stop(call.callId);
    call.set({ music: null });
    const queue = call.newTag();
    await on.media.silence(call.callId, call.facts.callerTag);
    await on.media.park(call.facts, queue);
    call.set({ tag: queue });
    hearKeys(on, call);
  }
  if (leg.dialog !== null || leg.listening !== null)
    on.heard({ kind: "leg_ended", callId: call.callId, legId: leg.legId, by, at: on.clock() });
}
