import type { Acd, QueuedCall, Taker, TakerState } from "./state.ts";

function movedState<S extends QueuedCall["state"] | TakerState>(state: S, byMs: number): S {
  if ("until" in state) return { ...state, until: state.until + byMs };
  return "since" in state ? { ...state, since: state.since + byMs } : state;
}

function movedOutside(outside: QueuedCall["outside"], byMs: number): QueuedCall["outside"] {
  if (outside === null) return null;
  return outside.kind === "rings" ? { ...outside, until: outside.until + byMs } : { ...outside, at: outside.at + byMs };
}

const movedCall = (call: QueuedCall, byMs: number): QueuedCall => ({
  ...call,
  since: call.since + byMs,
  state: movedState(call.state, byMs),
  outside: movedOutside(call.outside, byMs),
  otherRoom: movedOutside(call.otherRoom, byMs),
});
const movedTaker = (taker: Taker, byMs: number): Taker => ({
  ...taker,
  since: taker.since + byMs,
  idleSince: taker.idleSince + byMs,
  state: movedState(taker.state, byMs),
});

/** The queue after the clock was stepped by so many ms: everybody has waited as long as before, and nothing has run out. */
export const withClockMoved = (acd: Acd, byMs: number): Acd => ({
  ...acd,
  calls: new Map([...acd.calls].map(([callId, call]) => [callId, movedCall(call, byMs)])),
  takers: new Map([...acd.takers].map(([takerId, taker]) => [takerId, movedTaker(taker, byMs)])),
});
