import { endingOf } from "@amaliyat/domain/calls";
import { addEvent } from "../rows/events-store.ts";
import { closeText, isExchange } from "./text.ts";
import type { Turn } from "../turns/turn.ts";

/**
 * A call is over since `at`: it gets its ending, its call-taker is free, and all its parties are gone with it. Told twice it is over once.
 * The moment is that of the telephones: a room that is slow must not take a slip of a second for a caller who gave up.
 */
export function endCall(turn: Turn, callId: string, by: "caller" | "room" | "lost", at = turn.at): void {
  const call = turn.openCall(callId);
  if (call === undefined) return;
  const { direction, line, arrivedAt, answeredAt, overflowedAt, closed } = call;
  const state = turn.acd.calls.get(callId)?.state.kind;
  const callBack = state === "leaving";
  const waitsAgain = answeredAt !== null && (state === "waiting" || state === "offered");
  // Whether nobody spoke is said by a person, and stands in the row alone.
  const ending = endingOf({ direction, arrivedAt, answeredAt, waitsAgain, overflowedAt, closed, callBack, silent: false }, by, at);
  // End the calls beside it too: a consultation, a supervisor's voice.
  for (const { target } of turn.legsOf(callId)) if (target.consult !== undefined) turn.hangUp(target.consult);
  turn.endPause(callId, "call");
  turn.touched.add(callId);
  turn.needEnd(callId);
  turn.write(async (writing) => {
    const { tx, entries } = writing;
    const kept = writing.end({ callId, at: turn.date, ending, by });
    await addEvent(tx, callId, { at: turn.at, kind: "ended", data: { by, ending: kept } });
    const subject = { kind: "call", id: callId };
    entries.push({
      at: turn.at,
      type: "call.ended",
      subject,
      workItem: await writing.reference(callId),
      detail: { line, ending: kept, by },
    });
  });
  if (call.text !== undefined && isExchange(call.text)) turn.log(callId, "call.text_exchanged", { detail: { line } });
  if (call.text !== undefined) closeText(turn, callId, call.text);
  turn.setCall(callId, { goesOn: false });
  turn.step({ kind: "ended", callId });
}
