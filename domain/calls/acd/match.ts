import type { Change } from "./change.ts";
import type { Acd, LineRules, QueuedCall, Taker } from "./state.ts";

/** Rules for a call whose line was closed while it waited. */
const FALLBACK: Omit<LineRules, "lineId" | "priority"> = {
  offerMs: 15_000,
  wrapUpMs: 0,
  anyLanguageMs: 0,
  overflowMs: null,
  otherRoomMs: null,
  telephoneMs: null,
  callBack: false,
};

export const rulesOf = (lines: Acd["lines"], call: Pick<QueuedCall, "lineId" | "priority">): LineRules =>
  lines.get(call.lineId) ?? { ...FALLBACK, lineId: call.lineId, priority: call.priority };

/** The order of the queue: priority, then those who had lost their call-taker, then who came first. */
export const compareCalls = (a: QueuedCall, b: QueuedCall): number =>
  a.priority - b.priority ||
  Number(b.givenBack) - Number(a.givenBack) ||
  a.since - b.since ||
  (a.callId < b.callId ? -1 : a.callId > b.callId ? 1 : 0);

/** Calls that wait for somebody, in their order. */
export const waitingOf = (calls: Acd["calls"]): QueuedCall[] =>
  [...calls.values()].filter(({ state }) => state.kind === "waiting").toSorted(compareCalls);

/**
 * True if the person answers the line, and speaks the caller's language unless the caller has waited too long to be choosy. A call back is
 * never offered at a locked screen: nothing rings there, and there is no hand to take it.
 */
export function suits(taker: Taker, call: QueuedCall, rules: LineRules, at: number): boolean {
  if (taker.locked && call.callBack === "asked") return false;
  if (taker.lines !== null && !taker.lines.includes(call.lineId)) return false;
  return call.language === null || taker.languages.includes(call.language) || at - call.since >= rules.anyLanguageMs;
}

/** Chooses among the ready call-takers: one not yet offered this call, then the longest idle. */
export function choose(takers: Acd["takers"], call: QueuedCall, rules: LineRules, at: number): Taker | null {
  let best: Taker | null = null;
  const before = (a: Taker, b: Taker): boolean => {
    const tried = Number(call.tried.includes(a.takerId)) - Number(call.tried.includes(b.takerId));
    return (tried || a.idleSince - b.idleSince || (a.takerId < b.takerId ? -1 : 1)) < 0;
  };
  for (const taker of takers.values())
    if (taker.state.kind === "ready" && suits(taker, call, rules, at) && (best === null || before(taker, best))) best = taker;
  return best;
}

/**
 * Takes a telephone that rings for something less urgent, if nobody is ready. That is a call back, or a caller of a line with a lower
 * priority. The least urgent gives way, and waits in its old place as if that person had not been asked.
 * A call back takes no ringing telephone: nobody is on its line. So a later caller of its line can be offered before it, at such a
 * telephone alone. The next person who is free is offered the call back first, because it keeps its place.
 */
function giveWay(change: Change, call: QueuedCall, rules: LineRules): Taker | null {
  let least: { readonly taker: Taker; readonly offered: QueuedCall } | null = null;
  for (const taker of change.takers.values()) {
    const offered = taker.state.kind === "offered" ? change.calls.get(taker.state.callId) : undefined;
    if (offered === undefined || offered.priority <= call.priority || !suits(taker, call, rules, change.at)) continue;
    if (least === null || compareCalls(least.offered, offered) < 0) least = { taker, offered };
  }
  if (least === null || call.callBack === "asked") return null;
  change.unask(least.offered);
  return least.taker;
}

/** The lowest priority of the calls that ring now; null if none rings. */
function leastUrgent({ takers, calls }: Change): number | null {
  let least: number | null = null;
  for (const { state } of takers.values()) {
    const priority = state.kind === "offered" ? calls.get(state.callId)?.priority : undefined;
    if (priority !== undefined && (least === null || priority > least)) least = priority;
  }
  return least;
}

/** Offers each waiting call in turn, until one has taken the place of another, which waits from now on. True if so. */
function offerAll(change: Change): boolean {
  // 500 callers are not compared with 200 people of whom two are free: measured 0.78 ms a step with that, 0.11 ms without.
  const ready = new Map([...change.takers].filter(([, { state }]) => state.kind === "ready"));
  const least = leastUrgent(change);
  if (ready.size === 0 && least === null) return false;
  for (const call of waitingOf(change.calls)) {
    const mayTakeAway = least !== null && least > call.priority;
    // No later call is more urgent than this one.
    if (ready.size === 0 && !mayTakeAway) return false;
    const rules = rulesOf(change.lines, call);
    const free = choose(ready, call, rules, change.at);
    const taker = free ?? (mayTakeAway ? giveWay(change, call, rules) : null);
    if (taker === null) continue;
    change.offer(call.callId, taker.takerId, rules.offerMs);
    if (free === null) return true;
    ready.delete(free.takerId);
  }
  return false;
}

/**
 * Offers each waiting call to a ready and suitable call-taker. A call that suits nobody holds up none behind it. A call that gave way is
 * tried again with the remaining call-takers. Each time something more urgent rings, so this ends.
 */
export function match(change: Change): void {
  while (offerAll(change));
}
