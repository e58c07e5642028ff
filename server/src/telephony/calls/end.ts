import { rm } from "node:fs/promises";
import { join } from "node:path";
import { capturedFiles, recordingsIn, setAside } from "../media/captured.ts";
import { removeMeta } from "../media/saved.ts";
import type { Call, Leg } from "./call.ts";
import { hearKeys, type Exchanging } from "./context.ts";

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

/** Files of packets of which sound is being made. */
const converting = new Set<string>();

/** Makes sound files of what was kept of a call and tells them; the media server's own files are removed then. */
async function publish(
  on: Exchanging,
  { callId, ports, recordings: nth, played = [] }: Call["facts"],
  files: readonly string[],
): Promise<void> {
  const ours = files.filter((path) => !converting.has(path));
  for (const path of ours) converting.add(path);
  try {
    for (const [index, parts] of recordingsIn(ours).entries()) {
      const file = join(on.recordings, `${callId}-${nth + index}.wav`);
      const { seconds, lost, beganAt } = await on.converter.convert(parts, file, ports, played);
      for (const path of parts) await rm(path);
      // Nobody sent a packet: the caller was gone before, or has no sound.
      if (beganAt === null) await rm(file);
      else on.heard({ kind: "recorded", callId, file, seconds, lost, beganAt, at: on.clock() });
    }
  } finally {
    for (const path of ours) converting.delete(path);
  }
}

/** The captured packets of a call that is over; its file is closed a moment after it was ended. */
async function publishAll(on: Exchanging, { facts }: Call): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, FILE_AFTER_MS));
  await publish(on, facts, await capturedFiles(on.captured, facts.callId));
  await removeMeta(on.captured, facts.callId);
}

const failed = (on: Exchanging, callId: string) => (error: unknown) =>
  on.log.error({ err: error, callId }, "a recording could not be made");

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
  on.keep.forget(call.callId);
  void on.media.end(call.callId).then(() => (call.facts.recording ? publishAll(on, call).catch(failed(on, call.callId)) : undefined));
  if (call.isTold) on.heard({ kind: "ended", callId: call.callId, by, at: on.clock() });
}

/** Begins to keep what is said, or goes on with it. */
export async function beginRecording(on: Exchanging, { callId }: Call): Promise<void> {
  await setAside(on.captured, callId);
  await on.media.record(callId, true);
}

/** Keeps nothing more of what is said. Its file is out of the way of the next one before anybody begins it. */
export async function haltRecording(on: Exchanging, { callId }: Call): Promise<void> {
  await on.media.record(callId, false);
  await setAside(on.captured, callId);
}

/** Stops a recording in the middle of a call and makes its file. */
export async function stopRecording(on: Exchanging, call: Call): Promise<void> {
  await haltRecording(on, call);
  const { facts } = call;
  const files = await capturedFiles(on.captured, call.callId);
  void publish(on, facts, files).catch(failed(on, call.callId));
  call.set({ recording: false, paused: false, recordings: facts.recordings + recordingsIn(files).length });
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
