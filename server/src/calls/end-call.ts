import { endingOf } from "@amaliyat/domain/calls";
import { lockCall } from "./calls-queries.ts";
import { keepEnded } from "./calls-store.ts";
import { openLegs } from "./legs-store.ts";
import type { Turn } from "./turn.ts";

/**
 * A call is over since `at`: it gets its ending, whoever had it is free, and all its parties are gone with it. Told twice it is over once.
 * The moment is that of the telephones: a room that is slow must not take a slip of a second for a caller who gave up.
 */
export async function endCall(turn: Turn, callId: string, by: "caller" | "room" | "lost", at = turn.at): Promise<void> {
  const call = await lockCall(turn.tx, callId);
  if (call === null || call.endedAt !== null) return;
  const ms = (date: Date | null): number | null => date?.getTime() ?? null;
  const ending = endingOf(
    {
      direction: call.direction,
      arrivedAt: call.arrivedAt.getTime(),
      answeredAt: ms(call.answeredAt),
      overflowedAt: ms(call.overflowedAt),
      silent: call.silent,
      closed: call.lineClosed,
      callBack: turn.acd.calls.get(callId)?.state.kind === "leaving",
    },
    by,
    at,
  );
  // What was spoken beside it ends with it: a consultation, a supervisor's voice.
  for (const { target } of await openLegs(turn.tx, callId)) {
    const { consult } = target;
    if (consult !== undefined) turn.order("hang up", consult, null, (exchange) => exchange.hangUp(consult));
  }
  await keepEnded(turn.tx, callId, { at: turn.date, ending, by });
  await turn.event(callId, "ended", { by, ending });
  await turn.step({ kind: "ended", callId });
  turn.entries.push({
    at: turn.at,
    type: "call.ended",
    subject: { kind: "call", id: callId },
    workItem: call.reference,
    detail: { line: call.line, ending, by },
  });
}
