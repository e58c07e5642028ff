import type { CallCard } from "@amaliyat/contract/calls";
import type { Telling } from "../../platform/live/index.ts";
import type { Leg } from "../rows/legs-store.ts";
import type { Turn } from "../turns/turn.ts";

/** Tells that a supervisor is with a call, or no more: other supervisors, and the call-taker where the room's policy says so. */
export const listening = (callId: string, listener: CallCard["listeners"][number], on: boolean, toTaker: string | null): Telling => ({
  happening: { topic: "listening", callId, listener, on },
  sectorId: null,
  userIds: toTaker === null ? [] : [toTaker],
});

/** A supervisor's telephone has left a call: written down and logged, whoever ended it. */
export function listenerGone(turn: Turn, { callId, legId, userId, mode, target: { consult } }: Leg): void {
  if (consult !== undefined) turn.hangUp(consult);
  turn.event(callId, "listening_ended", { legId, mode }, userId);
  turn.log(callId, "call.listening_ended", { actor: { userId, name: null, role: "supervisor" }, detail: { mode } });
}
