import type { Call } from "../call.ts";
import { beginRecording, haltRecording } from "../end.ts";
import { save, type Exchanging } from "../context.ts";

/** A recording that could not go on is tried again after this (ms), for as long as the call stands. */
const AGAIN_MS = 1_000;

function goOn(on: Exchanging, call: Call): Promise<void> {
  return beginRecording(on, call).catch((error: unknown) => {
    on.log.warn({ err: error, callId: call.callId }, "telephony: recording not resumed, retrying");
    setTimeout(() => {
      if (!call.over && call.facts.paused !== true) void call.turn(() => goOn(on, call));
    }, AGAIN_MS).unref();
  });
}

/** Pauses a recording, or lets it go on. The stored state of the call is changed first: the media server may die meanwhile. */
export async function pauseRecording(on: Exchanging, call: Call, paused: boolean): Promise<void> {
  if (!call.facts.recording) return;
  const was = call.facts.paused === true;
  call.set({ paused });
  save(on, call);
  // `pause recording` of rtpengine 12.5 goes on writing packets where they are kept as pcap (seen): it is stopped, and begins another file.
  if (paused) await haltRecording(on, call);
  else if (was) await goOn(on, call);
}
