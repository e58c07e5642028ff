import type { LinesNow } from "../turns/lines-now.ts";
import type { Turn } from "../turns/turn.ts";

/** Stops the recording of a call for a while, in the telephones. If they cannot pause it, the call is recorded, and its card says so. */
export function orderPause(turn: Turn, callId: string): void {
  turn.order("pause recording", callId, null, async (exchange, { say }) => {
    try {
      await exchange.pauseRecording(callId, true);
    } catch (cause) {
      say({ kind: "pause_failed", callId, at: turn.at });
      throw cause;
    }
  });
}

/** End of the pause that ends next (epoch ms); null if no call is paused. */
export function nextPauseEnd({ calls: all }: LinesNow): number | null {
  let next: number | null = null;
  for (const { pause } of all.values()) if (pause !== undefined && (next === null || pause.until < next)) next = pause.until;
  return next;
}

/** Ends the pauses whose time is over. */
export function endDuePauses(turn: Turn): void {
  for (const { callId, pause } of turn.now.calls.values()) if (pause !== undefined && pause.until <= turn.at) turn.endPause(callId, "time");
}

/** After a start: the telephones record or pause as the rows say. */
export function recoverPause(turn: Turn, callId: string): void {
  if (turn.call(callId)?.pause === undefined) turn.resumeRecording(callId);
  else orderPause(turn, callId);
}
