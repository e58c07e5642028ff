import { compareCalls, rulesOf } from "./match.ts";
import type { Change } from "./change.ts";
import type { Acd, LineRules, QueuedCall, Taker } from "./state.ts";

/** So long the telephone outside rings at a time, ms: shorter than it takes until its voicemail answers. */
export const OUTSIDE_RINGS_MS = 20_000;
/** So long after it came to nothing it rings again, ms. */
export const OUTSIDE_AGAIN_MS = 5_000;
/** A caller of whose line nobody is in the queue is left so long to a console that comes back, ms; a page that is read again takes less. */
export const NOBODY_MS = 3_000;

/** True for whoever is in the queue, now or after the call that they have. */
export const isThere = ({ state }: Pick<Taker, "state">): boolean => state.kind !== "off" && state.kind !== "paused";

/** True if somebody is in the queue who answers the line. */
const hasSomebody = (takers: Acd["takers"], lineId: string): boolean =>
  [...takers.values()].some((taker) => isThere(taker) && (taker.lines === null || taker.lines.includes(lineId)));

/** True while a caller is on the line of the room and no person has answered. */
const waitsForSomebody = ({ state, callBack }: QueuedCall): boolean =>
  callBack !== "asked" && (state.kind === "waiting" || state.kind === "offered");

/**
 * True if the telephone outside is for this caller: the first of its line who waits for somebody, while it does not ring for another. It is one
 * telephone, and thirty callers are not thirty ringings of it.
 */
function isItsTurn(calls: Acd["calls"], { callId, lineId }: QueuedCall): boolean {
  let first: QueuedCall | null = null;
  for (const call of calls.values()) {
    if (call.lineId !== lineId) continue;
    if (call.outside?.kind === "rings") return false;
    if (waitsForSomebody(call) && (first === null || compareCalls(call, first) < 0)) first = call;
  }
  return first?.callId === callId;
}

/** From when the telephone outside is to ring for a call; null if it is not, or rings already, for this caller or for another. */
export function outsideDue(
  { takers, calls }: Pick<Acd, "takers" | "calls">,
  call: QueuedCall,
  { lineId, telephoneMs }: LineRules,
): number | null {
  if (telephoneMs === null || !waitsForSomebody(call) || !isItsTurn(calls, call) || call.outside?.kind === "rings") return null;
  const first = call.since + (hasSomebody(takers, lineId) ? telephoneMs : Math.min(telephoneMs, NOBODY_MS));
  return call.outside === null ? first : Math.max(first, call.outside.at + OUTSIDE_AGAIN_MS);
}

/** When something of the telephone outside runs out next for a call; null for nothing. */
export const outsideClock = (acd: Pick<Acd, "takers" | "calls">, call: QueuedCall, rules: LineRules): number | null =>
  call.outside?.kind === "rings" ? call.outside.until : outsideDue(acd, call, rules);

/** Lets go of the telephone outside, if it rings for the call. */
export function hush(change: Change, { callId, outside }: QueuedCall): void {
  if (outside?.kind === "rings") change.orders.push({ kind: "hush_outside", callId, nth: outside.nth });
}

/**
 * Rings the telephone outside the room for the first caller of a line of whom nobody takes care in time, beside whatever rings already, and
 * again after it came to nothing. It is let go of as soon as a person has the call.
 */
export function ringOutside(change: Change): void {
  for (const call of change.calls.values()) {
    const { callId, outside } = call;
    const isWanted = waitsForSomebody(call) && rulesOf(change.lines, call).telephoneMs !== null;
    if (outside === null || (isWanted && !(outside.kind === "rings" && outside.until <= change.at))) continue;
    hush(change, call);
    change.call(callId, { outside: isWanted ? { kind: "vain", nth: outside.nth, at: change.at } : null });
  }
  for (const call of change.calls.values()) {
    const due = outsideDue(change, call, rulesOf(change.lines, call));
    if (due === null || due > change.at) continue;
    const nth = (call.outside?.nth ?? 0) + 1;
    change.call(call.callId, { outside: { kind: "rings", nth, until: change.at + OUTSIDE_RINGS_MS } });
    change.orders.push({ kind: "ring_outside", callId: call.callId, lineId: call.lineId, nth });
  }
}
