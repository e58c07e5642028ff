import type { Turn } from "../turns/turn.ts";

/** The card says once that more came of a caller than is taken, and of what. */
export function tooMuch(turn: Turn, callId: string, of: "text" | "keys"): void {
  const call = turn.openCall(callId);
  const said = of === "text" ? "tooMuchText" : "tooManyKeys";
  if (call === undefined || call[said] === true) return;
  turn.setCall(callId, { [said]: true });
  turn.event(callId, of === "text" ? "too_much_text" : "too_many_keys");
}
