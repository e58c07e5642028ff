import { rulesOf } from "./match.ts";
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

/** From when the telephone outside is to ring for a call; null if it is not, or rings already. */
export function outsideDue({ takers }: Pick<Acd, "takers">, call: QueuedCall, { lineId, telephoneMs }: LineRules): number | null {
  if (telephoneMs === null || !waitsForSomebody(call) || call.outside?.kind === "rings") return null;
  const first = call.since + (hasSomebody(takers, lineId) ? telephoneMs : Math.min(telephoneMs, NOBODY_MS));
  return call.outside === null ? first : Math.max(first, call.outside.at + OUTSIDE_AGAIN_MS);
}

/** When something of the telephone outside runs out next for a call; null for nothing. */
export const outsideClock = (acd: Pick<Acd, "takers">, call: QueuedCall, rules: LineRules): number | null =>
  call.outside?.kind === "rings" ? call.outside.until : outsideDue(acd, call, rules);

/** Lets go of the telephone outside, if it rings for the call. */
export function hush(change: Change, { callId, outside }: QueuedCall): void {
  if (outside?.kind === "rings") change.orders.push({ kind: "hush_outside", callId, nth: outside.nth });
}

/**
 * Rings the telephone outside the room for callers of whom nobody takes care in time, beside whatever rings already, and again after it came
 * to nothing. It is let go of as soon as a person has the call.
 */
export function ringOutside(change: Change): void {
  for (const call of change.calls.values()) {
    const rules = rulesOf(change.lines, call);
    const { callId, outside } = call;
    if (outside?.kind === "rings" && (rules.telephoneMs === null || !waitsForSomebody(call))) {
      hush(change, call);
      change.call(callId, { outside: null });
    } else if (outside !== null && !waitsForSomebody(call)) change.call(callId, { outside: null });
    else if (outside?.kind === "rings" && outside.until <= change.at) {
      hush(change, call);
      change.call(callId, { outside: { kind: "vain", nth: outside.nth, at: change.at } });
    }
    const now = change.calls.get(callId) ?? call;
    const due = outsideDue(change, now, rules);
    if (due === null || due > change.at) continue;
    const nth = (now.outside?.nth ?? 0) + 1;
    change.call(callId, { outside: { kind: "rings", nth, until: change.at + OUTSIDE_RINGS_MS } });
    change.orders.push({ kind: "ring_outside", callId, lineId: call.lineId, nth });
  }
}
