import { EMERGENCY_LINE, mayCallOut, plainNumber, type NewInQueue } from "@amaliyat/domain/calls";
import { formatReference, referenceYear } from "@amaliyat/domain/interventions";
import type { CallerId } from "../telephony/index.ts";
import type { KeptCall } from "./calls-queries.ts";
import { insertCall, takeCallNumber } from "./calls-store.ts";
import type { Turn } from "./turn.ts";

/** The line of a number that was dialled. What is no line of the room is answered as an emergency: whoever reached us needs somebody. */
export function lineOf(turn: Turn, dialled: string): string {
  const number = plainNumber(dialled) ?? dialled;
  return turn.lines.some((line) => line.number === number) ? number : EMERGENCY_LINE;
}

/** The caller as call-takers of a line may see it: a number that is withheld is for the emergency line alone. */
export const shownOn = (line: string, from: CallerId): CallerId =>
  from.withheld && line !== EMERGENCY_LINE ? { number: null, withheld: true } : from;

/** A call as it comes to the queue; `since` where its old place would send it away at once. */
export const inQueue = (call: KeptCall, since = call.since.getTime()): NewInQueue => ({
  callId: call.callId,
  lineId: call.line,
  language: call.language,
  since,
  reachable: call.direction === "in" && call.numberKey !== null && mayCallOut(call.numberKey),
});

type Given = {
  readonly callId: string;
  readonly direction: "in" | "out";
  readonly dialled: string;
  readonly line: string;
  readonly from: CallerId;
  readonly at: number;
  readonly since?: number;
  readonly closed?: boolean;
  readonly takenBy?: string | null;
  readonly backOf?: string | null;
};

/** Keeps a new call under a reference of its own. Null where it is there already. */
export async function beginCall(turn: Turn, given: Given): Promise<{ reference: string } | null> {
  const { callId, direction, line, from, at, since = at, closed = false, takenBy = null, backOf = null } = given;
  const year = referenceYear(at);
  const reference = `C-${formatReference({ year, number: await takeCallNumber(turn.tx, year) })}`;
  const number = from.number?.slice(0, 40) ?? null;
  const isNew = await insertCall(turn.tx, {
    callId,
    reference,
    direction,
    line,
    dialled: given.dialled.slice(0, 40),
    number,
    key: number === null ? null : plainNumber(number),
    withheld: from.withheld,
    at: new Date(at),
    since: new Date(since),
    closed,
    takenBy,
    backOf,
  });
  return isNew ? { reference } : null;
}
