import type { CallCard } from "@amaliyat/contract/calls";
import type { Telling } from "../platform/live/index.ts";
import { lockCall } from "./calls-queries.ts";
import type { Leg } from "./legs-store.ts";
import type { Turn } from "./turn.ts";

/** Tells that a supervisor is with a call, or no more: other supervisors, and whoever has the call where the room's policy says so. */
export const listening = (callId: string, listener: CallCard["listeners"][number], on: boolean, toTaker: string | null): Telling => ({
  happening: { topic: "listening", callId, listener, on },
  sectorId: null,
  userIds: toTaker === null ? [] : [toTaker],
});

/** A supervisor's telephone has left a call: written down and logged, whoever ended it. */
export async function listenerGone(turn: Turn, { callId, legId, userId, mode, target: { consult } }: Leg): Promise<void> {
  if (consult !== undefined) turn.order("hang up", consult, null, (exchange) => exchange.hangUp(consult));
  const call = await lockCall(turn.tx, callId);
  await turn.event(callId, "listening_ended", { legId, mode }, userId);
  turn.entries.push({
    at: turn.at,
    type: "call.listening_ended",
    actor: { userId, name: null, role: "supervisor" },
    subject: { kind: "call", id: callId },
    workItem: call?.reference ?? null,
    detail: { mode },
  });
}
