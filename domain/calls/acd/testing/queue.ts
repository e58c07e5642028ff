import { emptyAcd, step, type Happened, type LineRules, type Order, type QueuedCall } from "../index.ts";

const rules = (lineId: string, priority: number, more: Partial<LineRules> = {}): LineRules => ({
  lineId,
  priority,
  offerMs: 15_000,
  wrapUpMs: 10_000,
  anyLanguageMs: 20_000,
  overflowMs: null,
  otherRoomMs: null,
  telephoneMs: null,
  callBack: priority !== 1,
  ...more,
});
/** The three lines as they are shipped, with the times of these tests. */
export const LINES = [rules("17", 1, { wrapUpMs: 0 }), rules("104", 2), rules("1548", 3, { overflowMs: 300_000 })];

/** Plays events one after the other; `run(at, event)` gives the orders of that step. */
export function queue(lines: readonly LineRules[] = LINES) {
  let acd = emptyAcd(lines);
  const run = (at: number, what: Happened): readonly Order[] => {
    const done = step(acd, what, at);
    acd = done.acd;
    return done.orders;
  };
  const taker = (at: number, takerId: string, more: Partial<Extract<Happened, { kind: "taker_came" }>> = {}): readonly Order[] => {
    run(at, { kind: "taker_came", takerId, languages: ["ar", "fr"], lines: null, ...more });
    return run(at, { kind: "ready", takerId });
  };
  const ring = (at: number, callId: string, lineId = "17", more: Partial<Extract<Happened, { kind: "arrived" }>["call"]> = {}) =>
    run(at, { kind: "arrived", call: { callId, lineId, language: null, since: at, ...more } });
  return {
    run,
    taker,
    ring,
    get acd() {
      return acd;
    },
    state: (callId: string) => acd.calls.get(callId)?.state,
    of: (takerId: string) => acd.takers.get(takerId)?.state,
  };
}

/** A call that waits on line 104 since moment 5, with what a test wants otherwise. */
export const waitingCall = (callId: string, given: Partial<QueuedCall> = {}): QueuedCall => ({
  callId,
  lineId: "104",
  priority: 2,
  language: null,
  since: 5,
  givenBack: false,
  attempt: 0,
  tried: [],
  callBack: "no",
  state: { kind: "waiting" },
  outside: null,
  otherRoom: null,
  voiceless: false,
  ...given,
});
