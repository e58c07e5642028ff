import type { CallRow, LineShown } from "@amaliyat/contract/calls";
import { FIRST_LADDER } from "@amaliyat/domain/calls";
import { type Waiter, waitsOn } from "../../calls/index.ts";
import type { Phone } from "../../phone/index.ts";

/** A line and who waits on it; `oldest` in ms since the epoch, null where nobody does. */
export type Waiting = { readonly line: LineShown; readonly count: number; readonly oldest: number | null };

/**
 * Calls as this console knows them. Its own telephone rings and is answered before the room reports it. The bar shows both, and must not
 * say that nobody waits beside a caller who rings.
 */
export function withOwnPhone(calls: readonly CallRow[], { ringing, talks }: Pick<Phone, "ringing" | "talks">): readonly Waiter[] {
  const talked = new Set(talks.flatMap(({ kind, about, callId }) => (kind === "caller" && about === null ? [callId] : [])));
  const rings = ringing?.about === null ? ringing : null;
  const known = calls.map((call): Waiter => {
    if (call.callId === rings?.callId) return { ...call, state: "offered" };
    return talked.has(call.callId) ? { ...call, state: "talking" } : call;
  });
  if (rings === null || known.some(({ callId }) => callId === rings.callId)) return known;
  const { callId, line, since } = rings;
  return [...known, { callId, line, state: "offered", since: new Date(since).toISOString() }];
}

/** Waiting times (ms) from which every desk may take a call and all desks sound. A line for callers out of danger never sounds. */
export function ladderOf(lines: readonly LineShown[], call: Pick<CallRow, "line">): { readonly desksMs: number; readonly soundMs: number } {
  const line = lines.find(({ number }) => number === call.line);
  const { desksMs, soundMs } = line?.ladder ?? FIRST_LADDER;
  return { desksMs, soundMs: line?.priority === 1 ? soundMs : Number.POSITIVE_INFINITY };
}

/**
 * The call that a person with a silent telephone may pick: the longest wait on the most urgent line; null for none. A call offered to this
 * person counts too: its ringing did not come through.
 */
export function callToPick(lines: readonly LineShown[], calls: readonly CallRow[], now: number): CallRow | null {
  const priority = (call: CallRow): number => lines.find(({ number }) => number === call.line)?.priority ?? Number.POSITIVE_INFINITY;
  const isLeft = ({ line, state, since, callBack }: CallRow): boolean =>
    (state === "waiting" || state === "offered") && callBack === null && now - Date.parse(since) >= ladderOf(lines, { line }).desksMs;
  const left = calls.filter((call) => isLeft(call));
  return left.toSorted((a, b) => priority(a) - priority(b) || Date.parse(a.since) - Date.parse(b.since))[0] ?? null;
}

/** Lines in their order, each with who waits there, being rung at a colleague or not. */
export const waitingByLine = (lines: readonly LineShown[], calls: readonly Waiter[]): readonly Waiting[] =>
  lines.map((line) => ({ line, ...waitsOn(line.number, calls) }));
